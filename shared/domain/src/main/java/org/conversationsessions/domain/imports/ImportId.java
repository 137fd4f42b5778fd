package org.conversationsessions.domain.imports;

import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The identifier of an import.
 *
 * @param value {@code bir-} and a UUID
 */
public record ImportId(String value) {
  private static final Pattern FORM =
      Pattern.compile("bir-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  /**
   * Validates the form.
   *
   * @throws IllegalArgumentException if it is another
   */
  public ImportId {
    if (!isValid(value)) {
      throw new IllegalArgumentException("not the identifier of an import");
    }
  }

  /** Returns whether a text has the form of an identifier. */
  public static boolean isValid(String text) {
    return FORM.matcher(text).matches();
  }

  /** Returns the identifier with this UUID. */
  public static ImportId of(UUID uuid) {
    return new ImportId("bir-" + uuid);
  }

  @Override
  public String toString() {
    return value;
  }
}
