package org.conversationsessions.acceptance;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.util.Base64URL;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Makes tokens, good ones and bad ones. */
public final class Tokens {
  private Tokens() {}

  /** A token signed with a secret. */
  public static String hs256(String secret, Map<String, ?> claims) {
    try {
      return signed(new MACSigner(secret), JWSAlgorithm.HS256, claims);
    } catch (JOSEException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** A token signed by this signer. */
  static String signed(JWSSigner signer, JWSAlgorithm algorithm, Map<String, ?> claims) {
    try {
      JWSObject jws = new JWSObject(new JWSHeader(algorithm), new Payload(Client.text(claims)));
      jws.sign(signer);
      return jws.serialize();
    } catch (JOSEException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** A token with any header and any claims, signed by hand with HMAC SHA-256. */
  static String byHand(String secret, String header, String claims) {
    String input = Base64URL.encode(header) + "." + Base64URL.encode(claims);
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return input + "." + Base64URL.encode(mac.doFinal(input.getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
