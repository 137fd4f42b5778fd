/**
 * Keeping the messages of conversations: what is redacted before a message is stored (contract,
 * section 9).
 */
package org.conversationsessions.application.message;
