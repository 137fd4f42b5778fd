package org.conversationsessions.local.cli;

import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * What a command works with besides its arguments.
 *
 * @param root the checkout's folder
 * @param in standard input
 * @param out standard output: results alone, so that a script can use them
 * @param err standard error: errors, hints and progress
 * @param clock the time of day, for tokens
 * @param random the source of identifiers and secrets; must be one that nobody can foretell
 * @param columns the width of the terminal that standard error is; 0 if it is none
 */
public record Surroundings(
    Path root,
    InputStream in,
    PrintWriter out,
    PrintWriter err,
    InstantSource clock,
    RandomGenerator random,
    int columns) {
  /**
   * The process's own. The system property {@code project.root} names the checkout (default: the
   * working folder), {@code columns} gives the terminal's width.
   */
  public static Surroundings ofProcess() {
    return new Surroundings(
        Path.of(System.getProperty("project.root", "")).toAbsolutePath(),
        System.in,
        new PrintWriter(System.out, true, StandardCharsets.UTF_8),
        new PrintWriter(System.err, true, StandardCharsets.UTF_8),
        InstantSource.system(),
        new SecureRandom(),
        Integer.getInteger("columns", 0));
  }

  /** Where {@code bin/local} leaves the demo accounts' credentials. */
  public Path credentialsFile() {
    return home().resolve("credentials.json");
  }

  /** Where {@code bin/local} keeps its files, unless told to keep its data elsewhere. */
  public Path home() {
    return root.resolve(".local");
  }
}
