/** Ports to live conversations, and the writer that keeps the due index in step with them. */
package org.conversationsessions.application.conversation;


