package org.conversationsessions.api.access;

import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import org.conversationsessions.api.http.ApiError;
import org.conversationsessions.api.http.HttpRequest;
import org.conversationsessions.api.token.Caller;
import org.conversationsessions.api.token.TokenVerifier;
import org.conversationsessions.api.token.Verification;
import org.conversationsessions.application.concurrent.Prefetch;
import org.conversationsessions.application.limit.RateLimits;
import org.conversationsessions.application.registry.CachedRegistry;
import org.conversationsessions.application.registry.Registry;
import org.conversationsessions.domain.limit.RateKey;
import org.conversationsessions.domain.limit.RateVerdict;
import org.conversationsessions.domain.registry.App;
import org.conversationsessions.domain.registry.AppKind;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.registry.BotId;

/**
 * Checks rows 2 to 5 of the contract's section 3, in that order: token, bot, scope and kind, rate
 * limit. If an app's cached mapping or scopes cause a denial, the check is repeated with the stored
 * app, so that more rights take effect within a second ({@link CachedRegistry#readFreshApp}).
 * Thread-safe.
 */
public final class AccessCheck {
  private final TokenVerifier tokens;
  private final CachedRegistry registry;
  private final RateLimits limits;
  private final InstantSource clock;

  /**
   * Creates a check that reads apps and bots from this registry and counts calls against these
   * limits.
   */
  public AccessCheck(
      TokenVerifier tokens, CachedRegistry registry, RateLimits limits, InstantSource clock) {
    this.tokens = tokens;
    this.registry = registry;
    this.limits = limits;
    this.clock = clock;
  }

  /**
   * Creates a check that caches apps for a short time.
   *
   * @param requireExpiry whether every token must carry {@code exp}
   */
  public static AccessCheck caching(
      Registry registry, RateLimits limits, InstantSource clock, boolean requireExpiry) {
    CachedRegistry cachedRegistry = new CachedRegistry(registry, clock);
    return new AccessCheck(
        new TokenVerifier(cachedRegistry, clock, requireExpiry), cachedRegistry, limits, clock);
  }

  /**
   * Checks access to the bot that the path names as {@code botId}. Costs one eventually consistent
   * read of the bot. If the app is not cached, the app and the bot are read concurrently.
   */
  public AccessDecision<Bot> authorizeForBot(HttpRequest request, RequiredPermission permission) {
    return authorizeForBot(request, permission, found -> RateKey.of(found.id()));
  }

  /**
   * Checks access to the bot that the path names as {@code botId}.
   *
   * @param counting returns the key under which the call is counted
   */
  public AccessDecision<Bot> authorizeForBot(
      HttpRequest request, RequiredPermission permission, Function<Bot, RateKey> counting) {
    String botId = request.pathParameter("botId").orElse("");
    try (Prefetch<Optional<Bot>> bot = new Prefetch<>(() -> registry.bot(botId))) {
      Runnable parallelWork = BotId.isValid(botId) ? bot::begin : () -> {};
      return check(
          tokens.verify(request.header("auth"), parallelWork),
          caller -> checkBot(caller, botId, bot, permission),
          counting);
    }
  }

  /**
   * Checks access to all bots of the caller's account, for admin apps. The target is the account.
   */
  public AccessDecision<String> authorizeForAccount(
      HttpRequest request, RequiredPermission permission) {
    return authorizeForAccount(request, permission, RateKey::ofAccount);
  }

  /**
   * Checks access to all bots of the caller's account, for admin apps.
   *
   * @param counting returns the key under which the call is counted
   */
  public AccessDecision<String> authorizeForAccount(
      HttpRequest request, RequiredPermission permission, Function<String, RateKey> counting) {
    return check(
        tokens.verify(request.header("auth")),
        caller -> checkAccount(caller, permission),
        counting);
  }

  /**
   * Checks the token alone. The target is the app as it is stored now, so that a change of its
   * rights shows at once.
   */
  public AccessDecision<App> authorizeSelf(HttpRequest request) {
    return check(
        tokens.verify(request.header("auth")),
        caller ->
            registry
                .readFreshApp(caller.app().appId())
                .<AccessDecision<App>>map(app -> new AccessDecision.Granted<>(caller, app))
                .orElseGet(() -> new AccessDecision.Denied<>(ApiError.invalidCredentials())),
        app -> RateKey.ofAccount(app.account()));
  }

  private <T> AccessDecision<T> check(
      Verification verification,
      Function<Caller, AccessDecision<T>> rule,
      Function<T, RateKey> key) {
    return switch (verification) {
      case Verification.Refused(ApiError error) -> new AccessDecision.Denied<>(error);
      case Verification.Verified(Caller caller) -> countCall(checkPermission(caller, rule), key);
    };
  }

  private <T> AccessDecision<T> checkPermission(
      Caller caller, Function<Caller, AccessDecision<T>> rule) {
    AccessDecision<T> decision = rule.apply(caller);
    if (decision instanceof AccessDecision.Granted<T>) {
      return decision;
    }
    return registry
        .readFreshApp(caller.app().appId())
        .filter(app -> !app.equals(caller.app()))
        .map(app -> rule.apply(new Caller(app, caller.userIdentity())))
        .orElse(decision);
  }

  private <T> AccessDecision<T> countCall(AccessDecision<T> decision, Function<T, RateKey> key) {
    if (!(decision instanceof AccessDecision.Granted<T>(Caller caller, T target))) {
      return decision;
    }
    return switch (limits.countIfAllowed(key.apply(target), clock.instant())) {
      case RateVerdict.Allowed ignored -> decision;
      case RateVerdict.Exceeded exceeded ->
          new AccessDecision.Denied<>(ApiError.rateLimited(exceeded));
    };
  }

  private static AccessDecision<Bot> checkBot(
      Caller caller,
      String botId,
      Prefetch<Optional<Bot>> namedBot,
      RequiredPermission permission) {
    App app = caller.app();
    Optional<Bot> bot = findReachable(app, botId, namedBot);
    if (bot.isEmpty()) {
      return new AccessDecision.Denied<>(
          switch (app.kind()) {
            case BUILDER -> ApiError.invalidCredentials();
            case ADMIN -> ApiError.invalidStreamId();
          });
    }
    return requirePermission(caller, bot.get(), permission);
  }

  /** Denies builder apps: they are mapped to single bots, not to an account. */
  private static AccessDecision<String> checkAccount(Caller caller, RequiredPermission permission) {
    return caller.app().kind() == AppKind.ADMIN
        ? requirePermission(caller, caller.app().account(), permission)
        : new AccessDecision.Denied<>(ApiError.permissionDenied());
  }

  private static <T> AccessDecision<T> requirePermission(
      Caller caller, T target, RequiredPermission permission) {
    return permission.isMetBy(caller.app())
        ? new AccessDecision.Granted<>(caller, target)
        : new AccessDecision.Denied<>(ApiError.permissionDenied());
  }

  private static Optional<Bot> findReachable(
      App app, String botId, Prefetch<Optional<Bot>> namedBot) {
    if (!BotId.isValid(botId)) {
      return Optional.empty();
    }
    return switch (app.kind()) {
      case BUILDER -> app.bots().contains(new BotId(botId)) ? namedBot.get() : Optional.empty();
      case ADMIN -> namedBot.get().filter(bot -> bot.account().equals(app.account()));
    };
  }
}
