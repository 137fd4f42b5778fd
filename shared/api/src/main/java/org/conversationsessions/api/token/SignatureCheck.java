package org.conversationsessions.api.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.util.Base64URL;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.conversationsessions.domain.registry.SigningKey;
import org.conversationsessions.json.Bytes;

/**
 * Verifies signatures with one key and the one algorithm that it implies (contract, section 2).
 *
 * <p>The library does only the cryptography. The header is parsed here, strictly, and the library
 * receives a new header that contains only the expected algorithm. No key, address or extension in
 * a token can reach the library.
 */
final class SignatureCheck {
  /** The header parameters that are rejected: extensions, and keys embedded in the token. */
  private static final List<String> REFUSED_PARAMETERS =
      List.of("crit", "jwk", "jku", "x5u", "x5c", "enc");

  private final JWSAlgorithm algorithm;
  private final JWSVerifier verifier;

  private SignatureCheck(JWSAlgorithm algorithm, JWSVerifier verifier) {
    this.algorithm = algorithm;
    this.verifier = verifier;
  }

  /**
   * Creates a check for this key; empty if the key is too short, for another purpose, or of an
   * unsupported type.
   */
  static Optional<SignatureCheck> of(SigningKey key) {
    return switch (key) {
      case SigningKey.Secret(String secret) ->
          hmac(Bytes.copyOf(secret.getBytes(StandardCharsets.UTF_8)));
      case SigningKey.PublicKey(String jwk) -> publicKey(jwk);
    };
  }

  /**
   * Creates a check for HS256; empty if the secret is shorter than 32 bytes (RFC 7518, section
   * 3.2).
   */
  static Optional<SignatureCheck> hmac(Bytes secret) {
    try {
      return Optional.of(new SignatureCheck(JWSAlgorithm.HS256, new MACVerifier(secret.toArray())));
    } catch (JOSEException tooShort) {
      return Optional.empty();
    }
  }

  /**
   * Returns whether the signature is valid for this key and its algorithm, and the header has no
   * rejected parameter.
   */
  boolean verify(CompactJws jws) {
    if (!jws.header().text("alg").equals(Optional.of(algorithm.getName()))
        || REFUSED_PARAMETERS.stream().anyMatch(jws.header().members()::containsKey)
        || !jws.canonical()) {
      return false;
    }
    Optional<Bytes> signature = Base64Url.decode(jws.signature());
    if (signature.isEmpty() || !Base64Url.isCanonical(jws.signature(), signature.get())) {
      return false;
    }
    try {
      return verifier.verify(
          new JWSHeader(algorithm),
          jws.signingInput().getBytes(StandardCharsets.US_ASCII),
          new Base64URL(jws.signature()));
    } catch (JOSEException unusable) {
      return false;
    }
  }

  private static Optional<SignatureCheck> publicKey(String text) {
    try {
      PublicJwk jwk = PublicJwk.read(text);
      return Optional.of(new SignatureCheck(jwk.algorithm(), jwk.verifier()));
    } catch (PublicJwk.Unusable unusable) {
      return Optional.empty();
    }
  }
}
