package org.conversationsessions.domain.registry;

import java.util.regex.Pattern;

/**
 * A registered bot's identifier, {@code st-…} (contract, section 1). It never holds {@code #},
 * which separates the parts of stored keys.
 *
 * @param value {@code st-} and 1 to 64 letters, digits, hyphens or underscores
 */
public record BotId(String value) {
  private static final Pattern SHAPE = Pattern.compile("st-[A-Za-z0-9_-]{1,64}");

  /** Refuses with {@link IllegalArgumentException} what is no bot's identifier. */
  public BotId {
    if (!isValid(value)) {
      throw new IllegalArgumentException(
          "no bot id: it is st- and 1 to 64 letters, digits, - or _");
    }
  }

  /** Whether the text has the shape of a bot's identifier. */
  public static boolean isValid(String text) {
    return SHAPE.matcher(text).matches();
  }

  @Override
  public String toString() {
    return value;
  }
}
