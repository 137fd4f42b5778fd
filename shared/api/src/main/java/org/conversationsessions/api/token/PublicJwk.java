package org.conversationsessions.api.token;

import com.nimbusds.jose.Algorithm;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import java.math.BigInteger;
import java.text.ParseException;

/**
 * A public JSON Web Key and the one algorithm that it implies. Registration and verification read
 * keys through this class, so a key is accepted if and only if its tokens can be verified.
 *
 * @param algorithm RS256 for an RSA key, ES256 for an EC key on P-256
 * @param verifier verifies signatures with the key
 */
record PublicJwk(JWSAlgorithm algorithm, JWSVerifier verifier) {
  /** RFC 7518, section 3.3. */
  private static final int MIN_RSA_BITS = 2048;

  private static final BigInteger MIN_EXPONENT = BigInteger.valueOf(3);

  /**
   * Reads a key.
   *
   * @throws Unusable with the reason, if the key cannot verify tokens
   */
  static PublicJwk read(String text) throws Unusable {
    JWK jwk = parse(text);
    return switch (jwk) {
      case RSAKey key -> {
        checkPurpose(key, JWSAlgorithm.RS256);
        yield rsa(key);
      }
      case ECKey key -> {
        checkPurpose(key, JWSAlgorithm.ES256);
        yield ec(key);
      }
      default ->
          throw new Unusable(
              "its kty is " + jwk.getKeyType() + ": give an RSA key, or an EC key on P-256");
    };
  }

  private static JWK parse(String text) throws Unusable {
    try {
      return JWK.parse(text);
    } catch (ParseException | IllegalArgumentException | IllegalStateException e) {
      throw new Unusable("it is not a JSON Web Key: " + e.getMessage());
    } catch (NullPointerException e) {
      // The library's parser throws this for the text null.
      throw new Unusable("it is not a JSON Web Key: it is null");
    }
  }

  private static void checkPurpose(JWK jwk, JWSAlgorithm expected) throws Unusable {
    if (jwk.isPrivate()) {
      throw new Unusable("it is a private key: keep it, and give only the public part");
    }
    Algorithm named = jwk.getAlgorithm();
    if (named != null && !named.equals(expected)) {
      throw new Unusable(
          "its alg is " + named + ": tokens of an " + jwk.getKeyType() + " key are " + expected);
    }
    if (jwk.getKeyUse() != null && !jwk.getKeyUse().equals(KeyUse.SIGNATURE)) {
      throw new Unusable("its use is " + jwk.getKeyUse() + ", not sig");
    }
    if (jwk.getKeyOperations() != null && !jwk.getKeyOperations().contains(KeyOperation.VERIFY)) {
      throw new Unusable("its key_ops are without verify");
    }
  }

  private static PublicJwk rsa(RSAKey key) throws Unusable {
    BigInteger modulus = key.getModulus().decodeToBigInteger();
    BigInteger exponent = key.getPublicExponent().decodeToBigInteger();
    if (modulus.bitLength() < MIN_RSA_BITS) {
      throw new Unusable(
          "its modulus has " + modulus.bitLength() + " bits: at least 2048 are needed");
    }
    if (!modulus.testBit(0)) {
      throw new Unusable("its modulus is even: it is not the product of two large primes");
    }
    if (exponent.compareTo(MIN_EXPONENT) < 0 || !exponent.testBit(0)) {
      throw new Unusable(
          "its exponent is " + brief(exponent) + ": an odd number of at least 3 is needed");
    }
    if (exponent.compareTo(modulus) >= 0) {
      throw new Unusable("its exponent is not below its modulus");
    }
    try {
      return new PublicJwk(JWSAlgorithm.RS256, new RSASSAVerifier(key.toRSAPublicKey()));
    } catch (JOSEException | IllegalArgumentException e) {
      throw new Unusable("it cannot be used: " + e.getMessage());
    }
  }

  private static PublicJwk ec(ECKey key) throws Unusable {
    if (!Curve.P_256.equals(key.getCurve())) {
      throw new Unusable("its curve is " + key.getCurve() + ": ES256 takes only P-256");
    }
    try {
      // The constructor of ECKey has checked that the point is on the curve.
      return new PublicJwk(JWSAlgorithm.ES256, new ECDSAVerifier(key.toECPublicKey()));
    } catch (JOSEException | IllegalArgumentException e) {
      throw new Unusable("it cannot be used: " + e.getMessage());
    }
  }

  private static String brief(BigInteger number) {
    return number.bitLength() > Long.SIZE ? "even" : number.toString();
  }

  /** Reports why a key cannot verify tokens. */
  static final class Unusable extends Exception {
    private static final long serialVersionUID = 1;

    private final String reason;

    Unusable(String reason) {
      super(reason, null, false, false);
      this.reason = reason;
    }

    String reason() {
      return reason;
    }
  }
}
