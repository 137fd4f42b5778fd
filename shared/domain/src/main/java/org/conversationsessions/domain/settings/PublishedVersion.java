package org.conversationsessions.domain.settings;

import java.time.Instant;

/**
 * A version of a bot's settings that was published (contract, section 19).
 *
 * @param number the version of the settings that the publication wrote
 * @param comment what the app said about it, 1 to {@value #MAX_COMMENT} characters
 * @param publishedAt when, in milliseconds
 * @param publishedBy the app's identifier
 */
public record PublishedVersion(
    long number, String comment, Instant publishedAt, String publishedBy) {
  /** The longest comment, in Unicode code points. */
  public static final int MAX_COMMENT = 1000;
}
