/**
 * Keeping the messages of conversations (contract, section 14): what becomes a message, where it is
 * stored, and the ports to what is stored.
 */
package org.conversationsessions.application.message;
