package org.conversationsessions.local.cli.admin;

import java.nio.charset.StandardCharsets;
import org.conversationsessions.local.cli.CliException;
import org.conversationsessions.local.cli.SecretInput;
import org.conversationsessions.local.cli.Surroundings;
import picocli.CommandLine.Option;

/** The option to bring a secret along instead of having one made. */
final class SecretOption {
  private static final int MIN_BYTES = 32;
  private static final int MAX_BYTES = 512;

  @Option(
      names = "--secret-stdin",
      description =
          "Take its secret from the first line of standard input, such as the one that it has at"
              + " Kore.ai: "
              + MIN_BYTES
              + " to "
              + MAX_BYTES
              + " bytes. Default: a new one.")
  private boolean fromInput;

  SecretOption() {}

  boolean isGiven() {
    return fromInput;
  }

  /**
   * The secret.
   *
   * @throws CliException if HS256 cannot use it (RFC 7518, section 3.2); the message does not hold
   *     it
   */
  String secret(Surroundings surroundings) {
    if (!fromInput) {
      return new NewNames(surroundings.random()).secret();
    }
    String secret = SecretInput.firstLine(surroundings);
    int bytes = secret.getBytes(StandardCharsets.UTF_8).length;
    if (bytes < MIN_BYTES || bytes > MAX_BYTES) {
      throw new CliException(
          "the secret on standard input has %d bytes: HS256 needs %d to %d (RFC 7518)"
              .formatted(bytes, MIN_BYTES, MAX_BYTES));
    }
    return secret;
  }
}
