package org.conversationsessions.domain.session;

import java.time.Instant;

/**
 * That a session is over.
 *
 * @param reason what closed it
 * @param recordedAt when that was written down, by the clock of the service and not by the events';
 *     the retention counts from here (contract, section 11)
 * @param defaultLanguage the bot's default language at that time
 * @param settingsVersion the version of the bot's settings at that time
 * @param ordinal the how-manieth closing of the conversation it was, from 1; what is cleared
 *     because of it is what was set before
 */
public record Closing(
    CloseReason reason,
    Instant recordedAt,
    String defaultLanguage,
    long settingsVersion,
    int ordinal) {}
