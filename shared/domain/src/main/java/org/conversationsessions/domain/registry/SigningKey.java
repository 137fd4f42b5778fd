package org.conversationsessions.domain.registry;

/** A key that an app's tokens are verified with. The key decides the algorithm, never the token. */
public sealed interface SigningKey {
  /**
   * A shared secret for HS256.
   *
   * @param secret the secret's text; its UTF-8 bytes are the key, at least 32 of them
   */
  record Secret(String secret) implements SigningKey {
    /** Omits the secret, because the text may be logged. */
    @Override
    public String toString() {
      return "Secret[…]";
    }
  }

  /**
   * A public key for RS256 or ES256.
   *
   * @param jwk the key as a JSON Web Key (RFC 7517), of type RSA or EC on P-256
   */
  record PublicKey(String jwk) implements SigningKey {}
}
