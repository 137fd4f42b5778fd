package org.conversationsessions.api.token;

import java.util.Optional;
import org.conversationsessions.application.registry.PublicKeyRule;

/** Validates the public keys of apps. */
public final class PublicKeys {
  private PublicKeys() {}

  /** Returns a rule that accepts a key if and only if it can verify tokens. */
  public static PublicKeyRule rule() {
    return jwk -> {
      try {
        PublicJwk.read(jwk);
        return Optional.empty();
      } catch (PublicJwk.Unusable unusable) {
        return Optional.of(unusable.reason());
      }
    };
  }
}
