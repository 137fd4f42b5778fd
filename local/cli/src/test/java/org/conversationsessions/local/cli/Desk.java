package org.conversationsessions.local.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;
import java.util.function.Function;
import picocli.CommandLine;

/**
 * A place to run commands in: a checkout's folder, standard input, and what was said on each
 * output.
 */
public final class Desk {
  /** The time of day, always. */
  public static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private final Path root;
  private byte[] input = {};
  private String out = "";
  private String err = "";
  private long seed = 1;

  public Desk(Path root) {
    this.root = root;
  }

  /** What the next command reads. */
  public Desk input(String text) {
    input = text.getBytes(StandardCharsets.UTF_8);
    return this;
  }

  /** Runs a command and gives its exit status. */
  public int run(Function<Surroundings, CommandLine> command, String... args) {
    StringWriter said = new StringWriter();
    StringWriter complained = new StringWriter();
    Surroundings surroundings =
        new Surroundings(
            root,
            new ByteArrayInputStream(input),
            new PrintWriter(said, true),
            new PrintWriter(complained, true),
            InstantSource.fixed(NOW),
            // Foreseeable, and another one for each command.
            new Random(seed++),
            0);
    int status = command.apply(surroundings).execute(args);
    out = said.toString();
    err = complained.toString();
    return status;
  }

  /** Standard output of the last command, without the last line's end. */
  public String out() {
    return out.strip();
  }

  /** Standard error of the last command, without the last line's end. */
  public String err() {
    return err.strip();
  }

  public Path root() {
    return root;
  }

  /** Writes a file below the checkout's folder. */
  public Path write(String name, String text) {
    try {
      Path file = root.resolve(name);
      Files.createDirectories(file.getParent());
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes credentials as bin/local does: two accounts, their bots and apps. */
  public Desk withCredentials(String url, String dynamodbUrl) {
    write(
        ".local/credentials.json",
        """
        {"url":"%s","dynamodbUrl":"%s","more":1,"accounts":[
          {"account":"one","bots":["st-1","st-2","st-3"],"apps":[
            {"appId":"cs-builder","secret":"%s","kind":"builder","bots":["st-1","st-2"],
             "scopes":["bot_sessions:read","bot_sessions:write"]},
            {"appId":"cs-idle","secret":"%s","kind":"builder","bots":["st-1"],"scopes":[]},
            {"appId":"cs-admin","secret":"%s","kind":"admin","bots":[],
             "scopes":["bot_sessions:read","bot_sessions:write"]}]},
          {"account":"two","bots":["st-4"],"apps":[]}]}
        """
            .formatted(url, dynamodbUrl, secret("b"), secret("i"), secret("a")));
    return this;
  }

  /** The secret of the app whose name starts with this letter. */
  public static String secret(String letter) {
    return letter.repeat(48);
  }
}
