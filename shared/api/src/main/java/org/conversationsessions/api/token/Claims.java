package org.conversationsessions.api.token;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import org.conversationsessions.json.Json;
import org.conversationsessions.json.Json.JsonObject;
import org.conversationsessions.json.Json.JsonString;
import org.conversationsessions.json.JsonNumber;

/**
 * The claims that the service uses (contract, section 2). All others are ignored. A claim that is
 * {@code null} counts as missing.
 *
 * @param object all claims
 */
record Claims(JsonObject object) {
  /** The allowed clock difference in seconds. */
  private static final int LEEWAY = 60;

  /** The maximum remaining lifetime of a token with {@code jti}, in seconds. */
  private static final int MAX_LIFETIME_WITH_JTI = 3600;

  private static final int MAX_IDENTIFIER = 256;

  /**
   * Returns the app that the token claims: {@code appId}, else {@code iss}; empty if both are
   * missing or the value is not an identifier.
   */
  Optional<String> appId() {
    return object.member("appId").or(() -> object.member("iss")).flatMap(Claims::identifier);
  }

  /**
   * Returns the end user: {@code userIdentity}, else {@code sub}, if it is a valid user identifier.
   */
  Optional<String> userIdentity() {
    return object
        .member("userIdentity")
        .flatMap(Claims::identifier)
        .or(() -> object.member("sub").flatMap(Claims::identifier));
  }

  /** Returns whether the token is valid at this instant. */
  boolean areValidAt(Instant now, boolean requireExpiry) {
    double seconds = now.getEpochSecond() + now.getNano() / 1e9;
    Optional<Json> exp = object.member("exp");
    Optional<Json> nbf = object.member("nbf");
    if (exp.isEmpty() && requireExpiry) {
      return false;
    }
    return (exp.isEmpty() || isNotExpired(date(exp.get()), seconds))
        && (nbf.isEmpty() || isActive(date(nbf.get()), seconds));
  }

  private boolean isNotExpired(OptionalDouble exp, double now) {
    return exp.isPresent()
        && now < exp.getAsDouble() + LEEWAY
        && (object.member("jti").isEmpty() || exp.getAsDouble() - now <= MAX_LIFETIME_WITH_JTI);
  }

  private static boolean isActive(OptionalDouble nbf, double now) {
    return nbf.isPresent() && now >= nbf.getAsDouble() - LEEWAY;
  }

  /**
   * Reads seconds since 1970, with or without a fraction (RFC 7519, section 2). A double keeps
   * microseconds.
   */
  private static OptionalDouble date(Json claim) {
    return claim instanceof JsonNumber number
        ? OptionalDouble.of(number.nearest())
        : OptionalDouble.empty();
  }

  private static Optional<String> identifier(Json claim) {
    return claim instanceof JsonString(String text)
            && !text.isEmpty()
            && text.codePointCount(0, text.length()) <= MAX_IDENTIFIER
        ? Optional.of(text)
        : Optional.empty();
  }
}
