package org.conversationsessions.api.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.Algorithm;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.OctetSequenceKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import java.math.BigInteger;
import java.util.Optional;
import java.util.Set;
import org.conversationsessions.domain.registry.SigningKey;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicKeysTest {
  private static RSAKey rsa;
  private static ECKey ec;

  @BeforeAll
  static void generate() throws Exception {
    rsa = new RSAKeyGenerator(2048).generate().toPublicJWK();
    ec = new ECKeyGenerator(Curve.P_256).generate().toPublicJWK();
  }

  @Test
  void keysForTheTwoAlgorithmsAreAcceptedWithOtherValidParameters() {
    assertTaken(rsa.toJSONString());
    assertTaken(ec.toJSONString());
    assertTaken(
        new RSAKey.Builder(rsa).algorithm(JWSAlgorithm.RS256).keyUse(KeyUse.SIGNATURE).build());
    assertTaken(
        new ECKey.Builder(ec)
            .algorithm(JWSAlgorithm.ES256)
            .keyOperations(Set.of(KeyOperation.VERIFY))
            .build());
    assertTaken(rsa(rsa.getModulus().decodeToBigInteger(), BigInteger.valueOf(3)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"RS512", "RS384", "PS256", "ES256", "HS256", "none", "RSA-OAEP"})
  void anotherAlgorithmOfAnRsaKeyIsRejected(String alg) {
    assertRefused(
        new RSAKey.Builder(rsa).algorithm(new Algorithm(alg)).build().toJSONString(),
        "its alg is " + alg + ": tokens of an RSA key are RS256");
  }

  @ParameterizedTest
  @ValueSource(strings = {"RS256", "ES384", "ES256K", "ECDH-ES"})
  void anotherAlgorithmOfAnEcKeyIsRejected(String alg) {
    assertRefused(
        new ECKey.Builder(ec).algorithm(new Algorithm(alg)).build().toJSONString(),
        "its alg is " + alg + ": tokens of an EC key are ES256");
  }

  @Test
  void anotherUseIsRejected() {
    assertRefused(
        new RSAKey.Builder(rsa).keyUse(KeyUse.ENCRYPTION).build().toJSONString(),
        "its use is enc, not sig");
    assertRefused(
        new ECKey.Builder(ec).keyOperations(Set.of(KeyOperation.DERIVE_KEY)).build().toJSONString(),
        "its key_ops are without verify");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 4, 65536})
  void aSmallOrEvenExponentIsRejected(int exponent) {
    assertRefused(
        rsa(rsa.getModulus().decodeToBigInteger(), BigInteger.valueOf(exponent)),
        "its exponent is " + exponent + ": an odd number of at least 3 is needed");
  }

  @Test
  void anEvenOrShortModulusIsRejected() throws Exception {
    BigInteger modulus = rsa.getModulus().decodeToBigInteger();
    BigInteger exponent = BigInteger.valueOf(65537);
    assertRefused(rsa(modulus.subtract(BigInteger.ONE), exponent), "its modulus is even");
    assertRefused(rsa(modulus.shiftRight(1).setBit(0), exponent), "its modulus has 2047 bits");
    assertRefused(rsa(modulus, modulus.add(BigInteger.TWO)), "its exponent is not below");
    // Leading zeros must not count as key length.
    RSAKey weak = new RSAKeyGenerator(1024, true).generate().toPublicJWK();
    byte[] padded = new byte[512];
    byte[] bytes = weak.getModulus().decode();
    System.arraycopy(bytes, 0, padded, padded.length - bytes.length, bytes.length);
    assertRefused(
        new RSAKey.Builder(Base64URL.encode(padded), weak.getPublicExponent())
            .build()
            .toJSONString(),
        "its modulus has 1024 bits");
  }

  @Test
  void keysThatTheCryptographyRejectsAreRejected() {
    BigInteger modulus = BigInteger.ONE.shiftLeft(20_000).setBit(0);
    assertRefused(rsa(modulus, BigInteger.valueOf(3)), "it cannot be used: ");
  }

  @Test
  void aPointOffTheCurveAndAnotherCurveAreRejected() throws Exception {
    assertRefused(
        ec.toJSONString().replace(ec.getX().toString(), ec.getY().toString()),
        "it is not a JSON Web Key: ");
    ECKey other = new ECKeyGenerator(Curve.P_384).generate().toPublicJWK();
    assertRefused(other.toJSONString(), "its curve is P-384: ES256 takes only P-256");
  }

  @Test
  void aPrivateKeyIsRejectedAndNotRepeated() throws Exception {
    ECKey key = new ECKeyGenerator(Curve.P_256).generate();
    assertRefused(key.toJSONString(), "it is a private key: ");
    assertThat(PublicKeys.rule().findProblem(key.toJSONString()).orElseThrow())
        .doesNotContain(key.getD().toString());
    assertRefused(new RSAKeyGenerator(2048).generate().toJSONString(), "it is a private key: ");
    OctetSequenceKey secret = new OctetSequenceKeyGenerator(256).generate();
    assertRefused(secret.toJSONString(), "its kty is oct: ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[]",
        "x",
        "null",
        "{\"kty\":\"EC\"}",
        "{\"kty\":\"RSA\",\"n\":\"AQAB\"}",
        "{\"kty\":7}",
        "{\"keys\":[]}",
        "{\"kty\":\"RSA\",\"n\":\"\",\"e\":\"\"}"
      })
  void textsThatAreNotKeysAreRejected(String text) {
    assertRefused(text, "");
  }

  private static String rsa(BigInteger modulus, BigInteger exponent) {
    return "{\"kty\":\"RSA\",\"n\":\"%s\",\"e\":\"%s\"}"
        .formatted(Base64URL.encode(modulus), Base64URL.encode(exponent));
  }

  private static void assertTaken(Object key) {
    assertTaken(key.toString());
  }

  private static void assertTaken(String jwk) {
    assertThat(PublicKeys.rule().findProblem(jwk)).isEmpty();
    assertThat(SignatureCheck.of(new SigningKey.PublicKey(jwk))).isPresent();
  }

  private static void assertRefused(String jwk, String reason) {
    Optional<String> objection = PublicKeys.rule().findProblem(jwk);
    assertThat(objection).isPresent();
    assertThat(objection.orElseThrow()).startsWith(reason);
    assertThat(SignatureCheck.of(new SigningKey.PublicKey(jwk))).isEmpty();
  }
}
