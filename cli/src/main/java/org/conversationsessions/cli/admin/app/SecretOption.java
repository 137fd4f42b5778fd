package org.conversationsessions.cli.admin.app;

import java.nio.charset.StandardCharsets;
import org.conversationsessions.cli.CliException;
import org.conversationsessions.cli.CommandContext;
import org.conversationsessions.cli.IdentifierGenerator;
import org.conversationsessions.cli.SecretInput;
import picocli.CommandLine.Option;

/** The option to supply an existing secret instead of a generated one. */
final class SecretOption {
  private static final int MIN_BYTES = 32;
  private static final int MAX_BYTES = 512;

  @Option(
      names = "--secret-stdin",
      description =
          "Read the app's secret from the first line of standard input, for example the secret that"
              + " it has at Kore.ai: "
              + MIN_BYTES
              + " to "
              + MAX_BYTES
              + " bytes. Default: a new random secret.")
  private boolean fromInput;

  SecretOption() {}

  boolean isGiven() {
    return fromInput;
  }

  /**
   * Returns the secret, read or generated.
   *
   * @throws CliException if HS256 cannot use it (RFC 7518, section 3.2); the message does not hold
   *     it
   */
  String secret(CommandContext context) {
    if (!fromInput) {
      return new IdentifierGenerator(context.random()).secret();
    }
    String secret = SecretInput.firstLine(context);
    int bytes = secret.getBytes(StandardCharsets.UTF_8).length;
    if (bytes < MIN_BYTES || bytes > MAX_BYTES) {
      throw new CliException(
          "the secret on standard input has %d bytes: HS256 needs %d to %d (RFC 7518)"
              .formatted(bytes, MIN_BYTES, MAX_BYTES));
    }
    return secret;
  }
}
