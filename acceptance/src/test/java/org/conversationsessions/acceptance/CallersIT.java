package org.conversationsessions.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.DirectEncrypter;
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
import com.nimbusds.jose.util.Base64URL;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.conversationsessions.domain.registry.App;
import org.conversationsessions.domain.registry.AppKind;
import org.conversationsessions.domain.registry.Scope;
import org.conversationsessions.domain.registry.SigningKey;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may call (contract, section 2). */
class CallersIT {
  private static final Set<Scope> ALL = Set.of(Scope.READ, Scope.WRITE);

  private static TestBot bot;
  private static RSAKey rsa;
  private static ECKey ec;

  @BeforeAll
  static void prepare() throws JOSEException {
    bot = TestBot.create();
    rsa = new RSAKeyGenerator(2048).generate();
    ec = new ECKeyGenerator(Curve.P_256).generate();
  }

  private static Answer ask(String token) {
    return bot.client().call("POST", bot.path("getSessions"), token, "{}");
  }

  private static void assertTaken(String token) {
    assertThat(ask(token).brief()).startsWith("200 {\"total\":0,");
  }

  private static void assertRefused(String token) {
    assertThat(ask(token).brief()).isEqualTo(Expected.INVALID_CREDENTIALS);
  }

  private static String json(Map<String, ?> fields) {
    return Client.text(fields);
  }

  private static double now() {
    return System.currentTimeMillis() / 1000.0;
  }

  // ------------------------------------------------------------------------------------- the
  // header

  @ParameterizedTest
  @ValueSource(strings = {"auth", "Auth", "AUTH"})
  void theTokenStandsInTheHeaderAuthInAnyCase(String name) {
    assertThat(
            bot.client()
                .send("POST", bot.path("getSessions"), "", name, bot.builder().token())
                .status())
        .isEqualTo(200);
  }

  @Test
  void withoutATokenNobodyCalls() {
    assertThat(bot.client().send("POST", bot.path("getSessions"), "").brief())
        .isEqualTo(Expected.INVALID_CREDENTIALS);
    assertRefused("");
  }

  @Test
  void theHeaderAuthorizationIsNotLookedAt() {
    assertThat(
            bot.client()
                .send(
                    "POST",
                    bot.path("getSessions"),
                    "",
                    "Authorization",
                    "bearer " + bot.builder().token())
                .brief())
        .isEqualTo(Expected.INVALID_CREDENTIALS);
  }

  @Test
  void aTokenBehindBearerIsNoJwt() {
    assertThat(ask("bearer " + bot.builder().token()).brief()).isEqualTo(Expected.INVALID_TOKEN);
    assertThat(ask("Bearer " + bot.builder().token()).brief()).isEqualTo(Expected.INVALID_TOKEN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "abc",
        "test_token",
        "a.b",
        "a.b.c",
        "..",
        ".",
        "a.b.c.d",
        "%%%.%%%.%%%",
        "e30.e30"
      })
  void whatIsNoJwtIsSaidToBeNone(String header) {
    assertThat(ask(header).brief()).isEqualTo(Expected.INVALID_TOKEN);
  }

  @Test
  void aHeaderOfSixThousandCharactersIsRefusedAndNoFailure() {
    assertThat(ask("x".repeat(6000)).brief()).isEqualTo(Expected.INVALID_TOKEN);
  }

  // ---------------------------------------------------------------------------------- the
  // signature

  @Test
  void aTokenWithOneMoreCharacterHasABadSignature() {
    assertRefused(bot.builder().token() + "A");
    assertRefused(bot.builder().token() + "abc");
  }

  @Test
  void aTokenWithOtherClaimsUnderTheSameSignatureIsRefused() {
    String[] parts = bot.builder().token().split("\\.", -1);
    Base64URL claims =
        Base64URL.encode(json(Map.of("appId", bot.builder().app().appId(), "sub", "x")));
    assertRefused(parts[0] + "." + claims + "." + parts[2]);
  }

  @Test
  void everyChangedCharacterOfASignatureIsNoticed() {
    String token = bot.builder().token();
    int start = token.lastIndexOf('.') + 1;
    for (int at = start; at < token.length(); at++) {
      char other = token.charAt(at) == 'A' ? 'B' : 'A';
      assertRefused(token.substring(0, at) + other + token.substring(at + 1));
    }
  }

  @Test
  void anUnknownAppIsRefusedLikeABadSignature() {
    assertRefused(Tokens.hs256(TestApp.newSecret(), Map.of("appId", TestApp.newId())));
    assertRefused(Tokens.hs256(TestApp.newSecret(), Map.of("appId", bot.builder().app().appId())));
    assertRefused(Tokens.hs256(bot.builder().secret(), Map.of("sub", "nobody")));
  }

  @Test
  void theSecretOfOneAppOpensNoOther() {
    assertRefused(Tokens.hs256(bot.admin().secret(), Map.of("appId", bot.builder().app().appId())));
  }

  @Test
  void aTokenWithoutSignatureIsRefusedWhateverItCallsItsAlgorithm() {
    String claims = Base64URL.encode(json(Map.of("appId", bot.builder().app().appId()))).toString();
    for (String alg : List.of("none", "None", "NONE", "nOnE", "HS256", "")) {
      String header = Base64URL.encode(json(Map.of("alg", alg, "typ", "JWT"))).toString();
      assertRefused(header + "." + claims + ".");
    }
  }

  @Test
  void anAlgorithmOtherThanTheAppsIsRefused() throws JOSEException {
    Map<String, String> claims = Map.of("appId", bot.builder().app().appId());
    for (JWSAlgorithm algorithm : List.of(JWSAlgorithm.HS384, JWSAlgorithm.HS512)) {
      assertRefused(Tokens.signed(new MACSigner(bot.builder().secret()), algorithm, claims));
    }
    assertRefused(Tokens.signed(new RSASSASigner(rsa), JWSAlgorithm.RS256, claims));
    assertRefused(Tokens.signed(new ECDSASigner(ec), JWSAlgorithm.ES256, claims));
    for (String alg : List.of("hs256", "HS256 ", "HS512", "RS256")) {
      assertRefused(Tokens.byHand(bot.builder().secret(), json(Map.of("alg", alg)), json(claims)));
    }
  }

  @Test
  void aHeaderThatBringsAKeyOrDemandsAnExtensionIsRefused() {
    String claims = json(Map.of("appId", bot.builder().app().appId()));
    Map<String, Object> demands =
        Map.of(
            "crit",
            List.of("exp"),
            "jwk",
            rsa.toPublicJWK().toJSONObject(),
            "jku",
            "https://example.org/keys",
            "x5u",
            "https://example.org/certificate");
    demands.forEach(
        (name, value) ->
            assertRefused(
                Tokens.byHand(
                    bot.builder().secret(),
                    json(Map.of("alg", "HS256", "typ", "JWT", name, value)),
                    claims)));
  }

  @Test
  void anEncryptedTokenIsRefused() throws JOSEException {
    JWEObject jwe =
        new JWEObject(
            new JWEHeader(JWEAlgorithm.DIR, EncryptionMethod.A128GCM),
            new Payload(json(Map.of("appId", bot.builder().app().appId()))));
    byte[] key = Arrays.copyOf(bot.builder().secret().getBytes(), 16);
    jwe.encrypt(new DirectEncrypter(key));
    assertRefused(jwe.serialize());
  }

  @Test
  void typAndKidInTheHeaderDoNotMatter() {
    String claims = json(Map.of("appId", bot.builder().app().appId()));
    for (String header :
        List.of(
            "{\"alg\":\"HS256\"}",
            "{\"typ\":\"JWT\",\"alg\":\"HS256\"}",
            "{\"alg\":\"HS256\",\"typ\":\"jwt\",\"kid\":\"1\"}")) {
      assertTaken(Tokens.byHand(bot.builder().secret(), header, claims));
    }
  }

  // ------------------------------------------------------------------------------------- the
  // claims

  @Test
  void appIdAloneIsEnough() {
    assertTaken(bot.builder().token());
  }

  @Test
  void issStandsInForAppId() {
    assertTaken(Tokens.hs256(bot.builder().secret(), Map.of("iss", bot.builder().app().appId())));
  }

  @Test
  void appIdCountsBeforeIss() {
    assertTaken(bot.builder().token(Map.of("iss", TestApp.newId())));
    assertRefused(
        Tokens.hs256(
            bot.builder().secret(),
            Map.of("appId", TestApp.newId(), "iss", bot.builder().app().appId())));
  }

  @Test
  void appIdIsSpelledExactlySo() {
    String id = bot.builder().app().appId();
    for (String name : List.of("appid", "AppId", "app_id", "clientId")) {
      assertRefused(Tokens.hs256(bot.builder().secret(), Map.of(name, id)));
    }
  }

  @Test
  void theProductionClientThatSignsIssSubIatExpAndAudIsTaken() {
    long now = (long) now();
    assertTaken(
        Tokens.hs256(
            bot.builder().secret(),
            Map.of(
                "iss",
                bot.builder().app().appId(),
                "sub",
                bot.id().value(),
                "iat",
                now,
                "exp",
                now + 3600,
                "aud",
                "https://bots.kore.ai")));
  }

  @Test
  void otherClaimsAreIgnoredWhateverTheyHold() {
    Map<String, Object> claims = new HashMap<>();
    claims.put("sub", 17);
    claims.put("aud", List.of(1, "x"));
    claims.put("iat", "yesterday");
    claims.put("isAnonymous", "perhaps");
    claims.put("jti", "not with an exp");
    claims.put("userIdentity", Map.of());
    claims.put("__proto__", null);
    assertTaken(bot.builder().token(claims));
  }

  @Test
  void anExpAheadIsTakenWithAndWithoutFraction() {
    assertTaken(bot.builder().token(Map.of("exp", now() + 60.25)));
    assertTaken(bot.builder().token(Map.of("exp", (long) now() + 60)));
    assertTaken(bot.builder().token(Map.of("exp", now() + 10 * 365 * 86400.0)));
  }

  @Test
  void anExpInThePastIsRefusedAfterAMinuteOfLeeway() {
    assertTaken(bot.builder().token(Map.of("exp", now() - 30)));
    assertRefused(bot.builder().token(Map.of("exp", now() - 61)));
    assertRefused(bot.builder().token(Map.of("exp", now() - 60.5)));
    assertRefused(bot.builder().token(Map.of("exp", 0)));
    assertRefused(bot.builder().token(Map.of("exp", -1)));
  }

  @Test
  void anExpThatIsNoNumberIsRefused() {
    assertRefused(bot.builder().token(Map.of("exp", "tomorrow")));
    assertRefused(bot.builder().token(Map.of("exp", Map.of())));
  }

  @Test
  void aTokenBeforeItsNbfIsRefusedWithAMinuteOfLeeway() {
    assertTaken(bot.builder().token(Map.of("nbf", now() - 5)));
    assertTaken(bot.builder().token(Map.of("nbf", now() + 30.5)));
    assertRefused(bot.builder().token(Map.of("nbf", now() + 120)));
  }

  @Test
  void aJtiGoesWithAnExpOfAnHourAtMost() {
    assertTaken(bot.builder().token(Map.of("jti", "1", "exp", now() + 3500)));
    assertRefused(bot.builder().token(Map.of("jti", "1", "exp", now() + 3700)));
    assertTaken(bot.builder().token(Map.of("jti", "1")));
    assertTaken(bot.builder().token(Map.of("exp", now() + 86400)));
  }

  // ------------------------------------------------------------------------------------ public
  // keys

  private static App withKey(JWK key) {
    App app =
        new App(
            TestApp.newId(),
            bot.account(),
            AppKind.BUILDER,
            Set.of(bot.id()),
            ALL,
            List.of(new SigningKey.PublicKey(key.toPublicJWK().toJSONString())));
    bot.client().service().registry().registerApp(app);
    return app;
  }

  @Test
  void aPublicKeyThatNoTokenCanBeCheckedWithIsNotRegistered() throws JOSEException {
    RSAKey publicRsa = rsa.toPublicJWK();
    Base64URL one = Base64URL.encode(java.math.BigInteger.ONE);
    Base64URL even =
        Base64URL.encode(
            publicRsa.getModulus().decodeToBigInteger().subtract(java.math.BigInteger.ONE));
    for (JWK useless :
        List.of(
            new RSAKey.Builder(publicRsa).algorithm(JWSAlgorithm.RS512).build(),
            new RSAKey.Builder(publicRsa).keyUse(KeyUse.ENCRYPTION).build(),
            new RSAKey.Builder(publicRsa.getModulus(), one).build(),
            new RSAKey.Builder(even, publicRsa.getPublicExponent()).build(),
            new ECKeyGenerator(Curve.P_384).generate())) {
      assertThatThrownBy(() -> withKey(useless))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("the app's public key is of no use: its ");
    }
  }

  @Test
  void anAppWithAnRsaKeySignsWithRs256AndNothingElse() throws JOSEException {
    App app = withKey(rsa);
    Map<String, String> claims = Map.of("appId", app.appId());
    assertTaken(Tokens.signed(new RSASSASigner(rsa), JWSAlgorithm.RS256, claims));
    assertRefused(Tokens.signed(new RSASSASigner(rsa), JWSAlgorithm.RS512, claims));
    assertRefused(Tokens.signed(new RSASSASigner(rsa), JWSAlgorithm.PS256, claims));
    assertRefused(Tokens.signed(new ECDSASigner(ec), JWSAlgorithm.ES256, claims));
    RSAKey other = new RSAKeyGenerator(2048).generate();
    assertRefused(Tokens.signed(new RSASSASigner(other), JWSAlgorithm.RS256, claims));
  }

  @Test
  void anAppWithAnEllipticKeySignsWithEs256AndNothingElse() throws JOSEException {
    App app = withKey(ec);
    Map<String, String> claims = Map.of("appId", app.appId());
    assertTaken(Tokens.signed(new ECDSASigner(ec), JWSAlgorithm.ES256, claims));
    assertRefused(Tokens.signed(new RSASSASigner(rsa), JWSAlgorithm.RS256, claims));
    ECKey other = new ECKeyGenerator(Curve.P_256).generate();
    assertRefused(Tokens.signed(new ECDSASigner(other), JWSAlgorithm.ES256, claims));
    String zeros = Base64URL.encode(new byte[64]).toString();
    String good = Tokens.signed(new ECDSASigner(ec), JWSAlgorithm.ES256, claims);
    assertRefused(good.substring(0, good.lastIndexOf('.') + 1) + zeros);
  }

  @Test
  void aPublicKeyIsNoSecretToSignWith() throws Exception {
    App app = withKey(rsa);
    String jwk = rsa.toPublicJWK().toJSONString();
    byte[] der = rsa.toRSAPublicKey().getEncoded();
    String pem =
        "-----BEGIN PUBLIC KEY-----\n"
            + java.util.Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
            + "\n-----END PUBLIC KEY-----";
    for (String secret : List.of(jwk, pem, pem + "\n", rsa.getModulus().toString())) {
      assertRefused(Tokens.hs256(secret, Map.of("appId", app.appId())));
    }
  }

  // ---------------------------------------------------------------------------------------
  // rotation

  @Test
  void whileASecretIsRotatedTheOldAndTheNewOneCount() {
    TestApp app = bot.newApp(Scope.READ, Scope.WRITE);
    assertTaken(app.token());
    String fresh = TestApp.newSecret();
    replace(app, ALL, new SigningKey.Secret(fresh), new SigningKey.Secret(app.secret()));
    TestApp rotated = new TestApp(app.app(), fresh);
    eventually(() -> ask(rotated.token()), "200 {\"total\":0,");
    assertTaken(app.token());
  }

  @Test
  void aSecretThatWasRotatedOutOpensNothing() {
    TestApp app = bot.newApp(Scope.READ, Scope.WRITE);
    String fresh = TestApp.newSecret();
    replace(app, ALL, new SigningKey.Secret(fresh));
    assertRefused(app.token());
    assertTaken(new TestApp(app.app(), fresh).token());
  }

  private static void replace(TestApp app, Set<Scope> scopes, SigningKey... keys) {
    App old = app.app();
    bot.client()
        .service()
        .registry()
        .changeApp(
            old.appId(),
            _ ->
                new App(old.appId(), old.account(), old.kind(), old.bots(), scopes, List.of(keys)));
  }

  /**
   * Functions may use what they have read for a fifth of a second: asked again, the new answer
   * comes.
   */
  private static void eventually(Supplier<Answer> call, String start) {
    Instant end = Instant.now().plus(Duration.ofSeconds(5));
    Answer answer = call.get();
    while (!answer.brief().startsWith(start) && Instant.now().isBefore(end)) {
      answer = call.get();
    }
    assertThat(answer.brief()).startsWith(start);
  }

  // -----------------------------------------------------------------------------------------
  // scopes

  private static String history(TestApp app) {
    return bot.client().call("POST", bot.path("getSessions"), app.token(), "{}").brief();
  }

  private static List<String> writes(TestApp app) {
    StoredState state = new StoredState(bot, "nobody", "rtm");
    return List.of(
        bot.client()
            .call("PUT", bot.path("session"), app.token(), "{\"userId\":\"nobody\"}")
            .brief(),
        bot.client()
            .call(
                "POST",
                bot.path("activity"),
                app.token(),
                Client.text(Map.of("events", List.of(Map.of("type", "unknown")))))
            .brief(),
        bot.client().call("GET", bot.path("manageSessions"), app.token(), "").brief(),
        bot.client().call("PUT", bot.path("manageSessions"), app.token(), "{}").brief(),
        state.call("GET", app.token(), "").brief(),
        state.call("PUT", app.token(), "{}").brief(),
        state.call("DELETE", app.token(), "").brief());
  }

  @Test
  void botSessionsReadIsForHistoryAlone() {
    TestApp reader = bot.newApp(Scope.READ);
    assertThat(history(reader)).startsWith("200 ");
    assertThat(writes(reader)).containsOnly(Expected.PERMISSION_DENIED);
  }

  @Test
  void botSessionsWriteIsForClosureActivitySettingsAndState() {
    TestApp writer = bot.newApp(Scope.WRITE);
    assertThat(history(writer)).isEqualTo(Expected.PERMISSION_DENIED);
    assertThat(writes(writer)).allMatch(answer -> answer.startsWith("200 "));
  }

  @Test
  void anAppWithoutScopesMayNothing() {
    TestApp none = bot.newApp();
    assertThat(history(none)).isEqualTo(Expected.PERMISSION_DENIED);
    assertThat(writes(none)).containsOnly(Expected.PERMISSION_DENIED);
  }

  @Test
  void aScopeGivenLaterCountsAtOnce() {
    TestApp app = bot.newApp();
    assertThat(history(app)).isEqualTo(Expected.PERMISSION_DENIED);
    replace(app, ALL, new SigningKey.Secret(app.secret()));
    eventually(() -> ask(app.token()), "200 ");
  }

  @Test
  void closureTakesBuilderAppsOnlyAndAllElseAdminAppsToo() {
    List<String> answers = writes(bot.admin());
    assertThat(answers.getFirst()).isEqualTo(Expected.PERMISSION_DENIED);
    assertThat(answers.subList(1, answers.size())).allMatch(answer -> answer.startsWith("200 "));
    assertThat(history(bot.admin())).startsWith("200 ");
  }

  @Test
  void anAdminAppAsksOverAllBotsOfItsAccountAndABuilderAppMayNot() {
    TestBot sibling = bot.sibling();
    String session =
        sibling.recordOne(
            Event.userMessage("ann", "rtm", Instant.now().minus(Duration.ofHours(1))));
    Answer all = bot.client().call("POST", "/api/public/getSessions", bot.admin().token(), "");
    assertThat(all.json().path("sessions").findValuesAsText("sessionId")).containsExactly(session);
    assertThat(
            bot.client().call("POST", "/api/public/getSessions", bot.builder().token(), "").brief())
        .isEqualTo(Expected.PERMISSION_DENIED);
  }
}
