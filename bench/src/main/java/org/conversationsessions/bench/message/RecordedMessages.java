package org.conversationsessions.bench.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.conversationsessions.cli.CliException;
import org.conversationsessions.domain.conversation.ActivityEvent;
import org.conversationsessions.domain.conversation.ActivityType;
import org.conversationsessions.domain.message.MessageContent;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.Tags;

/** Recorded message events: JSON lines, packed with gzip. An event without text gets one. */
final class RecordedMessages {
  /** The recording in the repository, relative to its folder. */
  static final Path IN_REPOSITORY =
      Path.of("shared/application/src/test/resources/irc/events.jsonl.gz");

  private static final JsonMapper JSON = new JsonMapper();

  private RecordedMessages() {}

  /**
   * Reads events.
   *
   * @param bot whose events they become
   * @param limit the most events
   */
  static List<ActivityEvent> read(Path file, BotId bot, int limit) {
    MadeUpTexts texts = new MadeUpTexts(new Random(1));
    List<ActivityEvent> events = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine();
          line != null && events.size() < limit;
          line = lines.readLine()) {
        events.add(event(JSON.readTree(line), bot, texts));
      }
    } catch (IOException e) {
      throw new CliException(file + " cannot be read as a recording: " + e.getMessage(), e);
    }
    return events;
  }

  private static ActivityEvent event(JsonNode line, BotId bot, MadeUpTexts texts) {
    return new ActivityEvent(
        line.required("eventId").asText(),
        new ConversationKey(
            bot, line.required("userId").asText(), line.required("channel").asText()),
        ActivityType.ofWire(line.required("type").asText()).orElseThrow(),
        Instant.parse(line.required("timestamp").asText()),
        Optional.empty(),
        Optional.empty(),
        false,
        false,
        false,
        Tags.NONE,
        saying(line.path("text").asText(texts.next())));
  }

  /** Returns the content of a message with this text. */
  static MessageContent saying(String text) {
    return new MessageContent(text, false, Optional.empty(), Optional.empty(), List.of());
  }
}
