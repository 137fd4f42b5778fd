package org.conversationsessions.api.token;

import java.time.InstantSource;
import java.util.Optional;
import org.conversationsessions.api.http.ApiError;
import org.conversationsessions.application.registry.CachedRegistry;
import org.conversationsessions.domain.registry.App;
import org.conversationsessions.json.Json.JsonObject;

/** Verifies the tokens in the header {@code auth} (contract, section 2). Thread-safe. */
public final class TokenVerifier {
  /** API Gateway accepts 10,240 bytes of headers in total; typical tokens have a few hundred. */
  private static final int MAX_LENGTH = 8192;

  private final CachedRegistry apps;
  private final InstantSource clock;
  private final boolean requireExpiry;

  /**
   * Creates a verifier.
   *
   * @param apps the registry that provides the apps' keys
   * @param clock the clock for {@code exp} and {@code nbf}
   * @param requireExpiry whether a token without {@code exp} is rejected
   */
  public TokenVerifier(CachedRegistry apps, InstantSource clock, boolean requireExpiry) {
    this.apps = apps;
    this.clock = clock;
    this.requireExpiry = requireExpiry;
  }

  /**
   * Verifies a token. Looks the app up at most twice: if the signature does not match the cached
   * keys, the stored keys are tried, so that a new secret takes effect within a second ({@link
   * CachedRegistry#readFreshApp}).
   *
   * @param header the header's value, if present
   */
  public Verification verify(Optional<String> header) {
    return verify(header, () -> {});
  }

  /**
   * Verifies a token and starts other work concurrently.
   *
   * @param header the header's value, if present
   * @param parallelWork starts the other work if the app is not cached and must be read
   */
  public Verification verify(Optional<String> header, Runnable parallelWork) {
    String token = header.orElse("").strip();
    if (token.isEmpty()) {
      return refused(ApiError.invalidCredentials());
    }
    if (token.length() > MAX_LENGTH) {
      return refused(ApiError.invalidToken());
    }
    // Contract, section 2, row "refused": an encrypted token is a JWT, but never a credential.
    if (CompactJws.isEncrypted(token)) {
      return refused(ApiError.invalidCredentials());
    }
    Optional<CompactJws> jws = CompactJws.parse(token);
    Optional<JsonObject> claims = jws.flatMap(CompactJws::claims);
    return claims.isEmpty()
        ? refused(ApiError.invalidToken())
        : verify(jws.orElseThrow(), new Claims(claims.get()), parallelWork);
  }

  private Verification verify(CompactJws jws, Claims claims, Runnable parallelWork) {
    Optional<String> appId = claims.appId();
    if (appId.isEmpty() || !claims.areValidAt(clock.instant(), requireExpiry)) {
      return refused(ApiError.invalidCredentials());
    }
    return apps.app(appId.get(), parallelWork)
        .flatMap(app -> isSignedBy(jws, app) ? Optional.of(app) : findChangedSigner(jws, app))
        .<Verification>map(app -> new Verification.Verified(new Caller(app, claims.userIdentity())))
        .orElseGet(() -> refused(ApiError.invalidCredentials()));
  }

  /**
   * Returns the stored app if its keys have changed since they were cached and one of them made the
   * signature.
   */
  private Optional<App> findChangedSigner(CompactJws jws, App cached) {
    return apps.readFreshApp(cached.appId())
        .filter(app -> !app.keys().equals(cached.keys()) && isSignedBy(jws, app));
  }

  private static boolean isSignedBy(CompactJws jws, App app) {
    return app.keys().stream()
        .flatMap(key -> SignatureCheck.of(key).stream())
        .anyMatch(check -> check.verify(jws));
  }

  private static Verification refused(ApiError error) {
    return new Verification.Refused(error);
  }
}
