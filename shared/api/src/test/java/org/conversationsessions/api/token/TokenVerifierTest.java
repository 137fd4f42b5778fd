package org.conversationsessions.api.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.conversationsessions.api.http.ApiError;
import org.conversationsessions.application.registry.CachedRegistry;
import org.conversationsessions.application.registry.CountingRegistry;
import org.conversationsessions.application.registry.InMemoryRegistry;
import org.conversationsessions.domain.registry.App;
import org.conversationsessions.domain.registry.AppKind;
import org.conversationsessions.domain.registry.Scope;
import org.conversationsessions.domain.registry.SigningKey;
import org.conversationsessions.testing.ManualClock;
import org.conversationsessions.testing.Seeded;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which tokens are accepted, and how others are rejected (contract, sections 2 and 3). */
class TokenVerifierTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000L);
  private static final String OTHER_SECRET = "fedcba9876543210fedcba9876543210";

  /** One for all tests: it takes half a second to find. */
  private static final RSAKey RSA = rsaKey();

  private static final String CLAIMS = "{\"appId\":\"cs-1\",\"sub\":\"u-1\"}";

  private final ManualClock clock = new ManualClock(NOW);
  private final InMemoryRegistry stored = new InMemoryRegistry();
  private final CountingRegistry counting = new CountingRegistry(stored);
  private final TokenVerifier verifier =
      new TokenVerifier(new CachedRegistry(counting, clock), clock, false);

  TokenVerifierTest() {
    stored.put(app(new SigningKey.Secret(Tokens.SECRET)));
  }

  @Test
  void acceptsAValidToken() {
    Caller caller = accepted(Tokens.of(CLAIMS));

    assertThat(caller.app().appId()).isEqualTo("cs-1");
    assertThat(caller.userIdentity()).contains("u-1");
  }

  @Test
  void acceptsTheTokenOfTheDocumentation() {
    // Kore.ai's example header, claims in another order, and the additional claims of SDK tokens.
    accepted(Tokens.of("{ \"typ\" : \"JWT\", \"alg\" : \"HS256\" }", CLAIMS, Tokens.SECRET));
    accepted(
        Tokens.of(
            "{\"iat\":1800000000,\"exp\":1800003000,\"aud\":\"https://idproxy.kore.ai/authorize\","
                + "\"iss\":\"cs-1\",\"sub\":\"u\",\"isAnonymous\":false,\"x\":{\"y\":[1,null]}}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t"})
  void aMissingTokenIsInvalidCredentials(String header) {
    assertThat(refused(header)).isEqualTo(ApiError.invalidCredentials());
    assertThat(verifier.verify(Optional.empty()))
        .isEqualTo(new Verification.Refused(ApiError.invalidCredentials()));
  }

  @Test
  void aTextThatIsNotAJwtIsAnInvalidToken() {
    String good = Tokens.of(CLAIMS);
    String signature = good.substring(good.lastIndexOf('.') + 1);
    for (String header :
        List.of(
            "test_token",
            "a.b",
            "a.b.c",
            "..",
            ".",
            "....",
            "bearer " + good,
            "Bearer " + good,
            good + "." + signature,
            good + "=",
            good + " x",
            good.replace('.', ','),
            good + "," + good,
            "é" + good,
            "e" + good,
            Tokens.encode("[]") + "." + Tokens.encode(CLAIMS) + "." + signature,
            Tokens.encode("\"HS256\"") + "." + Tokens.encode(CLAIMS) + "." + signature,
            "." + Tokens.encode(CLAIMS) + "." + signature,
            Tokens.of(Tokens.HEADER, "", Tokens.SECRET),
            Tokens.of(Tokens.HEADER, "[]", Tokens.SECRET),
            Tokens.of(Tokens.HEADER, "null", Tokens.SECRET),
            Tokens.of(Tokens.HEADER, "cs-1", Tokens.SECRET),
            Tokens.of(Tokens.HEADER, CLAIMS + "x", Tokens.SECRET),
            Tokens.of(
                Tokens.HEADER, "{\"a\":" + "[".repeat(200) + "]".repeat(200) + "}", Tokens.SECRET),
            Tokens.of("{\"alg\":\"HS256\",}", CLAIMS, Tokens.SECRET),
            Tokens.sign(
                Tokens.encode(new byte[] {'{', '"', -1, '"', '}'}) + "." + Tokens.encode(CLAIMS),
                Tokens.SECRET),
            "{\"payload\":\"e30\",\"signatures\":[]}",
            Tokens.of("{\"appId\":\"cs-1\",\"pad\":\"" + "x".repeat(8192) + "\"}"))) {
      assertThat(refused(header)).as(header).isEqualTo(ApiError.invalidToken());
    }
  }

  @Test
  void aDuplicateNameIsInvalid() {
    assertThat(refused(Tokens.of("{\"appId\":\"cs-2\",\"appId\":\"cs-1\"}")))
        .isEqualTo(ApiError.invalidToken());
    assertThat(refused(Tokens.of("{\"alg\":\"none\",\"alg\":\"HS256\"}", CLAIMS, Tokens.SECRET)))
        .isEqualTo(ApiError.invalidToken());
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "ab", "abc", "abcd", "A", "_", "-x"})
  void appendedCharactersInvalidateTheSignature(String appended) {
    assertThat(refused(Tokens.of(CLAIMS) + appended)).isEqualTo(ApiError.invalidCredentials());
  }

  @Test
  void everyChangeIsRejected() {
    String good = Tokens.of(CLAIMS);
    for (int at = 0; at < good.length(); at++) {
      if (good.charAt(at) != '.') {
        String changed =
            good.substring(0, at) + (good.charAt(at) == 'A' ? 'B' : 'A') + good.substring(at + 1);
        assertThat(verifier.verify(Optional.of(changed)))
            .as("character %s", at)
            .isInstanceOf(Verification.Refused.class);
      }
    }
  }

  @Test
  void theUnusedBitsOfTheLastCharacterMustBeZero() {
    String good = Tokens.of(CLAIMS);
    char last = good.charAt(good.length() - 1);
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    String same =
        good.substring(0, good.length() - 1) + alphabet.charAt(alphabet.indexOf(last) + 1);

    assertThat(refused(same)).isEqualTo(ApiError.invalidCredentials());
    String payload = Tokens.encode("{\"appId\":\"cs-1\"} ");
    String loose = payload.substring(0, payload.length() - 1) + "B";
    assertThat(refused(Tokens.sign(Tokens.encode(Tokens.HEADER) + "." + loose, Tokens.SECRET)))
        .isEqualTo(ApiError.invalidCredentials());
  }

  @Test
  void anEncryptedTokenIsRejected() {
    String header = Tokens.encode("{\"alg\":\"dir\",\"enc\":\"A128GCM\"}");

    assertThat(refused(header + "..AAAA.AAAA.AAAA")).isEqualTo(ApiError.invalidCredentials());
    assertThat(refused(Tokens.of("{\"alg\":\"HS256\",\"enc\":\"A128GCM\"}", CLAIMS, Tokens.SECRET)))
        .isEqualTo(ApiError.invalidCredentials());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"alg\":\"none\"}",
        "{\"alg\":\"None\"}",
        "{\"alg\":\"hs256\"}",
        "{\"alg\":\"HS384\"}",
        "{\"alg\":\"HS512\"}",
        "{\"alg\":\"RS256\"}",
        "{\"alg\":\"ES256\"}",
        "{\"alg\":\"HS256 \"}",
        "{\"alg\":null}",
        "{\"alg\":1}",
        "{\"alg\":[\"HS256\"]}",
        "{}",
        "{\"alg\":\"HS256\",\"crit\":[\"exp\"],\"exp\":1}",
        "{\"alg\":\"HS256\",\"crit\":[]}",
        "{\"alg\":\"HS256\",\"crit\":null}",
        "{\"alg\":\"HS256\",\"b64\":false,\"crit\":[\"b64\"]}",
        "{\"alg\":\"HS256\",\"jwk\":{\"kty\":\"oct\",\"k\":\"AAAA\"}}",
        "{\"alg\":\"HS256\",\"jku\":\"https://example.com/keys\"}",
        "{\"alg\":\"HS256\",\"x5u\":\"https://example.com/keys\"}",
        "{\"alg\":\"HS256\",\"x5c\":[\"AAAA\"]}"
      })
  void theHeaderCanChooseNeitherAlgorithmNorKey(String header) {
    assertThat(refused(Tokens.of(header, CLAIMS, Tokens.SECRET)))
        .isEqualTo(ApiError.invalidCredentials());
  }

  @Test
  void algorithmNoneIsRejected() {
    assertThat(refused(Tokens.encode("{\"alg\":\"none\"}") + "." + Tokens.encode(CLAIMS) + "."))
        .isEqualTo(ApiError.invalidCredentials());
    assertThat(refused(Tokens.encode(Tokens.HEADER) + "." + Tokens.encode(CLAIMS) + "."))
        .isEqualTo(ApiError.invalidCredentials());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"appId\":\"cs-1\"}",
        "{\"iss\":\"cs-1\"}",
        "{\"appId\":\"cs-1\",\"iss\":\"cs-2\"}",
        "{\"appId\":\"cs-1\",\"iss\":7}",
        "{\"appId\":null,\"iss\":\"cs-1\"}",
        "{\"appId\":\"cs-1\",\"exp\":null,\"nbf\":null}",
        "{\"appId\":\"cs-1\",\"sub\":7,\"aud\":7,\"iat\":\"x\"}"
      })
  void theAppIsTheClaimAppIdElseIss(String claims) {
    accepted(Tokens.of(claims));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"sub\":\"cs-1\"}",
        "{\"appid\":\"cs-1\"}",
        "{\"appId\":\"cs-2\",\"iss\":\"cs-1\"}",
        "{\"appId\":7,\"iss\":\"cs-1\"}",
        "{\"appId\":[\"cs-1\"]}",
        "{\"appId\":{\"a\":\"cs-1\"}}",
        "{\"appId\":\"\",\"iss\":\"cs-1\"}",
        "{\"appId\":\"cs-1 \"}",
        "{\"appId\":\"CS-1\"}",
        "{\"appId\":\"cs-1\",\"exp\":\"1900000000\"}",
        "{\"appId\":\"cs-1\",\"exp\":{}}",
        "{\"appId\":\"cs-1\",\"exp\":true}",
        "{\"appId\":\"cs-1\",\"nbf\":\"0\"}",
        "{\"appId\":\"cs-1\",\"nbf\":[0]}"
      })
  void claimsWithoutAnAppOrOfTheWrongTypeAreRejected(String claims) {
    assertThat(refused(Tokens.of(claims))).isEqualTo(ApiError.invalidCredentials());
  }

  @Test
  void anImpossibleAppIdentifierIsNotLookedUp() {
    assertThat(refused(Tokens.of("{\"appId\":\"" + "x".repeat(257) + "\"}")))
        .isEqualTo(ApiError.invalidCredentials());
    assertThat(counting.apps()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    // The clock is at 1800000000.
    "exp,1800000001,true",
    "exp,1800000000,true",
    "exp,1799999940.001,true",
    "exp,1799999940,false",
    "exp,1799999939.5,false",
    "exp,1800000000.75,true",
    "exp,18e8,true",
    "exp,1e400,true",
    "exp,1e999999999,true",
    "exp,-1e999999999,false",
    "exp,1e-400,false",
    "exp,0,false",
    "exp,-1,false",
    "nbf,1800000000,true",
    "nbf,1800000060,true",
    "nbf,1800000060.001,false",
    "nbf,1800000061,false",
    "nbf,0,true",
    "nbf,-1e400,true",
    "nbf,1e400,false"
  })
  void timesHaveAMinutesLeeway(String claim, String value, boolean good) {
    Verification verification =
        verifier.verify(
            Optional.of(Tokens.of("{\"appId\":\"cs-1\",\"" + claim + "\":" + value + "}")));

    assertThat(verification instanceof Verification.Verified).isEqualTo(good);
  }

  @ParameterizedTest
  @CsvSource({
    "1800003600,true",
    "1800003599.9,true",
    "1800003600.1,false",
    "1800003601,false",
    "1800007200,false",
    "1e400,false"
  })
  void aTokenWithJtiEndsWithinTheHour(String exp, boolean good) {
    String claims = "{\"appId\":\"cs-1\",\"jti\":\"j\",\"exp\":" + exp + "}";

    assertThat(verifier.verify(Optional.of(Tokens.of(claims))) instanceof Verification.Verified)
        .isEqualTo(good);
    accepted(Tokens.of(claims.replace("\"jti\":\"j\"", "\"jti\":null")));
  }

  @Test
  void aTokenWithJtiNeedsNoEnd() {
    accepted(Tokens.of("{\"appId\":\"cs-1\",\"jti\":\"j\"}"));
  }

  @Test
  void aTokenWithJtiMayBeSentAgain() {
    String token = Tokens.of("{\"appId\":\"cs-1\",\"jti\":\"j\"}");

    accepted(token);
    accepted(token);
  }

  @Test
  void aDeploymentMayRequireAnEnd() {
    TokenVerifier strict = new TokenVerifier(new CachedRegistry(stored, clock), clock, true);

    assertThat(strict.verify(Optional.of(Tokens.of(CLAIMS))))
        .isEqualTo(new Verification.Refused(ApiError.invalidCredentials()));
    assertThat(strict.verify(Optional.of(Tokens.of("{\"appId\":\"cs-1\",\"exp\":null}"))))
        .isEqualTo(new Verification.Refused(ApiError.invalidCredentials()));
    assertThat(strict.verify(Optional.of(Tokens.of("{\"appId\":\"cs-1\",\"exp\":1800000001}"))))
        .isInstanceOf(Verification.Verified.class);
  }

  @Test
  void theEndUserIsUserIdentityElseSub() {
    assertThat(
            accepted(Tokens.of("{\"appId\":\"cs-1\",\"userIdentity\":\"a\",\"sub\":\"b\"}"))
                .userIdentity())
        .contains("a");
    assertThat(
            accepted(Tokens.of("{\"appId\":\"cs-1\",\"userIdentity\":null,\"sub\":\"b\"}"))
                .userIdentity())
        .contains("b");
    assertThat(
            accepted(Tokens.of("{\"appId\":\"cs-1\",\"userIdentity\":\"\",\"sub\":\"b\"}"))
                .userIdentity())
        .contains("b");
    for (String none : List.of("1", "\"\"", "null", "{}", "\"" + "x".repeat(257) + "\"")) {
      assertThat(accepted(Tokens.of("{\"appId\":\"cs-1\",\"sub\":" + none + "}")).userIdentity())
          .isEmpty();
    }
    assertThat(
            accepted(Tokens.of("{\"appId\":\"cs-1\",\"sub\":\"" + "😀".repeat(256) + "\"}"))
                .userIdentity())
        .contains("😀".repeat(256));
  }

  @Test
  void bothSecretsAreValidDuringRotation() {
    stored.put(app(new SigningKey.Secret(OTHER_SECRET), new SigningKey.Secret(Tokens.SECRET)));

    accepted(Tokens.of(CLAIMS));
    accepted(Tokens.of(Tokens.HEADER, CLAIMS, OTHER_SECRET));
    assertThat(refused(Tokens.of(Tokens.HEADER, CLAIMS, "x".repeat(32))))
        .isEqualTo(ApiError.invalidCredentials());
  }

  @Test
  void aNewSecretTakesEffectAtOnce() {
    accepted(Tokens.of(CLAIMS));
    stored.put(app(new SigningKey.Secret(OTHER_SECRET), new SigningKey.Secret(Tokens.SECRET)));
    clock.advance(Duration.ofMillis(500));

    accepted(Tokens.of(Tokens.HEADER, CLAIMS, OTHER_SECRET));
    accepted(Tokens.of(CLAIMS));
    assertThat(counting.apps()).isEqualTo(2);
  }

  @Test
  void invalidSignaturesCauseFewReads() {
    String forged = Tokens.of(Tokens.HEADER, CLAIMS, OTHER_SECRET);
    for (int i = 0; i < 1000; i++) {
      refused(forged);
      clock.advance(Duration.ofMillis(1));
    }

    assertThat(counting.apps()).isBetween(2, 6);
  }

  @Test
  void aShortSecretVerifiesNoToken() {
    stored.put(app(new SigningKey.Secret("short")));

    assertThat(refused(Tokens.of(Tokens.HEADER, CLAIMS, "short")))
        .isEqualTo(ApiError.invalidCredentials());
  }

  @Test
  void anAppWithAnRsaKeyUsesRs256Only() throws Exception {
    stored.put(app(publicKey(RSA)));

    accepted(signed(JWSAlgorithm.RS256, new RSASSASigner(RSA)));
    for (JWSAlgorithm other :
        List.of(JWSAlgorithm.RS384, JWSAlgorithm.RS512, JWSAlgorithm.PS256, JWSAlgorithm.PS512)) {
      assertThat(refused(signed(other, new RSASSASigner(RSA))))
          .as(other.getName())
          .isEqualTo(ApiError.invalidCredentials());
    }
    assertThat(refused(signed(JWSAlgorithm.RS256, new RSASSASigner(rsaKey()))))
        .isEqualTo(ApiError.invalidCredentials());
  }

  @Test
  void aPublicKeyIsNotUsedAsASecret() throws Exception {
    stored.put(app(publicKey(RSA)));

    for (byte[] known :
        List.of(
            RSA.toRSAPublicKey().getEncoded(),
            RSA.toPublicJWK().toJSONString().getBytes(java.nio.charset.StandardCharsets.UTF_8))) {
      assertThat(refused(signed(JWSAlgorithm.HS256, new MACSigner(known))))
          .isEqualTo(ApiError.invalidCredentials());
    }
  }

  @Test
  void anAppWithAnEcKeyUsesEs256Only() throws Exception {
    ECKey key = new ECKeyGenerator(Curve.P_256).generate();
    stored.put(app(publicKey(key)));

    accepted(signed(JWSAlgorithm.ES256, new ECDSASigner(key)));
    assertThat(refused(Tokens.of("{\"alg\":\"ES256\"}", CLAIMS, Tokens.SECRET)))
        .isEqualTo(ApiError.invalidCredentials());
    assertThat(
            refused(
                Tokens.encode("{\"alg\":\"ES256\"}")
                    + "."
                    + Tokens.encode(CLAIMS)
                    + "."
                    + Tokens.encode(new byte[64])))
        .isEqualTo(ApiError.invalidCredentials());
  }

  @Test
  void unusableKeysVerifyNoToken() throws Exception {
    ECKey p384 = new ECKeyGenerator(Curve.P_384).generate();
    for (SigningKey useless :
        List.of(
            publicKey(new RSAKey.Builder(RSA).keyUse(KeyUse.ENCRYPTION).build()),
            publicKey(new RSAKey.Builder(RSA).algorithm(JWSAlgorithm.PS256).build()),
            publicKey(p384),
            new SigningKey.PublicKey(
                "{\"kty\":\"oct\",\"k\":\"" + Tokens.encode(Tokens.SECRET) + "\"}"),
            new SigningKey.PublicKey("{\"kty\":\"RSA\",\"n\":\"AQAB\",\"e\":\"AQAB\"}"),
            new SigningKey.PublicKey("{\"kty\":\"OKP\"}"),
            new SigningKey.PublicKey("not json"),
            new SigningKey.PublicKey(""))) {
      stored.put(app(useless));
      clock.advance(Duration.ofMinutes(1));
      for (String token :
          List.of(
              signed(JWSAlgorithm.RS256, new RSASSASigner(RSA)),
              signed(JWSAlgorithm.ES384, new ECDSASigner(p384)),
              Tokens.of(CLAIMS))) {
        assertThat(refused(token)).isEqualTo(ApiError.invalidCredentials());
      }
    }
  }

  @Test
  void neverThrowsWhateverTheHeader(@Seeded Random random) {
    String good = Tokens.of(CLAIMS);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder(good);
      for (int j = random.nextInt(4); j >= 0; j--) {
        int at = random.nextInt(text.length());
        switch (random.nextInt(3)) {
          case 0 -> text.deleteCharAt(at);
          case 1 -> text.insert(at, (char) random.nextInt(random.nextBoolean() ? 0x80 : 0x10000));
          default -> text.setCharAt(at, ".AZaz09-_=".charAt(random.nextInt(10)));
        }
      }
      if (!text.toString().strip().equals(good)) {
        assertThat(verifier.verify(Optional.of(text.toString())))
            .as("%s", text)
            .isInstanceOf(Verification.Refused.class);
      }
    }
  }

  private Caller accepted(String token) {
    Verification verification = verifier.verify(Optional.of(token));
    assertThat(verification).isInstanceOf(Verification.Verified.class);
    return ((Verification.Verified) verification).caller();
  }

  private ApiError refused(String token) {
    Verification verification = verifier.verify(Optional.of(token));
    assertThat(verification).as(token).isInstanceOf(Verification.Refused.class);
    return ((Verification.Refused) verification).error();
  }

  private static String signed(JWSAlgorithm algorithm, JWSSigner signer) throws JOSEException {
    JWSObject token = new JWSObject(new JWSHeader(algorithm), new Payload(CLAIMS));
    token.sign(signer);
    return token.serialize();
  }

  private static RSAKey rsaKey() {
    try {
      return new RSAKeyGenerator(2048).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static SigningKey publicKey(JWK key) {
    return new SigningKey.PublicKey(key.toPublicJWK().toJSONString());
  }

  private static App app(SigningKey... keys) {
    return new App("cs-1", "a", AppKind.BUILDER, Set.of(), Set.of(Scope.READ), List.of(keys));
  }
}
