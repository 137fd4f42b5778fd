package org.conversationsessions.api.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.conversationsessions.domain.conversation.ActivityEvent;
import org.conversationsessions.domain.message.MessageAuthor;
import org.conversationsessions.domain.message.MessageContent;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.session.Tag;
import org.conversationsessions.json.Bytes;
import org.conversationsessions.json.Json;
import org.conversationsessions.json.Json.JsonObject;
import org.conversationsessions.json.JsonReader;
import org.conversationsessions.json.JsonReader.Parsed;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The fields of an activity event, and the error of an invalid one (contract, sections 3 and 6).
 */
class ActivityReaderTest {
  private static final BotId BOT = new BotId("st-1");
  private static final Instant NOW = Instant.parse("2024-03-05T10:00:00Z");

  @Test
  void anInvalidEventsIdentifierIsReturnedWholeIfItIsValid() {
    String longest = "😀".repeat(128);
    assertThat(idOf(Map.of("eventId", longest))).contains(longest);
    assertThat(idOf(Map.of("eventId", longest + "x"))).contains("😀".repeat(79) + "…");
    assertThat(idOf(Map.of())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"eventId", "userId", "channel", "intent", "task"})
  void aDamagedIdentifierIsRejectedByName(String field) {
    Map<String, String> fields = new HashMap<>(sound());
    fields.put(field, "x\ud83d");
    assertThat(errorOf(JsonObject.ofTexts(fields))).startsWith(field + ": holds a lone surrogate");
    fields.put(field, "x\ufffd");
    assertThat(errorOf(JsonObject.ofTexts(fields))).startsWith(field + ": holds a lone surrogate");
  }

  @Test
  void aDamagedTagNameIsRejectedAndADamagedTagValueIsNot() {
    assertThat(errorOf(tagged("n\ud83d", "v")))
        .startsWith("tags.user[0].name: holds a lone surrogate");
    assertThat(errorOf(tagged("n", "v\ud83d"))).isEqualTo("valid");
  }

  @Test
  void aDamagedEventIdIsNotReturned() {
    Map<String, String> fields = new HashMap<>(sound());
    fields.put("eventId", "e\ud83d");
    assertThat(idOf(fields)).isEmpty();
    fields.put("eventId", "e");
    fields.put("userId", "u\ud83d");
    assertThat(idOf(fields)).contains("e");
  }

  @Test
  void theErrorOfAnUnknownTypeListsTheTypes() {
    Map<String, String> fields = new HashMap<>(sound());
    fields.put("type", "greeting");
    assertThat(errorOf(JsonObject.ofTexts(fields)))
        .startsWith("type: must be one of agentMessage, agentTransfer, ")
        .endsWith("; it is \"greeting\"");
    fields.remove("type");
    assertThat(errorOf(JsonObject.ofTexts(fields))).isEqualTo("type: is missing");
  }

  @Test
  void whatAMessageSaysIsRead() {
    assertThat(
            content(
                """
                "type": "agentMessage", "text": "hi", "transient": true, "task": "Book",
                "agent": {"id": "a-1", "firstName": "Ada", "lastName": ""},
                "tags": {"message": [{"name": "mood", "value": "fine"}]}\
                """))
        .isEqualTo(
            new MessageContent(
                "hi",
                true,
                Optional.of("Book"),
                Optional.of(new MessageAuthor("a-1", Optional.of("Ada"), Optional.of(""))),
                List.of(new Tag("mood", "fine"))));
    assertThat(content("\"type\": \"userMessage\"")).isEqualTo(MessageContent.NONE);
    // Only an agent's message has an agent, so on others it is one of the ignored fields.
    assertThat(content("\"type\": \"botMessage\", \"agent\": 7")).isEqualTo(MessageContent.NONE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"transient\": \"yes\" | transient: ",
        "\"transient\": null | valid",
        "\"agent\": \"a-1\" | agent: ",
        "\"agent\": {} | agent.id: is missing",
        "\"agent\": {\"id\": \"\"} | agent.id: ",
        "\"agent\": {\"id\": 1} | agent.id: ",
        "\"agent\": {\"id\": \"a\", \"firstName\": 1} | agent.firstName: ",
        "\"agent\": {\"id\": \"a\", \"lastName\": {}} | agent.lastName: ",
        "\"tags\": {\"message\": {}} | tags.message: ",
        "\"tags\": {\"message\": [1]} | tags.message[0]: ",
        "\"tags\": {\"message\": [{\"name\": \"n\"}]} | tags.message[0].value: is missing",
        "\"tags\": {\"message\": [{\"value\": \"v\"}]} | tags.message[0].name: is missing",
      })
  void aWrongFieldOfAMessageIsNamed(String fields, String error) {
    assertThat(errorOf(agentMessage(fields))).startsWith(error);
  }

  @Test
  void namesOfAgentsHave128CharactersAndAMessageHasTenTags() {
    String most = "x".repeat(128);
    String name = "\"agent\": {\"id\": \"%s\", \"firstName\": \"%s\", \"lastName\": \"%s\"}";
    assertThat(errorOf(agentMessage(name.formatted(most, most, most)))).isEqualTo("valid");
    assertThat(errorOf(agentMessage(name.formatted(most + "x", most, most))))
        .startsWith("agent.id: ");
    assertThat(errorOf(agentMessage(name.formatted(most, most + "x", most))))
        .startsWith("agent.firstName: ");
    assertThat(errorOf(agentMessage(name.formatted(most, most, most + "x"))))
        .startsWith("agent.lastName: ");
    String tag = "{\"name\": \"n\", \"value\": \"v\"},";
    assertThat(errorOf(agentMessage(messageTags(tag.repeat(10))))).isEqualTo("valid");
    assertThat(errorOf(agentMessage(messageTags(tag.repeat(11))))).startsWith("tags.message: ");
  }

  private static String messageTags(String tags) {
    return "\"tags\": {\"message\": [" + tags.substring(0, tags.length() - 1) + "]}";
  }

  private static MessageContent content(String fields) {
    return ActivityReader.readEvent(event(fields), BOT, NOW, NOW)
            instanceof ParsedEvent.Valid(ActivityEvent event)
        ? event.content()
        : fail(errorOf(event(fields)));
  }

  private static Json agentMessage(String fields) {
    return event("\"type\": \"agentMessage\", " + fields);
  }

  private static Json event(String fields) {
    String text = "{\"eventId\": \"e\", \"userId\": \"ann\", \"channel\": \"rtm\", " + fields + "}";
    return JsonReader.read(Bytes.utf8(text)) instanceof Parsed.Value(Json json)
        ? json
        : fail("no JSON: " + text);
  }

  private static Map<String, String> sound() {
    return Map.of("eventId", "e", "type", "userMessage", "userId", "ann", "channel", "rtm");
  }

  private static JsonObject tagged(String name, String value) {
    Map<String, Json> members = new HashMap<>(JsonObject.ofTexts(sound()).members());
    JsonObject tag = JsonObject.ofTexts(Map.of("name", name, "value", value));
    members.put("tags", new JsonObject(Map.of("user", new Json.JsonArray(List.of(tag)))));
    return new JsonObject(members);
  }

  private static String errorOf(Json event) {
    return ActivityReader.readEvent(event, BOT, NOW, NOW) instanceof ParsedEvent.Invalid invalid
        ? invalid.error().msg().replace("Validation errors/ Invalid arguments: ", "")
        : "valid";
  }

  @Test
  void theFutureBeginsNowEvenIfTheEventArrivedEarlier() {
    Instant hourAgo = NOW.minusSeconds(3600);
    assertThat(timeOf("2024-03-05T10:05:00Z", hourAgo)).contains(NOW.plusSeconds(300));
    assertThat(timeOf("2024-03-05T10:05:00.001Z", hourAgo)).isEmpty();
    assertThat(timeOf(null, hourAgo)).contains(hourAgo);
  }

  private static Optional<Instant> timeOf(@Nullable String timestamp, Instant arrival) {
    Map<String, String> fields = new HashMap<>();
    fields.put("eventId", "e");
    fields.put("type", "userMessage");
    fields.put("userId", "ann");
    fields.put("channel", "rtm");
    if (timestamp != null) {
      fields.put("timestamp", timestamp);
    }
    return ActivityReader.readEvent(JsonObject.ofTexts(fields), BOT, arrival, NOW)
            instanceof ParsedEvent.Valid(ActivityEvent event)
        ? Optional.of(event.timestamp())
        : Optional.empty();
  }

  private static Optional<String> idOf(Map<String, String> fields) {
    Json event = JsonObject.ofTexts(fields);
    return ActivityReader.readEvent(event, BOT, NOW, NOW) instanceof ParsedEvent.Invalid invalid
        ? invalid.eventId()
        : Optional.of("valid");
  }
}
