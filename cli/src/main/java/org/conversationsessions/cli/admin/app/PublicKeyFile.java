package org.conversationsessions.cli.admin.app;

import com.nimbusds.jose.jwk.JWK;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import org.conversationsessions.api.token.PublicKeys;
import org.conversationsessions.cli.CliException;
import org.conversationsessions.domain.registry.SigningKey;

/** Reads the public key of an app that signs with its own key pair (contract, section 2). */
final class PublicKeyFile {
  private PublicKeyFile() {}

  /**
   * Reads a JSON Web Key: RSA of at least 2048 bits, for RS256, or EC on P-256, for ES256.
   *
   * @throws CliException if the file holds anything else; a private key is refused rather than
   *     stripped, because it does not belong on this machine
   */
  static SigningKey read(Path file) {
    String text = text(file);
    PublicKeys.rule()
        .findProblem(text)
        .ifPresent(
            reason -> {
              throw new CliException(file + " is not a public key for RS256 or ES256: " + reason);
            });
    try {
      return new SigningKey.PublicKey(JWK.parse(text).toJSONString());
    } catch (ParseException e) {
      throw new IllegalStateException("the rule accepts only keys that can be parsed", e);
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
