package org.conversationsessions.api.token;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.conversationsessions.json.Bytes;

/** Decodes base64url without padding (RFC 7515, section 2). */
final class Base64Url {
  private Base64Url() {}

  /** Returns whether the text contains only base64url characters. True for the empty text. */
  static boolean hasAlphabet(String text) {
    return text.chars()
        .allMatch(
            c ->
                (c >= 'A' && c <= 'Z')
                    || (c >= 'a' && c <= 'z')
                    || (c >= '0' && c <= '9')
                    || c == '-'
                    || c == '_');
  }

  /**
   * Decodes the text; empty if its length is impossible.
   *
   * @param text base64url characters
   */
  static Optional<Bytes> decode(String text) {
    if (text.length() % 4 == 1) {
      return Optional.empty();
    }
    return Optional.of(Bytes.copyOf(Base64.getUrlDecoder().decode(text)));
  }

  /**
   * Returns whether the text is the canonical encoding of its bytes: the unused bits of its last
   * character are zero.
   */
  static boolean isCanonical(String text, Bytes decoded) {
    byte[] again = Base64.getUrlEncoder().withoutPadding().encode(decoded.toArray());
    return text.equals(new String(again, StandardCharsets.ISO_8859_1));
  }
}
