package org.conversationsessions.api.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.conversationsessions.api.http.ApiError;
import org.conversationsessions.domain.state.SessionState;
import org.conversationsessions.domain.state.SessionState.Context;
import org.conversationsessions.domain.state.SessionState.ContextTags;
import org.conversationsessions.domain.state.SessionState.Profile;
import org.conversationsessions.domain.state.SessionState.Variable;
import org.conversationsessions.domain.state.WriteMark;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StateResponseTest {
  private static final Instant TEN = Instant.parse("2026-11-20T10:00:00.120Z");
  private static final WriteMark MARK = new WriteMark(1, 2, 3);

  @Test
  void anEmptyStateIsReturnedEmpty() {
    assertThat(shown(SessionState.EMPTY))
        .isEqualTo(
            "{\"variables\":{},\"dialogContext\":null,\"authProfiles\":{},\"currentTags\":[],"
                + "\"historicTags\":[],\"sentiment\":null}");
  }

  @Test
  void everythingExceptTokensIsReturnedAsStored() {
    Map<String, Variable> variables = new LinkedHashMap<>();
    variables.put("z", new Variable("{\"b\":1.0,\"a\":\"é😀\"}", Optional.empty(), TEN, MARK));
    variables.put("a\"", new Variable("null", Optional.of(Duration.ofMinutes(30)), TEN, MARK));
    SessionState state =
        new SessionState(
            variables,
            Optional.of(new Context("[1e400]", MARK)),
            Map.of("p", new Profile("s3cret", TEN, TEN.plusSeconds(1), MARK)),
            new ContextTags(Optional.of("[\"now\"]"), List.of("1", "[2]"), MARK),
            Optional.of(new Context("\"glad\"", MARK)));

    assertThat(shown(state))
        .isEqualTo(
            "{\"variables\":{\"z\":{\"value\":{\"b\":1.0,\"a\":\"é😀\"}},\"a\\\"\":{\"value\":null,"
                + "\"ttlMinutes\":30,\"expiresAt\":\"2026-11-20T10:30:00.120Z\"}},"
                + "\"dialogContext\":[1e400],\"authProfiles\":{\"p\":{"
                + "\"createdAt\":\"2026-11-20T10:00:00.120Z\",\"updatedAt\":\"2026-11-20T10:00:01.120Z\"}},"
                + "\"currentTags\":[\"now\"],\"historicTags\":[1,[2]],\"sentiment\":\"glad\"}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          [1]     | [1]
          []      | []
          {"a":1} | {"a":1}
          1       | [1]
          "[x]"   | ["[x]"]
          null    | [null]
          """)
  void currentTagsAreAnArrayOrAnObjectAfterEveryDiscard(String current, String shown) {
    assertThat(shown(tags(current))).contains("\"currentTags\":" + shown + ",");
  }

  @Test
  void a256KibibytesAreKeptAndNotAByteMore() {
    int empty = shown(SessionState.EMPTY).length() - "null".length();
    int room = StateResponse.MAX_BYTES - empty;
    assertThat(StateResponse.size(dialog("\"" + "x".repeat(room - 2) + "\"")))
        .isEqualTo(StateResponse.MAX_BYTES);
    assertThat(StateResponse.tooLarge(StateResponse.MAX_BYTES + 1))
        .isEqualTo(
            ApiError.invalidArguments(
                "body",
                "the state would take 262145 bytes; at most 262144 are kept of a conversation"));
  }

  @Test
  void theSizeCountsBytesAndIncludesTokens() {
    assertThat(StateResponse.size(dialog("\"" + "é".repeat(130_000) + "\"")))
        .isBetween(260_000, StateResponse.MAX_BYTES);
    assertThat(StateResponse.size(dialog("\"" + "é".repeat(131_072) + "\"")))
        .isGreaterThan(StateResponse.MAX_BYTES);
    Map<String, Profile> profiles = new LinkedHashMap<>();
    for (int i = 0; i < 15; i++) {
      profiles.put("p" + i, new Profile("t".repeat(16_384), TEN, TEN, MARK));
    }
    assertThat(StateResponse.size(profiles(profiles))).isLessThan(StateResponse.MAX_BYTES);
    profiles.put("one more", new Profile("t".repeat(16_384), TEN, TEN, MARK));
    assertThat(StateResponse.size(profiles(profiles))).isGreaterThan(StateResponse.MAX_BYTES);
  }

  private static String shown(SessionState state) {
    return StateResponse.of(state).body().utf8Text().orElseThrow();
  }

  private static SessionState dialog(String json) {
    return new SessionState(
        Map.of(),
        Optional.of(new Context(json, MARK)),
        Map.of(),
        ContextTags.NONE,
        Optional.empty());
  }

  private static SessionState tags(String current) {
    return new SessionState(
        Map.of(),
        Optional.empty(),
        Map.of(),
        new ContextTags(Optional.of(current), List.of(), MARK),
        Optional.empty());
  }

  private static SessionState profiles(Map<String, Profile> profiles) {
    return new SessionState(
        Map.of(), Optional.empty(), profiles, ContextTags.NONE, Optional.empty());
  }
}
