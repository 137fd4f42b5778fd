package org.conversationsessions.api.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.conversationsessions.api.fields.FieldReader;
import org.conversationsessions.api.fields.ParseResult;
import org.conversationsessions.api.http.ApiError;
import org.conversationsessions.api.http.HttpRequest;
import org.conversationsessions.domain.Edit;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.state.StateChange;
import org.conversationsessions.domain.state.StateChange.NewProfile;
import org.conversationsessions.domain.state.StateChange.NewVariable;
import org.conversationsessions.json.Bytes;
import org.conversationsessions.json.JsonReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StateRequestTest {
  private static final BotId BOT = new BotId("st-1");

  @Test
  void theQueryNamesTheConversation() {
    assertThat(conversation(Map.of("userId", "a@b.c", "channel", "rtm", "x", "y")))
        .isEqualTo(new ParseResult.Value<>(new ConversationKey(BOT, "a@b.c", "rtm")));
    String longest = "😀".repeat(256);
    assertThat(conversation(Map.of("userId", longest, "channel", "c".repeat(64))))
        .isEqualTo(new ParseResult.Value<>(new ConversationKey(BOT, longest, "c".repeat(64))));
  }

  @Test
  void userIdAndChannelAreRequiredAndLimitedInLength() {
    assertThat(conversation(Map.of("channel", "rtm"))).isEqualTo(refused("userId", "is missing"));
    assertThat(conversation(Map.of("userId", "u"))).isEqualTo(refused("channel", "is missing"));
    for (String wrong : List.of("", "x".repeat(257))) {
      assertThat(conversation(Map.of("userId", wrong, "channel", "rtm")))
          .isEqualTo(refused("userId", "must be a string of 1 to 256 characters"));
    }
    for (String wrong : List.of("", "x".repeat(65))) {
      assertThat(conversation(Map.of("userId", "u", "channel", wrong)))
          .isEqualTo(refused("channel", "must be a string of 1 to 64 characters"));
    }
  }

  @Test
  void damagedIdentifiersAreRejectedByName() {
    assertRefused(conversation(Map.of("userId", "\ud800", "channel", "c")), "userId: holds ");
    assertRefused(conversation(Map.of("userId", "u", "channel", "\ufffd")), "channel: holds ");
    for (String part : List.of("variables", "authProfiles")) {
      String body = "{\"%s\":{\"a\ufffd\":null}}".formatted(part);
      assertRefused(
          FieldReader.read(
              JsonReader.read(Bytes.utf8(body)).object().orElseThrow(), StateRequest::change),
          part + ": a name holds ");
    }
  }

  private static void assertRefused(ParseResult<?> read, String reason) {
    assertThat(read)
        .isInstanceOfSatisfying(
            ParseResult.Refused.class,
            refused ->
                assertThat(refused.error().msg())
                    .startsWith("Validation errors/ Invalid arguments: " + reason));
  }

  @Test
  void valuesThatTheBodyDoesNotNameStay() {
    for (String body :
        List.of(
            "{}",
            "{\"foo\":1,\"token\":null}",
            "{\"variables\":{},\"authProfiles\":{}}",
            "{\"variables\":null,\"authProfiles\":null}")) {
      assertThat(change(body)).isEqualTo(NOTHING);
    }
  }

  @Test
  void variablesAreSetWithAndWithoutATimeToLiveAndRemoved() {
    StateChange change =
        change(
            """
            {"variables": {"z": {"value": {"b": 1.0, "a": [ ]}}, "gone": null, "nil": {"value": null},
            "t": {"value": "x", "ttlMinutes": 525600}, "s": {"ttlMinutes": "1", "value": 2, "foo": 3},
            "n": {"value": true, "ttlMinutes": null}}}\
            """);

    assertThat(change.variables())
        .containsExactly(
            Map.entry("z", put("{\"b\":1.0,\"a\":[]}", Optional.empty())),
            Map.entry("gone", new Edit.Drop<>()),
            Map.entry("nil", put("null", Optional.empty())),
            Map.entry("t", put("\"x\"", Optional.of(Duration.ofMinutes(525_600)))),
            Map.entry("s", put("2", Optional.of(Duration.ofMinutes(1)))),
            Map.entry("n", put("true", Optional.empty())));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          1                         | variables.v            | must be an object
          "x"                       | variables.v            | must be an object
          []                        | variables.v            | must be an object
          {}                        | variables.v.value      | is missing
          {"ttlMinutes":1}          | variables.v.value      | is missing
          {"value":1,"ttlMinutes":0}      | variables.v.ttlMinutes | must be an integer from 1 to 525600
          {"value":1,"ttlMinutes":525601} | variables.v.ttlMinutes | must be an integer from 1 to 525600
          {"value":1,"ttlMinutes":1.5}    | variables.v.ttlMinutes | must be an integer from 1 to 525600
          {"value":1,"ttlMinutes":"x"}    | variables.v.ttlMinutes | must be an integer from 1 to 525600
          {"value":1,"ttlMinutes":{}}     | variables.v.ttlMinutes | must be an integer from 1 to 525600
          """)
  void anInvalidVariableIsRejected(String variable, String field, String why) {
    assertThat(read("{\"variables\":{\"v\":" + variable + "}}")).isEqualTo(refused(field, why));
  }

  @Test
  void namesHaveOneTo128Characters() {
    for (String part : List.of("variables", "authProfiles")) {
      String longest = "😀".repeat(128);
      assertThat(read("{\"" + part + "\":{\"" + longest + "\":null}}"))
          .isInstanceOf(ParseResult.Value.class);
      for (String name : List.of("", longest + "x")) {
        assertThat(read("{\"" + part + "\":{\"" + name + "\":null}}"))
            .isEqualTo(refused(part, "a name must have 1 to 128 characters"));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "\"x\"", "[]", "true"})
  void variablesAndProfilesAreObjects(String other) {
    for (String part : List.of("variables", "authProfiles")) {
      assertThat(read("{\"" + part + "\":" + other + "}"))
          .isEqualTo(refused(part, "must be an object"));
    }
  }

  @Test
  void profilesAreTokensAndCanBeRemoved() {
    String longest = "t".repeat(16_384);
    assertThat(change("{\"authProfiles\":{\"p\":\"" + longest + "\",\"gone\":null}}").profiles())
        .containsExactly(
            Map.entry("p", new Edit.Put<>(new NewProfile(longest))),
            Map.entry("gone", new Edit.Drop<>()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"\"", "7", "true", "[\"s3cret\"]", "{\"token\":\"s3cret\"}", "LONG"})
  void anInvalidProfileIsRejectedWithoutQuotingIt(String profile) {
    String given = profile.equals("LONG") ? "\"" + "s3cret".repeat(2731) + "\"" : profile;
    assertThat(read("{\"authProfiles\":{\"p\":" + given + "}}"))
        .isEqualTo(refused("authProfiles.p", "must be a string of 1 to 16384 characters"));
  }

  @Test
  void allOtherPartsAreSetAndCleared() {
    StateChange set =
        change(
            """
            {"dialogContext": {"node": 1e400}, "currentTags": [{"tags": []}], "historicTags": [1, [ ], null, "x"],
            "sentiment": false}\
            """);
    assertThat(set.dialogContext()).isEqualTo(new Edit.Put<>("{\"node\":1e400}"));
    assertThat(set.currentTags()).isEqualTo(new Edit.Put<>("[{\"tags\":[]}]"));
    assertThat(set.historicTags()).isEqualTo(new Edit.Put<>(List.of("1", "[]", "null", "\"x\"")));
    assertThat(set.sentiment()).isEqualTo(new Edit.Put<>("false"));
    assertThat(change("{\"currentTags\":{\"a\":1}}").currentTags())
        .isEqualTo(new Edit.Put<>("{\"a\":1}"));

    StateChange cleared =
        change(
            "{\"dialogContext\":null,\"currentTags\":null,\"historicTags\":null,\"sentiment\":null}");
    for (Edit<?> edit :
        List.of(
            cleared.dialogContext(),
            cleared.currentTags(),
            cleared.historicTags(),
            cleared.sentiment())) {
      assertThat(edit).isEqualTo(new Edit.Drop<>());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "\"x\"", "true"})
  void currentTagsAreAnArrayOrAnObjectAndHistoricOnesAnArray(String other) {
    assertThat(read("{\"currentTags\":" + other + "}"))
        .isEqualTo(refused("currentTags", "must be an array or an object"));
    assertThat(read("{\"historicTags\":" + other + "}"))
        .isEqualTo(refused("historicTags", "must be an array"));
    assertThat(read("{\"historicTags\":{}}"))
        .isEqualTo(refused("historicTags", "must be an array"));
  }

  @Test
  void theLastOfTwoMembersWins() {
    StateChange change =
        change(
            "{\"sentiment\":1,\"variables\":{\"v\":null,\"v\":{\"value\":3,\"value\":2}},\"sentiment\":2}");

    assertThat(change.sentiment()).isEqualTo(new Edit.Put<>("2"));
    assertThat(change.variables()).containsExactly(Map.entry("v", put("2", Optional.empty())));
  }

  private static final StateChange NOTHING =
      new StateChange(
          Map.of(),
          Map.of(),
          new Edit.Keep<>(),
          new Edit.Keep<>(),
          new Edit.Keep<>(),
          new Edit.Keep<>());

  private static Edit<NewVariable> put(String json, Optional<Duration> ttl) {
    return new Edit.Put<>(new NewVariable(json, ttl));
  }

  private static ParseResult<ConversationKey> conversation(Map<String, String> query) {
    return StateRequest.conversation(
        new HttpRequest("GET", "/", Map.of(), query, Map.of(), Bytes.EMPTY, "id-1"), BOT);
  }

  private static StateChange change(String body) {
    return ((ParseResult.Value<StateChange>) read(body)).value();
  }

  private static ParseResult<StateChange> read(String body) {
    return FieldReader.read(
        JsonReader.read(Bytes.utf8(body)).object().orElseThrow(), StateRequest::change);
  }

  private static <T> ParseResult<T> refused(String field, String why) {
    return new ParseResult.Refused<>(ApiError.invalidArguments(field, why));
  }
}
