package org.conversationsessions.application.registry;

import java.util.Optional;

/** Decides which public keys tokens can be checked with (contract, section 2). */
@FunctionalInterface
public interface PublicKeyRule {
  /**
   * Says for an operator why a key is of no use; empty if tokens can be checked with it.
   *
   * @param jwk the key as a JSON Web Key (RFC 7517)
   */
  Optional<String> objection(String jwk);
}
