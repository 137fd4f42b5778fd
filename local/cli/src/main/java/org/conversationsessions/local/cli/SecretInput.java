package org.conversationsessions.local.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** Reads a secret from standard input, where no other process of this machine sees it. */
public final class SecretInput {
  private SecretInput() {}

  /**
   * The first line, without the white space around it; empty if there is none.
   *
   * @throws CliException if standard input cannot be read
   */
  public static String firstLine(Surroundings surroundings) {
    try {
      BufferedReader reader =
          new BufferedReader(new InputStreamReader(surroundings.in(), StandardCharsets.UTF_8));
      String line = reader.readLine();
      return line == null ? "" : line.strip();
    } catch (IOException e) {
      throw new CliException("the secret cannot be read from standard input", e);
    }
  }
}
