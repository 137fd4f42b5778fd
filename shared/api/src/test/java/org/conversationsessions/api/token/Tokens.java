package org.conversationsessions.api.token;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Creates valid and invalid tokens with only the JDK. */
public final class Tokens {
  /** A secret of 32 bytes. */
  public static final String SECRET = "0123456789abcdef0123456789abcdef";

  /** The usual header. */
  public static final String HEADER = "{\"alg\":\"HS256\",\"typ\":\"JWT\"}";

  private Tokens() {}

  /** Returns a token with these claims, signed with {@link #SECRET}. */
  public static String of(String claims) {
    return of(HEADER, claims, SECRET);
  }

  /** Returns a token signed with this secret by HMAC. */
  public static String of(String header, String claims, String secret) {
    return sign(encode(header) + "." + encode(claims), secret);
  }

  /** Appends the signature to header and payload. */
  public static String sign(String input, String secret) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
      return input + "." + encode(mac.doFinal(input.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Encodes in base64url without padding. */
  public static String encode(String text) {
    return encode(text.getBytes(UTF_8));
  }

  /** Encodes in base64url without padding. */
  public static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
