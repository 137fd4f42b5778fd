package org.conversationsessions.api.billing;

import java.util.Optional;
import org.conversationsessions.domain.history.TimeWindow;

/**
 * The filter of a query for billing sessions.
 *
 * @param window the window of the start of their sessions
 * @param botId the bot of their sessions, in a query over an account; empty: any
 * @param channel the channel of their sessions, in any case; empty: any
 */
public record BillingFilter(TimeWindow window, Optional<String> botId, Optional<String> channel) {}
