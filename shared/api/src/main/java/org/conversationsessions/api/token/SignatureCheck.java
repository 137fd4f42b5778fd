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
import org.conversationsessions.api.json.Bytes;
import org.conversationsessions.domain.registry.SigningKey;

/**
 * Checks signatures with one key and the one algorithm that follows from it (contract, section 2).
 *
 * <p>Only the cryptography is the library's. The header is read here, strictly, and the library is
 * given one that holds the expected algorithm and nothing else: no key, no address and no extension
 * in a token can reach it.
 */
final class SignatureCheck {
  /**
   * What would have to be obeyed if it were not refused: extensions, and keys that the token brings
   * along.
   */
  private static final List<String> REFUSED_PARAMETERS =
      List.of("crit", "jwk", "jku", "x5u", "x5c", "enc");

  private final JWSAlgorithm algorithm;
  private final JWSVerifier verifier;

  private SignatureCheck(JWSAlgorithm algorithm, JWSVerifier verifier) {
    this.algorithm = algorithm;
    this.verifier = verifier;
  }

  /**
   * The check with this key; empty if the key is of no use: too short, for another purpose, of
   * another kind.
   */
  static Optional<SignatureCheck> with(SigningKey key) {
    return switch (key) {
      case SigningKey.Secret(String secret) ->
          hmac(Bytes.copyOf(secret.getBytes(StandardCharsets.UTF_8)));
      case SigningKey.PublicKey(String jwk) -> publicKey(jwk);
    };
  }

  /**
   * The check of HS256 with these bytes; empty if they are fewer than 32 (RFC 7518, section 3.2).
   */
  static Optional<SignatureCheck> hmac(Bytes secret) {
    try {
      return Optional.of(new SignatureCheck(JWSAlgorithm.HS256, new MACVerifier(secret.toArray())));
    } catch (JOSEException tooShort) {
      return Optional.empty();
    }
  }

  /**
   * Whether the key's owner signed this, by the key's algorithm, and asked for nothing that is
   * refused.
   */
  boolean holds(CompactJws jws) {
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
