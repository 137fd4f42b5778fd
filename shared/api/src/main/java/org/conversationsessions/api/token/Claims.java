package org.conversationsessions.api.token;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import org.conversationsessions.api.json.Json;
import org.conversationsessions.api.json.Json.JsonObject;
import org.conversationsessions.api.json.Json.JsonText;
import org.conversationsessions.api.json.JsonNumber;

/**
 * The claims that count (contract, section 2); all others are ignored. One that is {@code null}
 * counts as not there.
 *
 * @param object all claims
 */
record Claims(JsonObject object) {
  /** How far the clocks of others may be off, in seconds. */
  private static final int LEEWAY = 60;

  /** How far away the end of a token with {@code jti} may be, in seconds. */
  private static final int LONGEST_WITH_JTI = 3600;

  private static final int LONGEST_IDENTIFIER = 256;

  /**
   * Who says to call: {@code appId}, else {@code iss}; empty if there is neither, or it is no
   * identifier.
   */
  Optional<String> appId() {
    return object.member("appId").or(() -> object.member("iss")).flatMap(Claims::identifier);
  }

  /**
   * The end user spoken for: {@code userIdentity}, else {@code sub}, where it is a text that can be
   * a user's.
   */
  Optional<String> userIdentity() {
    return object
        .member("userIdentity")
        .flatMap(Claims::identifier)
        .or(() -> object.member("sub").flatMap(Claims::identifier));
  }

  /** Whether the token holds at this instant. */
  boolean hold(Instant now, boolean requireExpiry) {
    double seconds = now.getEpochSecond() + now.getNano() / 1e9;
    Optional<Json> exp = object.member("exp");
    Optional<Json> nbf = object.member("nbf");
    if (exp.isEmpty() && requireExpiry) {
      return false;
    }
    return (exp.isEmpty() || holdsUntil(date(exp.get()), seconds))
        && (nbf.isEmpty() || holdsFrom(date(nbf.get()), seconds));
  }

  private boolean holdsUntil(OptionalDouble exp, double now) {
    return exp.isPresent()
        && now < exp.getAsDouble() + LEEWAY
        && (object.member("jti").isEmpty() || exp.getAsDouble() - now <= LONGEST_WITH_JTI);
  }

  private static boolean holdsFrom(OptionalDouble nbf, double now) {
    return nbf.isPresent() && now >= nbf.getAsDouble() - LEEWAY;
  }

  /**
   * A date in seconds since 1970, with or without fraction (RFC 7519, section 2); a double keeps
   * microseconds.
   */
  private static OptionalDouble date(Json claim) {
    return claim instanceof JsonNumber number
        ? OptionalDouble.of(number.nearest())
        : OptionalDouble.empty();
  }

  private static Optional<String> identifier(Json claim) {
    return claim instanceof JsonText(String text)
            && !text.isEmpty()
            && text.codePointCount(0, text.length()) <= LONGEST_IDENTIFIER
        ? Optional.of(text)
        : Optional.empty();
  }
}
