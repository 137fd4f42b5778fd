/**
 * Ports to stored conversations and the due index, the writer that keeps the two in step, and the
 * source of session identifiers.
 */
package org.conversationsessions.application.conversation;
