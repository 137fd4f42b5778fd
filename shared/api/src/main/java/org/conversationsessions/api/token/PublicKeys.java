package org.conversationsessions.api.token;

import java.util.Optional;
import org.conversationsessions.application.registry.PublicKeyRule;

/** The public keys that apps may register. */
public final class PublicKeys {
  private PublicKeys() {}

  /** Returns the rule that takes a key if and only if its tokens can be checked. */
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
