package org.conversationsessions.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.conversationsessions.domain.registry.BotId;

/**
 * What a subscriber of the shared service's bus sees: the file to which every event is appended.
 * Every event of a session is held against its schema.
 */
final class BusEvents {
  private static final Duration MAX_WAIT = Duration.ofSeconds(60);
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  /** The schemas of the events' details, by the events' type. */
  private static final Map<String, Schema> SCHEMAS = new ConcurrentHashMap<>();

  private BusEvents() {}

  /** The events of a bot's sessions so far, in the order in which they came to the bus. */
  static List<JsonNode> of(BotId bot) {
    return of(RunningService.home(), bot);
  }

  /** The same of a service of its own, whose files are in this folder. */
  static List<JsonNode> of(Path home, BotId bot) {
    List<JsonNode> found = new ArrayList<>();
    // Most events are other bots', and parsing them takes long.
    for (String line : lines(home).stream().filter(any -> any.contains(bot.value())).toList()) {
      JsonNode event = Client.json(line.getBytes(StandardCharsets.UTF_8));
      if (event.path("source").asText().equals("conversation.sessions")
          && event.at("/detail/botId").asText().equals(bot.value())) {
        check(event);
        found.add(event);
      }
    }
    return found;
  }

  /** The same, each once whatever was delivered twice: by {@code eventId}. */
  static List<JsonNode> distinct(BotId bot) {
    Map<String, JsonNode> byId = new LinkedHashMap<>();
    of(bot).forEach(event -> byId.putIfAbsent(event.at("/detail/eventId").asText(), event));
    return List.copyOf(byId.values());
  }

  /** Waits until a bot has that many different events. */
  static List<JsonNode> await(BotId bot, int events) {
    long end = System.nanoTime() + MAX_WAIT.toNanos();
    List<JsonNode> found = distinct(bot);
    while (found.size() < events && System.nanoTime() - end < 0) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
      found = distinct(bot);
    }
    assertThat(found).hasSizeGreaterThanOrEqualTo(events);
    return found;
  }

  private static List<String> lines(Path home) {
    Path file = home.resolve("events.jsonl");
    if (!Files.exists(file)) {
      return List.of();
    }
    try {
      String text = Files.readString(file);
      // The last line may be on its way.
      return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void check(JsonNode event) {
    Schema schema = SCHEMAS.computeIfAbsent(event.path("detail-type").asText(), BusEvents::schema);
    assertThat(schema.validate(event.path("detail").toString(), InputFormat.JSON))
        .as(event.toString())
        .isEmpty();
  }

  private static Schema schema(String type) {
    Path file = Path.of(System.getProperty("project.root"), "events", "schemas", type + ".json");
    try {
      return REGISTRY.getSchema(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
