package org.conversationsessions.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.conversationsessions.acceptance.Scene.minutes;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.conversationsessions.domain.registry.Scope;
import org.conversationsessions.testing.Seeded;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What bots keep about conversations (contract, section 10). */
class SessionStateAcceptanceIT {
  private static final Tables TABLES = Tables.of(RunningService.get());
  private static final int MAX_BYTES = 256 * 1024;

  private final Scene scene = Scene.create();
  private final StoredState state = new StoredState(scene.bot(), "u-1", "rtm");

  private void begin() {
    scene.record(Scene.user(Duration.ZERO));
    state.set(StoredState.EVERYTHING);
    assertThat(state.left()).isEqualTo(StoredState.ALL);
  }

  // --------------------------------------------------------------- reading, merging and clearing

  @Test
  void ofAConversationThatNobodySpokeOfNothingIsKept() {
    Answer answer = state.read();
    assertThat(answer.brief()).isEqualTo("200 " + StoredState.NOTHING);
    assertThat(answer.header("content-type")).contains("application/json");
    assertThat(state.clear().brief()).isEqualTo(Expected.SUCCESS);
  }

  @Test
  void aChangeIsAnsweredWithAllThatIsKeptThenAndReadTheSame() {
    Instant before = Instant.now().minusMillis(1);
    Answer answer = state.put(StoredState.EVERYTHING);
    JsonNode shown = answer.json();

    assertThat(answer.status()).isEqualTo(200);
    assertThat(state.read().text()).isEqualTo(answer.text());
    assertThat(shown.path("variables").path("v")).hasToString("{\"value\":1}");
    JsonNode timed = shown.path("variables").path("t");
    assertThat(timed.path("value").asInt()).isEqualTo(2);
    assertThat(timed.path("ttlMinutes").asInt()).isEqualTo(60);
    assertThat(Instant.parse(timed.path("expiresAt").asText()))
        .isBetween(before.plus(minutes(60)), Instant.now().plus(minutes(60)));
    assertThat(shown.path("dialogContext")).hasToString("{\"node\":\"Ask\"}");
    assertThat(shown.path("currentTags")).hasToString("[\"now\"]");
    assertThat(shown.path("historicTags")).hasToString("[[\"a\"],[\"b\"]]");
    assertThat(shown.path("sentiment")).hasToString("{\"joy\":0.5}");
    JsonNode profile = shown.path("authProfiles").path("p");
    assertThat(profile).hasSize(2);
    assertThat(profile.path("createdAt")).isEqualTo(profile.path("updatedAt"));
    assertThat(Instant.parse(profile.path("createdAt").asText())).isBetween(before, Instant.now());
  }

  @Test
  void whatAChangeDoesNotNameStays() {
    state.set(StoredState.EVERYTHING);
    String all = state.read().text();
    assertThat(state.put("{}").brief()).isEqualTo("200 " + all);
    assertThat(state.put("{\"foo\":1,\"variables\":{},\"authProfiles\":null}").text())
        .isEqualTo(all);

    state.set("{\"variables\":{\"w\":{\"value\":3}}}");
    assertThat(state.left()).startsWith("v t w p q context sentiment");
  }

  @Test
  void nullTakesAwayWhatItNames() {
    state.set(StoredState.EVERYTHING);
    state.set("{\"variables\":{\"v\":null,\"unknown\":null},\"authProfiles\":{\"q\":null}}");
    assertThat(state.left()).isEqualTo("t p context sentiment [\"now\"] [[\"a\"],[\"b\"]]");
    state.set("{\"dialogContext\":null,\"sentiment\":null}");
    assertThat(state.left()).isEqualTo("t p [\"now\"] [[\"a\"],[\"b\"]]");
    state.set("{\"currentTags\":null}");
    assertThat(state.left()).isEqualTo("t p [] [[\"a\"],[\"b\"]]");
    state.set("{\"historicTags\":null,\"variables\":{\"t\":null},\"authProfiles\":{\"p\":null}}");
    assertThat(state.read().text()).isEqualTo(StoredState.NOTHING);
  }

  @Test
  void currentAndHistoricTagsChangeEachByItself() {
    state.set(StoredState.EVERYTHING);
    state.set("{\"currentTags\":{\"tags\":[\"new\"]}}");
    assertThat(state.left()).endsWith("{\"tags\":[\"new\"]} [[\"a\"],[\"b\"]]");
    state.set("{\"historicTags\":[1]}");
    assertThat(state.left()).endsWith("{\"tags\":[\"new\"]} [1]");
  }

  @Test
  void aVariableSetAgainWithoutATimeToLiveHasNone() {
    state.set("{\"variables\":{\"t\":{\"value\":1,\"ttlMinutes\":5}}}");
    JsonNode again = state.set("{\"variables\":{\"t\":{\"value\":null}}}");
    assertThat(again.path("variables")).hasToString("{\"t\":{\"value\":null}}");
  }

  @Test
  void aProfileSetAgainKeepsTheDateOfItsCreation() {
    String created =
        state.set("{\"authProfiles\":{\"p\":\"one\"}}").at("/authProfiles/p/createdAt").asText();
    JsonNode again = state.set("{\"authProfiles\":{\"p\":\"two\"}}").at("/authProfiles/p");
    assertThat(again.path("createdAt").asText()).isEqualTo(created);
    assertThat(again.path("updatedAt").asText()).isGreaterThanOrEqualTo(created);
  }

  @Test
  void clearingForgetsAllAndMayBeAskedForAgain() {
    begin();
    assertThat(state.clear().brief()).isEqualTo(Expected.SUCCESS);
    assertThat(state.read().text()).isEqualTo(StoredState.NOTHING);
    assertThat(state.clear().brief()).isEqualTo(Expected.SUCCESS);
    state.set(StoredState.EVERYTHING);
    assertThat(state.left()).isEqualTo(StoredState.ALL);
  }

  @Test
  void changesAndClearingCloseNothing() {
    String session = scene.session(Scene.user(Duration.ZERO));
    state.set(StoredState.EVERYTHING);
    state.clear();
    assertThat(scene.bot().isActive(session)).isTrue();
    assertThat(scene.only().path("noOfMessagesExchanged").asInt()).isEqualTo(1);
  }

  @Test
  void theAliasStreamAndAPostThatStandsForAnotherMethodReachTheSame() {
    String path = state.path().replace("/bot/", "/stream/");
    String token = scene.bot().builder().token();
    String one = "{\"variables\":{\"v\":{\"value\":1}}}";
    assertThat(scene.bot().client().call("PUT", path, token, one).text())
        .isEqualTo(state.read().text());
    for (String at : List.of(path, state.path())) {
      assertThat(overridden(at, "get", "").text()).isEqualTo(state.read().text());
      overridden(at, "PUT", "{\"variables\":{\"w\":{\"value\":2}}}");
      assertThat(state.shown().at("/variables/w/value").asInt()).isEqualTo(2);
      assertThat(overridden(at, "Delete", "").brief()).isEqualTo(Expected.SUCCESS);
      assertThat(state.read().text()).isEqualTo(StoredState.NOTHING);
    }
    assertThat(scene.bot().client().call("POST", path, token, one).brief())
        .isEqualTo(Expected.METHOD_NOT_ALLOWED);
  }

  private Answer overridden(String path, String method, String body) {
    String token = scene.bot().builder().token();
    return scene
        .bot()
        .client()
        .send("POST", path, body, "auth", token, "x-http-method-override", method);
  }

  // ----------------------------------------------------------------------------------- fidelity

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "true",
        "\"\"",
        "[]",
        "{}",
        "-0",
        "1E+2",
        "1e400",
        "0.1000000000000000055511151231257827021181583404541015625",
        "123456789012345678901234567890.0",
        "{\"z\":1,\"a\":{\"\":[null,false]},\"Z\":2}",
        "\"é世😀\u2028\u007f\\u0000\\u001f\\\"\\\\/\"",
        "[[[[[[[[[[[[[[[[[[[[\"deep\"]]]]]]]]]]]]]]]]]]]]"
      })
  void valuesAreKeptToTheLetter(String json) {
    Answer answer =
        state.put(
            """
            {"variables": {"v": {"value": %1$s}}, "dialogContext": [%1$s], "historicTags": [%1$s],
            "currentTags": {"x": %1$s}, "sentiment": {"y": %1$s}}\
            """
                .formatted(json));
    assertThat(answer.brief())
        .isEqualTo(
            ("200 {\"variables\":{\"v\":{\"value\":%1$s}},\"dialogContext\":[%1$s],\"authProfiles\":{},"
                    + "\"currentTags\":{\"x\":%1$s},\"historicTags\":[%1$s],\"sentiment\":{\"y\":%1$s}}")
                .formatted(json));
    assertThat(state.read().brief()).isEqualTo(answer.brief());
  }

  @Test
  void loneSurrogatesBecomeReplacementCharactersAndOfANameGivenTwiceTheLastHolds() {
    Answer answer =
        state.put(
            "{\"sentiment\":1,\"dialogContext\":{\"a\":1,\"b\":\"x\\ud800y\",\"a\":2},\"sentiment\":2}");
    assertThat(answer.text()).contains("\"dialogContext\":{\"a\":2,\"b\":\"x\uFFFDy\"}");
    assertThat(answer.json().path("sentiment").asInt()).isEqualTo(2);
  }

  @Test
  void namesMayBeAnythingOfOneTo128Characters() {
    List<String> names =
        List.of(
            " ",
            "__proto__",
            "constructor",
            "a.b[0]",
            "$v :version #v",
            "\"},{\"",
            "\\",
            "\u0000\u001f",
            "\u202egnp",
            "😀".repeat(128),
            "null");
    Map<String, Object> variables = new HashMap<>();
    Map<String, Object> profiles = new HashMap<>();
    for (String name : names) {
      variables.put(name, Map.of("value", name));
      profiles.put(name, "token");
    }
    JsonNode shown =
        state.set(Client.text(Map.of("variables", variables, "authProfiles", profiles)));
    for (String name : names) {
      assertThat(shown.path("variables").path(name).path("value").asText()).isEqualTo(name);
      assertThat(shown.path("authProfiles").has(name)).isTrue();
    }
    assertThat(shown.path("variables")).hasSize(names.size());
  }

  @Test
  void usersAndChannelsMayBeAnythingAndAreNeverTakenForOneAnother() {
    List<StoredState> all =
        Stream.of("a b", "a+b", "a%20b", "a#b", "a&channel=x", "ä/?;=", "😀".repeat(256), "\u0000")
            .flatMap(
                user ->
                    Stream.of("rtm", "b rtm", "#", "%")
                        .map(channel -> new StoredState(scene.bot(), user, channel)))
            .toList();
    for (int i = 0; i < all.size(); i++) {
      all.get(i).set("{\"sentiment\":" + i + "}");
    }
    for (int i = 0; i < all.size(); i++) {
      assertThat(all.get(i).shown().path("sentiment").asInt()).isEqualTo(i);
    }
  }

  // ------------------------------------------------------------------------------------ refusals

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"variables":[]}                                         | variables: must be an object
          {"variables":{"":{"value":1}}}                           | variables: a name must have 1 to 128 characters
          {"variables":{"v":1}}                                    | variables.v: must be an object
          {"variables":{"v":{}}}                                   | variables.v.value: is missing
          {"variables":{"v":{"value":1,"ttlMinutes":0}}}           | variables.v.ttlMinutes: must be an integer from 1 to 525600
          {"variables":{"v":{"value":1,"ttlMinutes":525601}}}      | variables.v.ttlMinutes: must be an integer from 1 to 525600
          {"variables":{"v":{"value":1,"ttlMinutes":1.5}}}         | variables.v.ttlMinutes: must be an integer from 1 to 525600
          {"variables":{"v":{"value":1,"ttlMinutes":[]}}}          | variables.v.ttlMinutes: must be an integer from 1 to 525600
          {"authProfiles":"x"}                                     | authProfiles: must be an object
          {"authProfiles":{"":"x"}}                                | authProfiles: a name must have 1 to 128 characters
          {"authProfiles":{"p":""}}                                | authProfiles.p: must be a string of 1 to 16384 characters
          {"authProfiles":{"p":{"token":"x"}}}                     | authProfiles.p: must be a string of 1 to 16384 characters
          {"currentTags":"x"}                                      | currentTags: must be an array or an object
          {"currentTags":7}                                        | currentTags: must be an array or an object
          {"historicTags":{}}                                      | historicTags: must be an array
          {"historicTags":"x"}                                     | historicTags: must be an array
          []                                                       | body: must be a JSON object; it is another value
          """)
  void anInvalidFieldIs412AndNoPartOfTheChangeIsStored(String body, String message) {
    state.set(StoredState.EVERYTHING);
    String before = state.read().text();
    // A part that would be taken by itself, before and after the wrong one.
    for (String change :
        List.of(
            body,
            body.replaceFirst("^\\{", "{\"dialogContext\":9,"),
            body.replaceFirst("}$", ",\"sentiment\":9}"))) {
      Answer answer = state.put(change);
      assertThat(answer.status()).as(change).isEqualTo(412);
      assertThat(answer.message()).isEqualTo(Expected.INVALID_ARGUMENTS + ": " + message);
    }
    assertThat(state.read().text()).isEqualTo(before);
  }

  @Test
  void lengthsAreCountedInCharacters() {
    String longest = "😀".repeat(128);
    state.set("{\"variables\":{\"" + longest + "\":{\"value\":1}}}");
    assertThat(state.put("{\"variables\":{\"" + longest + "x\":{\"value\":1}}}").status())
        .isEqualTo(412);
    String token = "é".repeat(16_384);
    state.set("{\"authProfiles\":{\"p\":\"" + token + "\"}}");
    assertThat(state.put("{\"authProfiles\":{\"p\":\"" + token + "x\"}}").status()).isEqualTo(412);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "PUT", "DELETE"})
  void userIdAndChannelMustStandInTheQuery(String method) {
    Map<String, String> queries = new HashMap<>();
    queries.put("", "userId: is missing");
    queries.put("?channel=rtm", "userId: is missing");
    queries.put("?userId=u", "channel: is missing");
    queries.put("?userId=&channel=rtm", "userId: must be a string of 1 to 256 characters");
    queries.put("?userId=u&channel=", "channel: must be a string of 1 to 64 characters");
    queries.put(
        "?channel=rtm&userId=" + "x".repeat(257),
        "userId: must be a string of 1 to 256 characters");
    queries.put(
        "?userId=u&channel=" + "x".repeat(65), "channel: must be a string of 1 to 64 characters");
    String path = scene.bot().path("sessionState");
    String body = "{\"userId\":\"u\",\"channel\":\"rtm\"}";
    queries.forEach(
        (query, message) -> {
          Answer answer =
              scene.bot().client().call(method, path + query, scene.bot().builder().token(), body);
          assertThat(answer.status()).as(query).isEqualTo(412);
          assertThat(answer.message()).isEqualTo(Expected.INVALID_ARGUMENTS + ": " + message);
        });
  }

  @Test
  void aStateOf256KibibytesIsKeptAndOneOfAByteMoreIsNot(@Seeded Random random) {
    StringBuilder noise = new StringBuilder();
    while (noise.length() < MAX_BYTES) {
      noise.append(Character.forDigit(random.nextInt(36), 36));
    }
    int room = MAX_BYTES - (StoredState.NOTHING.length() - "null".length()) - 2;
    String most = noise.substring(0, room);
    Answer full = state.put("{\"dialogContext\": \"" + most + "\"}");
    assertThat(full.status()).isEqualTo(200);
    assertThat(full.body()).hasSize(MAX_BYTES);
    assertThat(state.read().text()).isEqualTo(full.text());

    Answer over = state.put("{\"dialogContext\": \"" + most + "x\"}");
    assertThat(over.status()).isEqualTo(412);
    assertThat(over.message())
        .isEqualTo(
            Expected.INVALID_ARGUMENTS
                + ": body: the state would take 262145 bytes; at most 262144 are kept of a"
                + " conversation");
    // The stored state counts too, and a change that makes it smaller is taken.
    assertThat(state.put("{\"variables\":{\"v\":{\"value\":1}}}").status()).isEqualTo(412);
    assertThat(state.put("{\"sentiment\":7}").status()).isEqualTo(200);
    assertThat(state.put("{\"dialogContext\":null,\"variables\":{\"v\":{\"value\":1}}}").status())
        .isEqualTo(200);
  }

  @Test
  void bytesOfUtf8CountAndTokensToo() {
    assertThat(state.put("{\"dialogContext\":\"" + "\\u00e9".repeat(131_000) + "\"}").status())
        .isEqualTo(200);
    state.clear();
    Map<String, String> profiles = new HashMap<>();
    for (int i = 0; i < 15; i++) {
      profiles.put("p" + i, "t".repeat(16_384));
    }
    state.set(Client.text(Map.of("authProfiles", profiles)));
    Answer over = state.put("{\"authProfiles\":{\"one\":\"" + "t".repeat(16_384) + "\"}}");
    assertThat(over.status()).isEqualTo(412);
    assertThat(over.message()).contains("at most 262144");
    assertThat(state.shown().path("authProfiles")).hasSize(15);
  }

  @Test
  void asManyVariablesAsFitAreKept() {
    StringBuilder change = new StringBuilder("{\"variables\":{");
    for (int i = 0; i < 13_000; i++) {
      change.append(i == 0 ? "" : ",").append("\"%05d\":{\"value\":1}".formatted(i));
    }
    Answer answer = state.put(change.append("}}").toString());
    assertThat(answer.status()).as(answer.message()).isEqualTo(200);
    assertThat(state.shown().path("variables")).hasSize(13_000);
  }

  @Test
  void aBodyOfMoreThanAMebibyteIs413() {
    Answer answer = state.put("{\"dialogContext\":\"" + "x".repeat(1 << 20) + "\"}");
    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.message()).contains("1048576");
  }

  // ------------------------------------------------------------------------------------- callers

  @Test
  void onlyAppsWithTheScopeAndTheBotMayReadChangeOrClear() {
    state.set(StoredState.EVERYTHING);
    String before = state.read().text();
    TestBot stranger = TestBot.create();
    TestBot sibling = scene.bot().sibling();
    Map<String, String> refused = new HashMap<>();
    refused.put("", Expected.INVALID_CREDENTIALS);
    refused.put("no token", Expected.INVALID_TOKEN);
    refused.put(scene.bot().builder().token() + "A", Expected.INVALID_CREDENTIALS);
    refused.put(stranger.builder().token(), Expected.INVALID_CREDENTIALS);
    refused.put(sibling.builder().token(), Expected.INVALID_CREDENTIALS);
    refused.put(stranger.admin().token(), Expected.INVALID_STREAM);
    refused.put(scene.bot().newApp(Scope.READ).token(), Expected.PERMISSION_DENIED);
    refused.put(scene.bot().newApp().token(), Expected.PERMISSION_DENIED);
    for (String method : List.of("GET", "PUT", "DELETE")) {
      refused.forEach(
          (token, answer) ->
              assertThat(state.call(method, token, "no JSON").brief()).isEqualTo(answer));
    }
    assertThat(state.read().text()).isEqualTo(before);

    for (String token :
        List.of(scene.bot().newApp(Scope.WRITE).token(), scene.bot().admin().token())) {
      assertThat(state.call("GET", token, "").text()).isEqualTo(before);
      assertThat(state.call("PUT", token, "{}").text()).isEqualTo(before);
    }
    for (String token :
        List.of(scene.bot().newApp(Scope.WRITE).token(), scene.bot().admin().token())) {
      assertThat(state.call("DELETE", token, "").brief()).isEqualTo(Expected.SUCCESS);
    }
  }

  @Test
  void otherBotsHaveStatesOfTheirOwnForTheSameUser() {
    TestBot sibling = scene.bot().sibling();
    StoredState other = new StoredState(sibling, "u-1", "rtm");
    begin();
    assertThat(other.read().text()).isEqualTo(StoredState.NOTHING);
    other.set("{\"sentiment\":1}");
    other.clear();
    sibling.close(Map.of("userId", "u-1"));
    assertThat(state.left()).isEqualTo(StoredState.ALL);
  }

  // ------------------------------------------------------------------------------------- secrets

  @Test
  void noTokenIsInAnyAnswerLogOrStoredByte() throws IOException {
    String secret = "s3cret-" + UUID.randomUUID();
    String profile = "{\"authProfiles\":{\"p\":\"" + secret + "\"}";
    begin();
    List<Answer> answers =
        List.of(
            state.put(profile + "}"),
            state.read(),
            state.put("{}"),
            state.put(profile + ",\"sentiment\":1}"),
            state.put(profile + ",\"currentTags\":1}"),
            state.put("{\"authProfiles\":{\"p\":[\"" + secret + "\"]}}"),
            state.put("{\"authProfiles\":{\"p\":\"" + secret + "x".repeat(16_384) + "\"}}"),
            state.put(profile),
            state.put(profile + ",\"dialogContext\":\"" + "x".repeat(MAX_BYTES) + "\"}"),
            state.clear());
    for (Answer answer : answers) {
      assertThat(answer.toString()).doesNotContain("s3cret");
    }
    try (Stream<Path> files = Files.walk(RunningService.home())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).doesNotContain("s3cret");
      }
    }
  }

  @Test
  void noPartOfAStateIsStoredUnencrypted() {
    state.set(
        "{\"variables\":{\"namedthis\":{\"value\":\"valuedthat\"}},\"authProfiles\":{\"profiled\":\"tokened\"}}");
    Map<String, AttributeValue> item = TABLES.stateOf(state);
    assertThat(item.keySet())
        .containsExactlyInAnyOrder("owner", "channel", "v", "state", "expiresAt");
    String stored = new String(Tables.bytes(item, "state"), StandardCharsets.ISO_8859_1);
    for (String clear : List.of("named", "valued", "profiled", "token")) {
      assertThat(stored).doesNotContain(clear);
    }
  }

  // ------------------------------------------------------------------------------------ keeping

  @Test
  void aStateThatHasExpiredButIsStillStoredIsNotShownAndCanBeSetAnew() {
    state.set(StoredState.EVERYTHING);
    Map<String, AttributeValue> item = TABLES.stateOf(state);
    assertThat(Tables.number(item, "expiresAt"))
        .isBetween(
            Instant.now().plus(Duration.ofDays(90)).getEpochSecond() - 60,
            Instant.now().plus(Duration.ofDays(90)).getEpochSecond());
    TABLES.expireState(item, Instant.now().minusSeconds(1).getEpochSecond());

    assertThat(state.read().text()).isEqualTo(StoredState.NOTHING);
    state.set("{\"sentiment\":1}");
    assertThat(state.left()).isEqualTo("sentiment [] []");
    assertThat(state.clear().brief()).isEqualTo(Expected.SUCCESS);
    assertThat(state.left()).isEqualTo(" [] []");
  }
}
