package org.conversationsessions.api.token;

import java.util.Optional;
import org.conversationsessions.api.json.Bytes;
import org.conversationsessions.api.json.Json.JsonObject;
import org.conversationsessions.api.json.JsonReader;
import org.conversationsessions.api.json.JsonReader.Duplicates;

/**
 * A signed text in the compact form (RFC 7515, section 7.1), nothing of it proved yet.
 *
 * @param header what the header says; no name stands in it twice
 * @param payload what was signed
 * @param signingInput the characters the signature is over
 * @param signature the third part as it stands there; perhaps no signature at all
 * @param canonical whether header and payload are written in the one way that their bytes have
 */
record CompactJws(
    JsonObject header, Bytes payload, String signingInput, String signature, boolean canonical) {
  /**
   * The text in its parts; empty if it has not three of base64url, or its header is no JSON object.
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
   * Whether the text is an encrypted token in the compact form (RFC 7516, section 7.1): five parts.
   */
  static boolean isEncrypted(String text) {
    String[] parts = text.split("\\.", -1);
    return parts.length == 5
        && hasAlphabet(parts)
        && Base64Url.decode(parts[0])
            .flatMap(header -> JsonReader.read(header, Duplicates.REFUSED).object())
            .isPresent();
  }

  /** The claims; empty if the payload is no JSON object, or has a name twice. */
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
