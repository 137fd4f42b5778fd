package org.conversationsessions.application.registry;

import java.util.Optional;

/** A rule for the public keys that can verify tokens (contract, section 2). */
@FunctionalInterface
public interface PublicKeyRule {
  /**
   * Returns, for an operator, why a key cannot be used; empty if tokens can be verified with it.
   *
   * @param jwk the key as a JSON Web Key (RFC 7517)
   */
  Optional<String> objection(String jwk);
}
