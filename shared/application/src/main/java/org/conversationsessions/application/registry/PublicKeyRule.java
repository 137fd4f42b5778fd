package org.conversationsessions.application.registry;

import java.util.Optional;

/** A rule for the public keys that can verify tokens (contract, section 2). */
@FunctionalInterface
public interface PublicKeyRule {
  /**
   * Returns why a key cannot be used, for an operator; empty if tokens can be verified with it.
   *
   * @param jwk the key as a JSON Web Key (RFC 7517)
   */
  Optional<String> findProblem(String jwk);
}
