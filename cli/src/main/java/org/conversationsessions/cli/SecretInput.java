package org.conversationsessions.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** Reads a secret from standard input, which no other process of this machine can see. */
public final class SecretInput {
  /** The shortest secret of HS256, in bytes (RFC 7518, section 3.2). */
  public static final int MIN_BYTES = 32;

  /** The longest secret that is taken, in bytes. */
  public static final int MAX_BYTES = 512;

  private SecretInput() {}

  /**
   * Reads an app's existing secret from the first line.
   *
   * @throws CliException if HS256 cannot use it; the message does not hold it
   */
  public static String appSecret(CommandContext context) {
    String secret = firstLine(context);
    int bytes = secret.getBytes(StandardCharsets.UTF_8).length;
    if (bytes < MIN_BYTES || bytes > MAX_BYTES) {
      throw new CliException(
          "the secret on standard input has %d bytes: HS256 needs %d to %d (RFC 7518)"
              .formatted(bytes, MIN_BYTES, MAX_BYTES));
    }
    return secret;
  }

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
