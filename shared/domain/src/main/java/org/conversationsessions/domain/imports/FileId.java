package org.conversationsessions.domain.imports;

import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The identifier of an uploaded file.
 *
 * @param value 24 hexadecimal digits, in lower case
 */
public record FileId(String value) {
  private static final Pattern FORM = Pattern.compile("[0-9a-f]{24}");

  /**
   * Validates the form.
   *
   * @throws IllegalArgumentException if it is another
   */
  public FileId {
    if (!isValid(value)) {
      throw new IllegalArgumentException("not the identifier of a file");
    }
  }

  /** Returns whether a text has the form of an identifier. */
  public static boolean isValid(String text) {
    return FORM.matcher(text).matches();
  }

  /** Returns an identifier of 96 bits of a UUID. */
  public static FileId of(UUID uuid) {
    return new FileId(uuid.toString().replace("-", "").substring(0, 24));
  }

  @Override
  public String toString() {
    return value;
  }
}
