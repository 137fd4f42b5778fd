package org.conversationsessions.domain.session;

import java.time.Instant;

/**
 * The closing of a session.
 *
 * @param reason what closed it
 * @param recordedAt when it was recorded, by the service's clock and not the events'; the retention
 *     counts from here (contract, section 11)
 * @param defaultLanguage the bot's default language at that time
 * @param settingsVersion the version of the bot's settings at that time
 * @param ordinal the ordinal number of the closing in the conversation, from 1; the closing clears
 *     parts of the state with a lower write mark
 * @param debugLogs whether the bot kept debug logs at that time, so that what follows the closing
 *     is in them too (contract, section 18)
 */
public record Closing(
    CloseReason reason,
    Instant recordedAt,
    String defaultLanguage,
    long settingsVersion,
    int ordinal,
    boolean debugLogs) {
  /** Creates a closing without debug logs. */
  public Closing(
      CloseReason reason,
      Instant recordedAt,
      String defaultLanguage,
      long settingsVersion,
      int ordinal) {
    this(reason, recordedAt, defaultLanguage, settingsVersion, ordinal, false);
  }
}
