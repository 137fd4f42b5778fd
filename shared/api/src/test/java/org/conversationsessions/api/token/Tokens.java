package org.conversationsessions.api.token;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Makes tokens for tests with the JDK alone, right ones and wrong ones. */
public final class Tokens {
  /** Of 32 bytes. */
  public static final String SECRET = "0123456789abcdef0123456789abcdef";

  /** What everybody sends. */
  public static final String HEADER = "{\"alg\":\"HS256\",\"typ\":\"JWT\"}";

  private Tokens() {}

  /** A token of these claims, signed with {@link #SECRET}. */
  public static String of(String claims) {
    return of(HEADER, claims, SECRET);
  }

  /** A token with the HMAC of this secret. */
  public static String of(String header, String claims, String secret) {
    return sign(encode(header) + "." + encode(claims), secret);
  }

  /** These two parts and their signature. */
  public static String sign(String input, String secret) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
      return input + "." + encode(mac.doFinal(input.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** base64url without padding. */
  public static String encode(String text) {
    return encode(text.getBytes(UTF_8));
  }

  /** base64url without padding. */
  public static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
