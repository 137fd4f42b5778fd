package org.conversationsessions.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.conversationsessions.acceptance.Scene.START;
import static org.conversationsessions.acceptance.Scene.minutes;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What clears of what bots keep about conversations (contract, sections 7, 8 and 10). */
class StateClearingAcceptanceIT {
  private final Scene scene = Scene.create();
  private final StoredState state = new StoredState(scene.bot(), "u-1", "rtm");

  private void begin() {
    scene.record(Scene.user(Duration.ZERO));
    state.set(StoredState.EVERYTHING);
    assertThat(state.left()).isEqualTo(StoredState.ALL);
  }

  // --------------------------------------------------------------------------- what clears what

  @Test
  void closingByApiClearsTheContextAndTheVariablesWithoutATimeToLive() {
    begin();
    scene.close("u-1");
    assertThat(state.left()).isEqualTo(StoredState.AFTER_CLOSING);
    scene.close("u-1");
    assertThat(state.left()).isEqualTo(StoredState.AFTER_CLOSING);
  }

  @Test
  void closingByTheSweepClearsTheSame() {
    begin();
    scene.sweep(START.plus(minutes(16)));
    assertThat(state.left()).isEqualTo(StoredState.AFTER_CLOSING);
  }

  @Test
  void closingByAnEventThatFindsTheSessionInactiveClearsTheSame() {
    begin();
    scene.record(Scene.bot(minutes(15)));
    assertThat(state.left()).isEqualTo(StoredState.AFTER_CLOSING);
  }

  @Test
  void closingByANewIntentClearsTheSame() {
    scene.settings(Map.of("proactivelyClose", false));
    scene.record(Scene.user(Duration.ZERO).with("intent", "one"));
    state.set(StoredState.EVERYTHING);
    scene.record(Scene.user(minutes(20)).with("intent", "one"));
    assertThat(state.left()).isEqualTo(StoredState.ALL);
    scene.record(Scene.user(minutes(40)).with("intent", "two"));
    assertThat(state.left()).isEqualTo(StoredState.AFTER_CLOSING);
  }

  @Test
  void aReloadedWindowClearsEverythingVariablesWithATimeToLiveToo() {
    begin();
    scene.record(Scene.event("connect", minutes(1)));
    assertThat(state.left()).isEqualTo(StoredState.ALL);
    scene.record(Scene.event("connect", minutes(2)).with("refresh", true));
    assertThat(state.read().text()).isEqualTo(StoredState.NOTHING);
  }

  @ParameterizedTest
  @ValueSource(strings = {"api", "sweep", "inactive", "never"})
  void aReloadedWindowClearsEverythingWhateverBecameOfTheOldSession(String closed) {
    if (!closed.equals("never")) {
      scene.record(Scene.user(Duration.ZERO));
    }
    if (closed.equals("api")) {
      scene.close("u-1");
    } else if (closed.equals("sweep")) {
      scene.sweep(START.plus(minutes(16)));
    }
    state.set(StoredState.EVERYTHING);
    scene.record(Scene.event("connect", minutes(17)).with("refresh", true));
    assertThat(state.read().text()).isEqualTo(StoredState.NOTHING);
  }

  @Test
  void aDiscardTakesTheContextAndGoesBackToTheLastHistoricTags() {
    begin();
    scene.record(Scene.event("discard", minutes(1)));
    assertThat(state.left()).isEqualTo("v t p q sentiment [\"b\"] []");
    scene.record(Scene.event("discard", minutes(2)));
    assertThat(state.left()).isEqualTo("v t p q sentiment [] []");
    assertThat(scene.only().path("sessionStatus").asText()).isEqualTo("active");
  }

  @Test
  void aDiscardAllTakesContextTagsAndSentiment() {
    begin();
    scene.record(Scene.event("discardAll", minutes(1)));
    assertThat(state.left()).isEqualTo("v t p q [] []");
    assertThat(scene.only().path("sessionStatus").asText()).isEqualTo("active");
  }

  @Test
  void whatIsSetAfterADiscardStaysUntilTheNext() {
    begin();
    scene.record(Scene.event("discard", minutes(1)));
    state.set("{\"currentTags\":[\"later\"],\"historicTags\":[[\"c\"]],\"dialogContext\":1}");
    assertThat(state.left()).isEqualTo("v t p q context sentiment [\"later\"] [[\"c\"]]");
    scene.record(Scene.event("discard", minutes(2)));
    assertThat(state.left()).isEqualTo("v t p q sentiment [\"c\"] []");
  }

  @Test
  void aDiscardThatComesTwiceDiscardsOnce() {
    begin();
    Event discard = Scene.event("discard", minutes(1));
    scene.record(discard, discard);
    scene.record(discard);
    assertThat(state.left()).isEqualTo("v t p q sentiment [\"b\"] []");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          7            | [7]
          "tag"        | ["tag"]
          null         | [null]
          {"tags":[1]} | {"tags":[1]}
          ["x","y"]    | ["x","y"]
          """)
  void theLastHistoricEntryThatADiscardMakesCurrentIsShownInAnArrayUnlessItIsOneOrAnObject(
      String entry, String shown) {
    scene.record(Scene.user(Duration.ZERO));
    state.set("{\"historicTags\":[\"first\"," + entry + "]}");
    scene.record(Scene.event("discard", minutes(1)));
    assertThat(state.shown().path("currentTags")).hasToString(shown);
  }

  @Test
  void withClearAuthProfilesAClosingClearsAllProfilesAndVariables() {
    scene.settings(Map.of("clearAuthProfiles", true));
    begin();
    scene.close("u-1");
    assertThat(state.left()).isEqualTo("sentiment [\"now\"] [[\"a\"],[\"b\"]]");

    state.set(StoredState.EVERYTHING);
    scene.record(Scene.user(minutes(60)));
    assertThat(state.left()).isEqualTo(StoredState.ALL);
    scene.sweep(START.plus(minutes(76)));
    assertThat(state.left()).isEqualTo("sentiment [\"now\"] [[\"a\"],[\"b\"]]");
  }

  @Test
  void clearAuthProfilesHoldsAsItIsWhenTheSessionCloses() {
    begin();
    scene.settings(Map.of("clearAuthProfiles", true));
    assertThat(state.left()).isEqualTo(StoredState.ALL);
    scene.settings(Map.of("clearAuthProfiles", false));
    scene.close("u-1");
    assertThat(state.left()).isEqualTo(StoredState.AFTER_CLOSING);
  }

  @Test
  void whatIsSetBeforeTheFirstEventOrBetweenTwoSessionsBelongsToTheNext() {
    state.set(StoredState.EVERYTHING);
    scene.record(Scene.user(Duration.ZERO));
    assertThat(state.left()).isEqualTo(StoredState.ALL);
    scene.close("u-1");
    // As nothing that was cleared is left, "v" is new and stands behind "t".
    assertThat(state.set(StoredState.EVERYTHING).path("variables")).hasSize(2);
    scene.record(Scene.user(minutes(60)));
    assertThat(state.left()).isEqualTo(StoredState.ALL.replace("v t", "t v"));
    scene.close("u-1");
    assertThat(state.left()).isEqualTo(StoredState.AFTER_CLOSING);
  }

  @Test
  void whatWasClearedNeverComesBackWithAChange() {
    begin();
    scene.close("u-1");
    JsonNode shown = state.set("{\"variables\":{\"new\":{\"value\":1}}}");
    List<String> names = new ArrayList<>();
    shown.path("variables").fieldNames().forEachRemaining(names::add);
    assertThat(names).containsExactly("t", "new");
    assertThat(shown.path("dialogContext").isNull()).isTrue();
  }

  @Test
  void twoChannelsAndTwoUsersAreApart() {
    StoredState mail = new StoredState(scene.bot(), "u-1", "email");
    StoredState other = new StoredState(scene.bot(), "u-2", "rtm");
    scene.record(
        Scene.user(Duration.ZERO),
        Event.userMessage("u-1", "email", START),
        Event.userMessage("u-2", "rtm", START));
    List.of(state, mail, other).forEach(one -> one.set(StoredState.EVERYTHING));

    scene.record(Scene.event("discardAll", minutes(1)));
    assertThat(mail.left()).isEqualTo(StoredState.ALL);
    assertThat(scene.bot().close(Map.of("userId", "u-1", "channel", "email")).brief())
        .isEqualTo(Expected.SUCCESS);
    assertThat(state.left()).isEqualTo("v t p q [] []");
    assertThat(mail.left()).isEqualTo(StoredState.AFTER_CLOSING);
    scene.close("u-1");
    mail.clear();
    assertThat(state.left()).isEqualTo("t p q [] []");
    assertThat(other.left()).isEqualTo(StoredState.ALL);
  }

  // --------------------------------------------------------------------------- races and keeping

  @Test
  void sixteenChangesAtOnceLoseNothing() throws Exception {
    begin();
    List<Callable<Answer>> changes = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      String change =
          "{\"variables\":{\"n%1$d\":{\"value\":%1$d}},\"authProfiles\":{\"m%1$d\":\"t\"}}"
              .formatted(i);
      changes.add(() -> state.put(change));
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
      for (Future<Answer> answer : threads.invokeAll(changes)) {
        assertThat(answer.get().status()).isEqualTo(200);
      }
    }
    JsonNode shown = state.shown();
    assertThat(shown.path("variables")).hasSize(18);
    assertThat(shown.path("authProfiles")).hasSize(18);
    for (int i = 0; i < 16; i++) {
      assertThat(shown.at("/variables/n" + i + "/value").asInt(-1)).isEqualTo(i);
    }
  }

  @Test
  void aClosingAmongChangesClearsAllThatWasSetBeforeItAndNothingThatWasSetAfter() throws Exception {
    begin();
    List<Callable<Answer>> calls = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      String change = "{\"variables\":{\"n%1$d\":{\"value\":1}}}".formatted(i);
      calls.add(() -> state.put(change));
    }
    calls.add(4, () -> scene.bot().close(Map.of("userId", "u-1")));
    try (ExecutorService threads = Executors.newFixedThreadPool(9)) {
      for (Future<Answer> answer : threads.invokeAll(calls)) {
        assertThat(answer.get().status()).isEqualTo(200);
      }
    }
    JsonNode now = state.shown();
    assertThat(now.path("variables").has("v")).isFalse();
    assertThat(now.path("variables").has("t")).isTrue();
    // The state shown was set after the closing, so another change keeps it all.
    JsonNode later = state.set("{\"variables\":{\"last\":{\"value\":1}}}");
    assertThat(later.path("variables").size()).isEqualTo(now.path("variables").size() + 1);
  }
}
