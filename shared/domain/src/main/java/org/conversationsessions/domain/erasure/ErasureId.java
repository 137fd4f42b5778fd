package org.conversationsessions.domain.erasure;

import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The identifier of a request to erase data.
 *
 * @param value {@code eud-} (an end user's data) or {@code cdj-} (conversations) and a UUID
 */
public record ErasureId(String value) {
  private static final Pattern FORM =
      Pattern.compile("(?:eud|cdj)-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  /**
   * Validates the form.
   *
   * @throws IllegalArgumentException if it is another
   */
  public ErasureId {
    if (!isValid(value)) {
      throw new IllegalArgumentException("not the identifier of an erasure");
    }
  }

  /** Returns whether a text has the form of an identifier. */
  public static boolean isValid(String text) {
    return FORM.matcher(text).matches();
  }

  /** Returns the identifier of a request to erase end users' data. */
  public static ErasureId ofUsers(UUID uuid) {
    return new ErasureId("eud-" + uuid);
  }

  /** Returns the identifier of a request to delete conversations. */
  public static ErasureId ofConversations(UUID uuid) {
    return new ErasureId("cdj-" + uuid);
  }

  @Override
  public String toString() {
    return value;
  }
}
