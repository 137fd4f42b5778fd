package org.conversationsessions.cli;

import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * Everything that a command uses besides its arguments.
 *
 * @param root the checkout's folder
 * @param in standard input
 * @param out standard output: results only, so that scripts can use them
 * @param err standard error: errors, hints and progress
 * @param clock the current time
 * @param random the source of identifiers and secrets; must be unpredictable
 * @param columns the width of the terminal on standard error; 0 if that is not a terminal
 */
public record CommandContext(
    Path root,
    InputStream in,
    PrintWriter out,
    PrintWriter err,
    InstantSource clock,
    RandomGenerator random,
    int columns) {
  /**
   * Returns the context of this process. The system property {@code project.root} names the
   * checkout (default: the working folder), {@code columns} the terminal's width.
   */
  public static CommandContext ofProcess() {
    return new CommandContext(
        Path.of(System.getProperty("project.root", "")).toAbsolutePath(),
        System.in,
        new PrintWriter(System.out, true, StandardCharsets.UTF_8),
        new PrintWriter(System.err, true, StandardCharsets.UTF_8),
        InstantSource.system(),
        new SecureRandom(),
        Integer.getInteger("columns", 0));
  }

  /** Returns the file to which {@code bin/local} writes the demo accounts' credentials. */
  public Path credentialsFile() {
    return home().resolve("credentials.json");
  }

  /** Returns the folder in which {@code bin/local} keeps its files by default. */
  public Path home() {
    return root.resolve(".local");
  }
}
