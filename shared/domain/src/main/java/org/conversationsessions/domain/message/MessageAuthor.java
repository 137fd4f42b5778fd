package org.conversationsessions.domain.message;

import java.util.Optional;

/**
 * The human agent who wrote a message.
 *
 * @param id the agent's identifier, 1 to {@value #MAX_LENGTH} characters
 * @param firstName at most {@value #MAX_LENGTH} characters
 * @param lastName at most {@value #MAX_LENGTH} characters
 */
public record MessageAuthor(String id, Optional<String> firstName, Optional<String> lastName) {
  /** The longest identifier or name, in characters. */
  public static final int MAX_LENGTH = 128;
}
