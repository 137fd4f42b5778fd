package org.conversationsessions.cli;

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
import java.util.function.Function;
import org.conversationsessions.testing.Randoms;
import picocli.CommandLine;

/** Runs commands in a test: with a checkout's folder and an input, and captures their outputs. */
public final class CommandHarness {
  /** The fixed current time. */
  public static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private final Path root;
  private byte[] input = {};
  private String out = "";
  private String err = "";
  private long seed = 1;

  public CommandHarness(Path root) {
    this.root = root;
  }

  /** Sets the standard input of the next command. */
  public CommandHarness input(String text) {
    input = text.getBytes(StandardCharsets.UTF_8);
    return this;
  }

  /** Runs a command and returns its exit status. */
  public int run(Function<CommandContext, CommandLine> command, String... args) {
    StringWriter output = new StringWriter();
    StringWriter errors = new StringWriter();
    CommandContext context =
        new CommandContext(
            root,
            new ByteArrayInputStream(input),
            new PrintWriter(output, true),
            new PrintWriter(errors, true),
            InstantSource.fixed(NOW),
            // Deterministic, with a different seed for each command.
            Randoms.fixed(seed++),
            0);
    int status = command.apply(context).execute(args);
    out = output.toString();
    err = errors.toString();
    return status;
  }

  /** Returns the standard output of the last command, stripped. */
  public String out() {
    return out.strip();
  }

  /** Returns the standard error of the last command, stripped. */
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

  /** Writes credentials as bin/local does: two accounts with bots and apps. */
  public CommandHarness withCredentials(String url, String dynamodbUrl) {
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

  /** Returns the secret of the app whose name starts with this letter. */
  public static String secret(String letter) {
    return letter.repeat(48);
  }
}
