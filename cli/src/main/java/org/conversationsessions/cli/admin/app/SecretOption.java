package org.conversationsessions.cli.admin.app;

import org.conversationsessions.cli.CliException;
import org.conversationsessions.cli.CommandContext;
import org.conversationsessions.cli.IdentifierGenerator;
import org.conversationsessions.cli.SecretInput;
import picocli.CommandLine.Option;

/** The option to supply an existing secret instead of a generated one. */
final class SecretOption {
  @Option(
      names = "--secret-stdin",
      description =
          "Read the app's secret from the first line of standard input, for example the secret that"
              + " it has at Kore.ai: "
              + SecretInput.MIN_BYTES
              + " to "
              + SecretInput.MAX_BYTES
              + " bytes. Default: a new random secret.")
  private boolean fromInput;

  SecretOption() {}

  boolean isGiven() {
    return fromInput;
  }

  /**
   * Returns the secret, read or generated.
   *
   * @throws CliException if HS256 cannot use it; the message does not hold it
   */
  String secret(CommandContext context) {
    return fromInput
        ? SecretInput.appSecret(context)
        : new IdentifierGenerator(context.random()).secret();
  }
}
