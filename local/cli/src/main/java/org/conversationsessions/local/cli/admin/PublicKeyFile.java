package org.conversationsessions.local.cli.admin;

import com.nimbusds.jose.jwk.JWK;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import org.conversationsessions.api.token.PublicKeys;
import org.conversationsessions.domain.registry.SigningKey;
import org.conversationsessions.local.cli.CliException;

/** Reads the public key of an app that signs with a key of its own (contract, section 2). */
final class PublicKeyFile {
  private PublicKeyFile() {}

  /**
   * The key: RSA of 2048 bits or more, for RS256, or EC on P-256, for ES256.
   *
   * @throws CliException if it is anything else; a private key is refused, not stripped, because it
   *     should not be here
   */
  static SigningKey read(Path file) {
    String text = text(file);
    PublicKeys.rule()
        .objection(text)
        .ifPresent(
            reason -> {
              throw new CliException(file + " is no public key for RS256 or ES256: " + reason);
            });
    try {
      return new SigningKey.PublicKey(JWK.parse(text).toJSONString());
    } catch (ParseException e) {
      throw new IllegalStateException("the rule takes what can be parsed alone", e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new CliException(file + " cannot be read: check the name of the public key's file", e);
    }
  }
}
