/**
 * Publishes what happened to sessions (contract, section 8). The code that closes a session
 * publishes nothing: the stream of the sessions table is the transactional outbox.
 */
package org.conversationsessions.application.publishing;
