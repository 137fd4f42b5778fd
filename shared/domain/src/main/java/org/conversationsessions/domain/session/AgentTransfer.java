package org.conversationsessions.domain.session;

import java.time.Instant;

/**
 * The transfer of a session to a human agent. It is known for sessions that went to an agent since
 * the service keeps it, and never changes after the closing.
 *
 * @param at the time of the session's first {@code agentTransfer} event
 * @param afterTask whether a task had been completed by then
 */
public record AgentTransfer(Instant at, boolean afterTask) {}
