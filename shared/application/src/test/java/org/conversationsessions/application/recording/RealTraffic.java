package org.conversationsessions.application.recording;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * Recorded conversations of real people and the expected sessions, if they are available next to
 * the checkout.
 */
public final class RealTraffic {
  private static final JsonMapper JSON = new JsonMapper();

  private RealTraffic() {}

  /** Returns the folder with the recordings, which may not exist. */
  public static Path folder() {
    return Path.of(System.getProperty("project.root")).resolve("../shared/data").normalize();
  }

  /** Returns whether the recordings exist, and prints a line if they do not. */
  public static boolean isThere() {
    boolean there = Files.exists(events());
    if (!there) {
      System.out.println("No recorded traffic at " + folder() + ": the tests on it are skipped.");
    }
    return there;
  }

  /** Returns the file of activity events, one per line. */
  public static Path events() {
    return folder().resolve("ubuntu-irc.jsonl.gz");
  }

  /** Returns the file of the expected closed sessions, one per line. */
  public static Path sessions() {
    return folder().resolve("ubuntu-irc.expected-sessions.jsonl.gz");
  }

  /** Reads the lines of a compressed file as JSON. */
  public static List<JsonNode> read(Path file) {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      return lines.lines().map(RealTraffic::parse).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode parse(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
