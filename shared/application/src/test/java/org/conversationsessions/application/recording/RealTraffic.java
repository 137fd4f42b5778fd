package org.conversationsessions.application.recording;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/**
 * Recorded conversations of real people, and the sessions that they make with the default settings.
 * {@code src/test/resources/irc} has some days of them; {@code -Dtraffic.folder=DIR} reads another
 * recording of the same form.
 */
public final class RealTraffic {
  private static final JsonMapper JSON = new JsonMapper();

  private RealTraffic() {}

  /** Returns the activity events, in time order per day. */
  public static List<JsonNode> events() {
    return read("events.jsonl.gz");
  }

  /** Returns the expected closed sessions. */
  public static List<JsonNode> sessions() {
    return read("expected-sessions.jsonl.gz");
  }

  private static List<JsonNode> read(String name) {
    try (InputStream file = open(name);
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(new GZIPInputStream(file), StandardCharsets.UTF_8))) {
      return lines.lines().map(RealTraffic::parse).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream open(String name) throws IOException {
    String folder = System.getProperty("traffic.folder");
    return folder == null
        ? Objects.requireNonNull(RealTraffic.class.getResourceAsStream("/irc/" + name))
        : Files.newInputStream(Path.of(folder, name));
  }

  private static JsonNode parse(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
