package org.conversationsessions.api.token;

import java.time.InstantSource;
import java.util.Optional;
import org.conversationsessions.api.http.ApiError;
import org.conversationsessions.api.json.Json.JsonObject;
import org.conversationsessions.application.registry.CachedRegistry;
import org.conversationsessions.domain.registry.App;

/**
 * Verifies the tokens in the header {@code auth} (contract, section 2). Safe for several threads.
 */
public final class TokenVerifier {
  /** API Gateway takes 10,240 bytes of headers altogether; real tokens have some hundred. */
  private static final int LONGEST = 8192;

  private final CachedRegistry apps;
  private final InstantSource clock;
  private final boolean requireExpiry;

  /**
   * A verifier.
   *
   * @param apps whose keys count
   * @param clock what {@code exp} and {@code nbf} are compared with
   * @param requireExpiry whether a token without {@code exp} is refused
   */
  public TokenVerifier(CachedRegistry apps, InstantSource clock, boolean requireExpiry) {
    this.apps = apps;
    this.clock = clock;
    this.requireExpiry = requireExpiry;
  }

  /**
   * Verifies a token. Looks the app up at most twice: a signature that does not fit the keys
   * remembered is held against the stored ones, so that a new secret counts at once.
   *
   * @param header the header's text, if it was sent
   */
  public Verification verify(Optional<String> header) {
    return verify(header, () -> {});
  }

  /**
   * The same.
   *
   * @param header the header's text, if it was sent
   * @param beside begins other work, if an app has to be read that is not remembered
   */
  public Verification verify(Optional<String> header, Runnable beside) {
    String token = header.orElse("").strip();
    if (token.isEmpty()) {
      return refused(ApiError.invalidCredentials());
    }
    if (token.length() > LONGEST) {
      return refused(ApiError.invalidToken());
    }
    if (CompactJws.isEncrypted(token)) {
      return refused(ApiError.invalidCredentials());
    }
    Optional<CompactJws> jws = CompactJws.parse(token);
    Optional<JsonObject> claims = jws.flatMap(CompactJws::claims);
    return claims.isEmpty()
        ? refused(ApiError.invalidToken())
        : verify(jws.orElseThrow(), new Claims(claims.get()), beside);
  }

  private Verification verify(CompactJws jws, Claims claims, Runnable beside) {
    Optional<String> appId = claims.appId();
    if (appId.isEmpty() || !claims.hold(clock.instant(), requireExpiry)) {
      return refused(ApiError.invalidCredentials());
    }
    return apps.app(appId.get(), beside)
        .flatMap(app -> signed(jws, app) ? Optional.of(app) : signedSince(jws, app))
        .<Verification>map(app -> new Verification.Verified(new Caller(app, claims.userIdentity())))
        .orElseGet(() -> refused(ApiError.invalidCredentials()));
  }

  /** The app as stored now, if its keys have changed meanwhile and one of them signed. */
  private Optional<App> signedSince(CompactJws jws, App remembered) {
    return apps.freshApp(remembered.appId())
        .filter(app -> !app.keys().equals(remembered.keys()) && signed(jws, app));
  }

  private static boolean signed(CompactJws jws, App app) {
    return app.keys().stream()
        .flatMap(key -> SignatureCheck.with(key).stream())
        .anyMatch(check -> check.holds(jws));
  }

  private static Verification refused(ApiError error) {
    return new Verification.Refused(error);
  }
}
