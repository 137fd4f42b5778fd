package org.conversationsessions.cli.export;

import java.util.Optional;
import org.conversationsessions.domain.history.TimeWindow;
import org.conversationsessions.domain.registry.BotId;

/**
 * What an export contains.
 *
 * @param bot the bot whose sessions are exported
 * @param user the only end user; empty: all
 * @param range the range in which the sessions start
 * @param messages whether the sessions' messages are exported too
 * @param format the form
 */
record ExportRequest(
    BotId bot, Optional<String> user, TimeWindow range, boolean messages, ExportFormat format) {}
