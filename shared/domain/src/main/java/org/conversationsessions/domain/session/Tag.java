package org.conversationsessions.domain.session;

import java.time.Instant;

/**
 * A name and its value, attached to a user or a session.
 *
 * @param name 1 to 128 characters
 * @param value at most 256 characters
 * @param setAt the time of the event that set it
 */
public record Tag(String name, String value, Instant setAt) {
  /** Creates a tag of unknown time; any other is newer. */
  public Tag(String name, String value) {
    this(name, value, Instant.EPOCH);
  }
}
