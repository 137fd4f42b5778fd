/**
 * Keeping the messages of conversations (contract, section 14): what becomes a message, what is
 * redacted before it is stored (section 9), where it is stored, and the ports to what is stored.
 */
package org.conversationsessions.application.message;
