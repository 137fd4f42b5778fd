package org.conversationsessions.functions.console;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import org.conversationsessions.json.Bytes;

/**
 * A file of the console or of the documentation. All files are UTF-8 text.
 *
 * @param type the media type
 * @param body the content
 * @param version a hash of the content, 16 characters of base64url
 */
record StaticFile(String type, Bytes body, String version) {
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "svg", "image/svg+xml",
          "yaml", "application/yaml; charset=utf-8");

  /** 96 bits, because browsers keep what they have under a version for a year. */
  private static final int VERSION_BYTES = 12;

  /**
   * Returns a file of this name and content. Throws {@link IllegalStateException} if the name's
   * extension is unknown.
   */
  static StaticFile of(String name, Bytes body) {
    String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
    if (type == null) {
      throw new IllegalStateException("no media type is known for " + name);
    }
    byte[] hash = Arrays.copyOf(sha256(body), VERSION_BYTES);
    return new StaticFile(type, body, Base64.getUrlEncoder().encodeToString(hash));
  }

  static byte[] sha256(Bytes content) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(content.toArray());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
