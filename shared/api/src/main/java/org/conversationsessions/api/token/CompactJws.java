package org.conversationsessions.api.token;

import java.util.Optional;
import org.conversationsessions.json.Bytes;
import org.conversationsessions.json.Json.JsonObject;
import org.conversationsessions.json.JsonReader;
import org.conversationsessions.json.JsonReader.Duplicates;

/**
 * A signed text in compact serialization (RFC 7515, section 7.1). Its signature is not verified
 * yet.
 *
 * @param header the header, without duplicate names
 * @param payload the signed bytes
 * @param signingInput the characters that the signature covers
 * @param signature the third part as sent; may be invalid
 * @param canonical whether header and payload are canonical base64url
 */
record CompactJws(
    JsonObject header, Bytes payload, String signingInput, String signature, boolean canonical) {
  /**
   * Parses the text; empty if it does not consist of three base64url parts, or its header is not a
   * JSON object.
   */
  static Optional<CompactJws> parse(String text) {
    String[] parts = text.split("\\.", -1);
    if (parts.length != 3 || !hasAlphabet(parts)) {
      return Optional.empty();
    }
    Optional<Bytes> header = Base64Url.decode(parts[0]);
    Optional<Bytes> payload = Base64Url.decode(parts[1]);
    if (header.isEmpty() || payload.isEmpty()) {
      return Optional.empty();
    }
    boolean canonical =
        Base64Url.isCanonical(parts[0], header.get())
            && Base64Url.isCanonical(parts[1], payload.get());
    return JsonReader.read(header.get(), Duplicates.REFUSED)
        .object()
        .map(
            object ->
                new CompactJws(
                    object,
                    payload.get(),
                    text.substring(0, parts[0].length() + 1 + parts[1].length()),
                    parts[2],
                    canonical));
  }

  /**
   * Returns whether the text is an encrypted token in compact serialization (RFC 7516, section
   * 7.1): five parts.
   */
  static boolean isEncrypted(String text) {
    String[] parts = text.split("\\.", -1);
    return parts.length == 5
        && hasAlphabet(parts)
        && Base64Url.decode(parts[0])
            .flatMap(header -> JsonReader.read(header, Duplicates.REFUSED).object())
            .isPresent();
  }

  /** Returns the claims; empty if the payload is not a JSON object or has duplicate names. */
  Optional<JsonObject> claims() {
    return JsonReader.read(payload, Duplicates.REFUSED).object();
  }

  private static boolean hasAlphabet(String[] parts) {
    for (String part : parts) {
      if (!Base64Url.hasAlphabet(part)) {
        return false;
      }
    }
    return true;
  }
}
