package org.conversationsessions.api.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.conversationsessions.api.http.ApiError;
import org.conversationsessions.api.http.Events;
import org.conversationsessions.api.http.HttpRequest;
import org.conversationsessions.api.token.TokenVerifier;
import org.conversationsessions.api.token.Tokens;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.application.limit.InMemoryRateLimits;
import org.conversationsessions.application.limit.RateLimits;
import org.conversationsessions.application.registry.CachedRegistry;
import org.conversationsessions.application.registry.CountingRegistry;
import org.conversationsessions.application.registry.InMemoryRegistry;
import org.conversationsessions.domain.limit.RateLimit;
import org.conversationsessions.domain.limit.RatePeriod;
import org.conversationsessions.domain.limit.RateVerdict;
import org.conversationsessions.domain.registry.App;
import org.conversationsessions.domain.registry.AppKind;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.registry.Scope;
import org.conversationsessions.domain.registry.SigningKey;
import org.conversationsessions.domain.settings.BotSettings;
import org.conversationsessions.testing.ManualClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Which app may make which call, and in which order that is checked (contract, sections 2 and 3).
 */
class AccessCheckTest {
  private final ManualClock clock = new ManualClock(Instant.parse("2026-03-01T12:00:00Z"));
  private final InMemoryRegistry stored = new InMemoryRegistry();
  private final CountingRegistry counting = new CountingRegistry(stored);

  AccessCheckTest() {
    stored.put(bot("st-mine", "a")).put(bot("st-other", "a")).put(bot("st-foreign", "b"));
    stored.put(app("cs-builder", AppKind.BUILDER, Set.of(Scope.READ, Scope.WRITE)));
    stored.put(app("cs-bare", AppKind.BUILDER, Set.of()));
    stored.put(app("cs-reader", AppKind.BUILDER, Set.of(Scope.READ)));
    stored.put(app("cs-admin", AppKind.ADMIN, Set.of(Scope.READ, Scope.WRITE)));
    stored.put(app("cs-admin-bare", AppKind.ADMIN, Set.of()));
    stored.put(app("cs-builder-all", AppKind.BUILDER, Set.of(Scope.values())));
    stored.put(app("cs-admin-all", AppKind.ADMIN, Set.of(Scope.values())));
  }

  @ParameterizedTest
  @CsvSource({
    "cs-builder,st-mine,history,granted",
    "cs-builder,st-mine,write,granted",
    "cs-builder,st-mine,closure,granted",
    "cs-builder,st-other,history,credentials",
    "cs-builder,st-foreign,history,credentials",
    "cs-builder,st-unknown,history,credentials",
    "cs-builder,st-mapped-but-gone,history,credentials",
    "cs-builder,'',history,credentials",
    "cs-builder,st-mine#x,history,credentials",
    "cs-bare,st-mine,history,permission",
    "cs-bare,st-mine,write,permission",
    "cs-bare,st-unknown,history,credentials",
    "cs-reader,st-mine,history,granted",
    "cs-reader,st-mine,write,permission",
    "cs-reader,st-mine,closure,permission",
    "cs-admin,st-mine,history,granted",
    "cs-admin,st-other,history,granted",
    "cs-admin,st-mine,write,granted",
    "cs-admin,st-mine,closure,permission",
    "cs-admin,st-foreign,history,stream",
    "cs-admin,st-foreign,closure,stream",
    "cs-admin,st-unknown,history,stream",
    "cs-admin,no-bot,history,stream",
    "cs-admin,'',history,stream",
    "cs-admin-bare,st-mine,history,permission",
    "cs-admin-bare,st-unknown,history,stream",
    "cs-builder-all,st-mine,messages,granted",
    "cs-builder-all,st-mine,erasure,permission",
    "cs-builder-all,st-mine,deletion,granted",
    "cs-builder-all,st-unknown,messages,credentials",
    "cs-admin-all,st-other,messages,granted",
    "cs-admin-all,st-mine,erasure,granted",
    "cs-admin-all,st-mine,deletion,permission",
    "cs-admin-all,st-foreign,messages,stream",
    "cs-builder,st-mine,messages,permission",
    "cs-builder,st-mine,deletion,permission",
    "cs-admin,st-mine,messages,permission",
    "cs-admin,st-mine,erasure,permission",
    "cs-unknown,st-mine,history,credentials",
    "cs-unknown,st-unknown,history,credentials"
  })
  void rejectsInTheContractsOrder(String app, String bot, String need, String expected) {
    AccessDecision<Bot> access =
        check(RateLimits.NONE).authorizeForBot(request(app, bot), need(need));

    switch (expected) {
      case "granted" -> {
        assertThat(access).isInstanceOf(AccessDecision.Granted.class);
        AccessDecision.Granted<Bot> granted = (AccessDecision.Granted<Bot>) access;
        assertThat(granted.target().id().value()).isEqualTo(bot);
        assertThat(granted.caller().app().appId()).isEqualTo(app);
        assertThat(granted.caller().userIdentity()).contains("u-1");
      }
      case "credentials" -> assertDenied(access, ApiError.invalidCredentials());
      case "permission" -> assertDenied(access, ApiError.permissionDenied());
      case "stream" -> assertDenied(access, ApiError.invalidStreamId());
      default -> throw new IllegalArgumentException(expected);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "cs-admin,history,true",
    "cs-admin,closure,false",
    "cs-admin-bare,history,false",
    "cs-admin,erasure,false",
    "cs-admin-all,erasure,true",
    "cs-admin-all,messages,true",
    "cs-admin-all,deletion,false",
    "cs-builder-all,erasure,false",
    "cs-builder-all,messages,false",
    "cs-builder,history,false",
    "cs-bare,history,false"
  })
  void onlyAdminAppsReachTheirAccount(String app, String need, boolean granted) {
    AccessDecision<String> access =
        check(RateLimits.NONE).authorizeForAccount(request(app, "st-mine"), need(need));

    if (granted) {
      assertThat(((AccessDecision.Granted<String>) access).target()).isEqualTo("a");
    } else {
      assertDenied(access, ApiError.permissionDenied());
    }
  }

  @Test
  void theTokenComesBeforeTheBot() {
    AccessCheck check = check(RateLimits.NONE);

    assertDenied(
        check.authorizeForBot(
            Events.request(Map.of("auth", "test_token"), Map.of("botId", "st-x")),
            RequiredPermission.HISTORY),
        ApiError.invalidToken());
    assertDenied(
        check.authorizeForBot(
            Events.request(Map.of(), Map.of("botId", "st-x")), RequiredPermission.HISTORY),
        ApiError.invalidCredentials());
    assertDenied(
        check.authorizeForAccount(Events.request(Map.of(), Map.of()), RequiredPermission.HISTORY),
        ApiError.invalidCredentials());
    assertThat(counting.botReads()).isZero();
  }

  @Test
  void aPathWithoutABotIsAnUnknownBot() {
    HttpRequest request = Events.request(Map.of("auth", token("cs-admin")), Map.of());

    assertDenied(
        check(RateLimits.NONE).authorizeForBot(request, RequiredPermission.HISTORY),
        ApiError.invalidStreamId());
  }

  @Test
  void aChangedMappingOrScopeTakesEffectAtOnce() {
    AccessCheck check = check(RateLimits.NONE);
    assertThat(check.authorizeForBot(request("cs-reader", "st-mine"), RequiredPermission.HISTORY))
        .isInstanceOf(AccessDecision.Granted.class);
    stored.put(
        new App(
            "cs-reader",
            "a",
            AppKind.BUILDER,
            Set.of(new BotId("st-other")),
            Set.of(Scope.WRITE),
            List.of(new SigningKey.Secret(Tokens.SECRET))));
    clock.advance(Duration.ofSeconds(1));

    assertThat(check.authorizeForBot(request("cs-reader", "st-other"), RequiredPermission.WRITE))
        .isInstanceOf(AccessDecision.Granted.class);
    assertDenied(
        check.authorizeForBot(request("cs-reader", "st-mine"), RequiredPermission.WRITE),
        ApiError.invalidCredentials());
  }

  @Test
  void callsOverTheLimitAreRejectedWithATimeToWait() {
    AccessCheck check = check(new InMemoryRateLimits(new RateLimit(2, 0)));
    for (int i = 0; i < 2; i++) {
      assertThat(
              check.authorizeForBot(request("cs-builder", "st-mine"), RequiredPermission.HISTORY))
          .isInstanceOf(AccessDecision.Granted.class);
    }

    assertDenied(
        check.authorizeForBot(request("cs-admin", "st-mine"), RequiredPermission.HISTORY),
        ApiError.rateLimited(new RateVerdict.Exceeded(RatePeriod.MINUTE, 60)));
    assertThat(check.authorizeForBot(request("cs-admin", "st-other"), RequiredPermission.HISTORY))
        .as("another bot counts for itself")
        .isInstanceOf(AccessDecision.Granted.class);
    assertThat(check.authorizeForAccount(request("cs-admin", ""), RequiredPermission.HISTORY))
        .as("the account counts for itself")
        .isInstanceOf(AccessDecision.Granted.class);
    clock.advance(Duration.ofSeconds(60));
    assertThat(check.authorizeForBot(request("cs-builder", "st-mine"), RequiredPermission.HISTORY))
        .isInstanceOf(AccessDecision.Granted.class);
  }

  @Test
  void accountWideCallsAreCountedPerAccount() {
    AccessCheck check = check(new InMemoryRateLimits(new RateLimit(0, 1)));
    check.authorizeForAccount(request("cs-admin", ""), RequiredPermission.HISTORY);

    assertDenied(
        check.authorizeForAccount(request("cs-admin", ""), RequiredPermission.HISTORY),
        ApiError.rateLimited(new RateVerdict.Exceeded(RatePeriod.HOUR, 3600)));
  }

  @Test
  void rejectedCallsAreNotCounted() {
    AccessCheck check = check(new InMemoryRateLimits(new RateLimit(1, 1)));
    for (int i = 0; i < 5; i++) {
      check.authorizeForBot(request("cs-bare", "st-mine"), RequiredPermission.HISTORY);
      check.authorizeForBot(request("cs-builder", "st-unknown"), RequiredPermission.HISTORY);
      check.authorizeForBot(request("cs-admin", "st-mine"), RequiredPermission.CLOSURE);
    }

    assertThat(check.authorizeForBot(request("cs-builder", "st-mine"), RequiredPermission.HISTORY))
        .isInstanceOf(AccessDecision.Granted.class);
  }

  @Test
  void readsTheBotPerCallAndTheAppOnceForManyCalls() {
    AccessCheck check = check(RateLimits.NONE);
    for (int i = 0; i < 10; i++) {
      check.authorizeForBot(request("cs-builder", "st-mine"), RequiredPermission.HISTORY);
    }

    assertThat(counting.apps()).isEqualTo(1);
    assertThat(counting.botReads()).isEqualTo(10);
  }

  @Test
  void readsTheBotConcurrentlyWithAnAppThatIsNotCached() {
    CountDownLatch botRead = new CountDownLatch(1);
    CountingRegistry waiting =
        new CountingRegistry(stored) {
          @Override
          public Optional<App> app(String appId) {
            try {
              assertThat(botRead.await(10, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
            return super.app(appId);
          }

          @Override
          public Optional<Bot> bot(String botId) {
            botRead.countDown();
            return super.bot(botId);
          }
        };
    AccessCheck check = AccessCheck.caching(waiting, RateLimits.NONE, clock, false);

    assertThat(check.authorizeForBot(request("cs-builder", "st-mine"), RequiredPermission.HISTORY))
        .isInstanceOf(AccessDecision.Granted.class);
    assertThat(waiting.botReads()).isEqualTo(1);
  }

  @Test
  void anUnreadableBotFailsOnlyCallersWithAccess() {
    CountingRegistry failing =
        new CountingRegistry(stored) {
          @Override
          public Optional<Bot> bot(String botId) {
            throw new StoreException("made up");
          }
        };
    AccessCheck check = AccessCheck.caching(failing, RateLimits.NONE, clock, false);

    assertDenied(
        check.authorizeForBot(request("cs-unknown", "st-mine"), RequiredPermission.HISTORY),
        ApiError.invalidCredentials());
    assertDenied(
        check.authorizeForBot(request("cs-builder", "st-foreign"), RequiredPermission.HISTORY),
        ApiError.invalidCredentials());
    assertThatThrownBy(
            () ->
                check.authorizeForBot(request("cs-builder", "st-mine"), RequiredPermission.HISTORY))
        .isInstanceOf(StoreException.class);
  }

  @Test
  void unknownAppsAndBotsCostAtMostOneReadEach() {
    AccessCheck check = check(RateLimits.NONE);
    for (int i = 0; i < 10; i++) {
      check.authorizeForBot(request("cs-unknown", "st-mine"), RequiredPermission.HISTORY);
      check.authorizeForBot(request("cs-builder", "no bot's name"), RequiredPermission.HISTORY);
    }

    assertThat(counting.botReads()).isEqualTo(1);
  }

  private AccessCheck check(RateLimits limits) {
    CachedRegistry registry = new CachedRegistry(counting, clock);
    return new AccessCheck(new TokenVerifier(registry, clock, false), registry, limits, clock);
  }

  private static <T> void assertDenied(AccessDecision<T> access, ApiError error) {
    assertThat(access).isEqualTo(new AccessDecision.Denied<T>(error));
  }

  private static RequiredPermission need(String name) {
    return switch (name) {
      case "history" -> RequiredPermission.HISTORY;
      case "write" -> RequiredPermission.WRITE;
      case "closure" -> RequiredPermission.CLOSURE;
      case "messages" -> RequiredPermission.MESSAGES;
      case "erasure" -> RequiredPermission.ERASURE;
      case "deletion" -> RequiredPermission.CONVERSATION_DELETION;
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static HttpRequest request(String app, String bot) {
    return Events.request(Map.of("auth", token(app)), Map.of("botId", bot));
  }

  private static String token(String app) {
    return Tokens.of("{\"appId\":\"" + app + "\",\"sub\":\"u-1\"}");
  }

  private static Bot bot(String id, String account) {
    return new Bot(new BotId(id), account, BotSettings.DEFAULT);
  }

  private static App app(String id, AppKind kind, Set<Scope> scopes) {
    return new App(
        id,
        "a",
        kind,
        kind == AppKind.ADMIN
            ? Set.of()
            : Set.of(new BotId("st-mine"), new BotId("st-mapped-but-gone")),
        scopes,
        List.of(new SigningKey.Secret(Tokens.SECRET)));
  }
}
