package org.conversationsessions.admin.registry;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.conversationsessions.application.registry.PublicKeyRule;
import org.conversationsessions.domain.registry.App;
import org.conversationsessions.domain.registry.Scope;
import org.conversationsessions.domain.registry.SigningKey;

/**
 * The rules that an app must meet to be stored.
 *
 * @param publicKeys the rule for public keys
 */
record AppRules(PublicKeyRule publicKeys) {
  private static final Pattern ID = Pattern.compile("cs-[A-Za-z0-9_-]{1,64}");

  /** The length of an HS256 key in bytes (RFC 7518, section 3.2). */
  private static final int MIN_SECRET_LENGTH = 32;

  /**
   * Validates an app.
   *
   * @param stored the app's present keys, which are accepted unchecked, so that an unusable old key
   *     does not prevent adding a new one
   * @throws IllegalArgumentException naming the rule that is violated
   */
  void validate(App app, List<SigningKey> stored) {
    if (!ID.matcher(app.appId()).matches()) {
      throw new IllegalArgumentException(
          "an app's id is cs- and 1 to 64 letters, digits, - or _: " + app.appId());
    }
    checkScopes(app);
    for (SigningKey key : app.keys()) {
      if (key instanceof SigningKey.Secret(String secret) && secret.length() < MIN_SECRET_LENGTH) {
        throw new IllegalArgumentException("an app's secret has at least 32 characters (RFC 7518)");
      }
    }
    for (SigningKey key : app.keys()) {
      if (key instanceof SigningKey.PublicKey(String jwk) && !stored.contains(key)) {
        publicKeys
            .findProblem(jwk)
            .ifPresent(
                reason -> {
                  throw new IllegalArgumentException(
                      "the app's public key is of no use: " + reason);
                });
      }
    }
  }

  private static void checkScopes(App app) {
    String refused =
        app.scopes().stream()
            .filter(scope -> !scope.isFor(app.kind()))
            .map(Scope::wire)
            .sorted()
            .collect(Collectors.joining(", "));
    if (!refused.isEmpty()) {
      throw new IllegalArgumentException(
          "the " + app.kind().wire() + " app " + app.appId() + " cannot have " + refused);
    }
  }
}
