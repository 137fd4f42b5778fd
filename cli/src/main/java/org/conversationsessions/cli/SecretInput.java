package org.conversationsessions.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** Reads a secret from standard input, which no other process of this machine can see. */
public final class SecretInput {
  private SecretInput() {}

  /**
   * Reads the first line and strips white space from both ends; empty if there is no line.
   *
   * @throws CliException if standard input cannot be read
   */
  public static String firstLine(CommandContext context) {
    try {
      BufferedReader reader =
          new BufferedReader(new InputStreamReader(context.in(), StandardCharsets.UTF_8));
      String line = reader.readLine();
      return line == null ? "" : line.strip();
    } catch (IOException e) {
      throw new CliException(
          "the secret cannot be read from standard input: pipe it in, or redirect a file", e);
    }
  }
}
