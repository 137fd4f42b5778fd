package org.conversationsessions.domain.session;

import java.time.Instant;

/**
 * The transfer of a session to a human agent. It is known for sessions that went to an agent since
 * the service keeps it. Its time never changes after the closing.
 *
 * @param at the time of the session's first {@code agentTransfer} event
 * @param afterTask whether a task was completed by then, by the events' times. A late event can
 *     make it true after the closing
 */
public record AgentTransfer(Instant at, boolean afterTask) {}
