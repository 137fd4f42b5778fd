package org.conversationsessions.local.cli.admin;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import org.conversationsessions.domain.registry.SigningKey;
import org.conversationsessions.local.cli.CliException;

/** Reads the public key of an app that signs with a key of its own (contract, section 2). */
final class PublicKeyFile {
  private static final int MIN_RSA_BITS = 2048;

  private PublicKeyFile() {}

  /**
   * The key: RSA of 2048 bits or more, for RS256, or EC on P-256, for ES256.
   *
   * @throws CliException if it is anything else; a private key is refused, not stripped, because it
   *     should not be here
   */
  static SigningKey read(Path file) {
    JWK jwk = parse(file);
    if (jwk.isPrivate()) {
      throw new CliException(
          file + " holds a private key: keep it, and give the public part alone");
    }
    boolean fit =
        switch (jwk) {
          case RSAKey rsa -> rsa.size() >= MIN_RSA_BITS;
          case ECKey ec -> ec.getCurve().equals(Curve.P_256);
          default -> false;
        };
    if (!fit) {
      throw new CliException(
          file
              + " is no key for RS256 or ES256: give an RSA key of 2048 bits or more, or EC on P-256");
    }
    return new SigningKey.PublicKey(jwk.toJSONString());
  }

  private static JWK parse(Path file) {
    try {
      return JWK.parse(Files.readString(file));
    } catch (IOException e) {
      throw new CliException(file + " cannot be read: check the name of the public key's file", e);
    } catch (ParseException e) {
      throw new CliException(file + " is no JSON Web Key: " + e.getMessage(), e);
    }
  }
}
