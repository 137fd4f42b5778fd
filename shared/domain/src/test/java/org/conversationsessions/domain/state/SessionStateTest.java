package org.conversationsessions.domain.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.conversationsessions.domain.state.SessionState.Context;
import org.conversationsessions.domain.state.SessionState.ContextTags;
import org.conversationsessions.domain.state.SessionState.Profile;
import org.conversationsessions.domain.state.SessionState.Variable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which parts of a state survive which events (contract, sections 7, 8 and 10). */
class SessionStateTest {
  private static final Instant TEN = Instant.parse("2026-11-20T10:00:00Z");
  private static final Duration TTL = Duration.ofMinutes(60);

  /** A conversation that has gone through something before. */
  private static final ClearMarkers BEFORE = new ClearMarkers(1, 4, 2, 3, 1, 5, 2);

  /** A conversation of which nothing was ever recorded, and one that is just so old. */
  private static final List<ClearMarkers> BEGINNINGS =
      List.of(ClearMarkers.NONE, ClearMarkers.NONE.withEpoch(1), BEFORE);

  // Closings by API, by inactivity and by a new intent clear the same; here all are "close".
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          nothing                        | kept | kept | kept | kept | now  | a b  | kept
          close                          | gone | kept | gone | kept | now  | a b  | kept
          close, close                   | gone | kept | gone | kept | now  | a b  | kept
          closeAuth                      | gone | gone | gone | gone | now  | a b  | kept
          closeAuth, close               | gone | gone | gone | gone | now  | a b  | kept
          close, closeAuth               | gone | gone | gone | gone | now  | a b  | kept
          refresh                        | gone | gone | gone | gone | none | none | gone
          refresh, close                 | gone | gone | gone | gone | none | none | gone
          close, refresh                 | gone | gone | gone | gone | none | none | gone
          refreshAuth                    | gone | gone | gone | gone | none | none | gone
          discard                        | kept | kept | gone | kept | b    | none | kept
          discard, discard               | kept | kept | gone | kept | none | none | kept
          discard, discard, discard      | kept | kept | gone | kept | none | none | kept
          discardAll                     | kept | kept | gone | kept | none | none | gone
          discardAll, discard            | kept | kept | gone | kept | none | none | gone
          discard, discardAll            | kept | kept | gone | kept | none | none | gone
          discardAll, discardAll         | kept | kept | gone | kept | none | none | gone
          close, discard                 | gone | kept | gone | kept | b    | none | kept
          discard, close                 | gone | kept | gone | kept | b    | none | kept
          discard, closeAuth             | gone | gone | gone | gone | b    | none | kept
          discard, refresh               | gone | gone | gone | gone | none | none | gone
          refresh, discard               | gone | gone | gone | gone | none | none | gone
          close, discardAll              | gone | kept | gone | kept | none | none | gone
          almostAnHour                   | kept | kept | kept | kept | now  | a b  | kept
          anHour                         | kept | gone | kept | kept | now  | a b  | kept
          anHour, close                  | gone | gone | gone | kept | now  | a b  | kept
          close, anHour                  | gone | gone | gone | kept | now  | a b  | kept
          anHour, discard                | kept | gone | gone | kept | b    | none | kept
          """)
  void whatIsLeft(
      String events,
      String variable,
      String timed,
      String context,
      String profile,
      String current,
      String historic,
      String sentiment) {
    for (ClearMarkers beginning : BEGINNINGS) {
      Moment then = new Moment(beginning, TEN).after(events);
      // Parts that are set again afterwards exist in any case.
      assertThat(view(everything(beginning, TEN).visible(then.marks, then.at)))
          .as("begun as %s", beginning)
          .isEqualTo(row(variable, timed, context, profile, current, historic, sentiment));
      assertThat(view(everything(then.marks, then.at).visible(then.marks, then.at)))
          .isEqualTo(row("kept", "kept", "kept", "kept", "now", "a b", "kept"));
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {"close", "closeAuth", "refresh", "discard", "discardAll", "discard, discardAll"})
  void partsSetBeforeTheCountingBeganAreClearedByAnythingCounted(String events) {
    SessionState old = everything(new ClearMarkers(7, 9, 9, 9, 9, 9, 9), TEN);
    ClearMarkers anew = ClearMarkers.NONE.withEpoch(8);
    SessionState fresh = everything(anew, TEN);

    Moment then = new Moment(anew, TEN).after(events);

    assertThat(view(old.visible(then.marks, then.at)))
        .isEqualTo(view(fresh.visible(then.marks, then.at)));
  }

  @Test
  void aConversationThatBeginsClearsNothing() {
    SessionState set = everything(ClearMarkers.NONE, TEN);

    assertThat(view(set.visible(ClearMarkers.NONE.withEpoch(8), TEN))).isEqualTo(view(set));
  }

  @Test
  void aDiscardClearsOnlyPartsSetBeforeIt() {
    ClearMarkers once = BEFORE.afterDiscard();
    SessionState written =
        with(
            everything(BEFORE, TEN).visible(once, TEN),
            new ContextTags(Optional.of("new"), List.of("c", "d"), WriteMark.of(once)));

    assertThat(written.visible(once, TEN).tags().current()).contains("new");
    assertThat(written.visible(once, TEN).tags().historic()).containsExactly("c", "d");
    SessionState twice = written.visible(once.afterDiscard(), TEN);
    assertThat(twice.tags().current()).contains("d");
    assertThat(twice.tags().historic()).isEmpty();
    assertThat(twice.visible(once.afterDiscard().afterDiscard(), TEN).tags().current()).isEmpty();
  }

  @Test
  void aDiscardWithoutHistoricTagsLeavesNoCurrentOnes() {
    SessionState state =
        with(
            SessionState.EMPTY,
            new ContextTags(Optional.of("now"), List.of(), WriteMark.of(BEFORE)));

    assertThat(state.visible(BEFORE.afterDiscard(), TEN).isEmpty()).isTrue();
  }

  @Test
  void aStateThatIsReadAndWrittenAgainReadsTheSame() {
    for (String events : List.of("discard", "close", "discardAll", "refresh", "anHour")) {
      Moment then = new Moment(BEFORE, TEN).after(events);
      SessionState once = everything(BEFORE, TEN).visible(then.marks, then.at);

      assertThat(once.visible(then.marks, then.at)).isEqualTo(once);
    }
  }

  @Test
  void aVariableExpiresAtTheEndOfItsTimeToLive() {
    Variable timed = new Variable("1", Optional.of(TTL), TEN, WriteMark.of(BEFORE));

    assertThat(timed.expiresAt()).contains(TEN.plus(TTL));
    assertThat(new Variable("1", Optional.empty(), TEN, WriteMark.of(BEFORE)).expiresAt())
        .isEmpty();
  }

  @Test
  void aScriptClearsItsNamedProfilesIfSetBeforeItsClosing() {
    ClearMarkers closed = BEFORE.afterClosing(false, false);
    ClearMarkers later = closed.afterClosing(false, false);
    Map<String, Profile> profiles = new LinkedHashMap<>();
    profiles.put("before", profile(BEFORE));
    profiles.put("other", profile(BEFORE));
    profiles.put("after", profile(closed));
    profiles.put("long after", profile(later));
    SessionState state = profiles(profiles);

    SessionState left =
        state.withoutProfiles(
            Set.of("before", "after", "long after", "unknown"), closed.closings(), later);

    assertThat(left.profiles().keySet()).containsExactly("other", "after", "long after");
    assertThat(state.withoutProfiles(Set.of(), closed.closings(), later)).isEqualTo(state);
    assertThat(left.withoutProfiles(Set.of("before"), closed.closings(), later)).isEqualTo(left);
  }

  @Test
  void aScriptClearsAllProfilesAndVariablesThatWereSetBeforeItsClosingAndNothingElse() {
    ClearMarkers closed = BEFORE.afterClosing(false, false);
    SessionState old = everything(BEFORE, TEN);

    assertThat(view(old.withoutAllProfiles(closed.closings(), closed)))
        .isEqualTo(row("gone", "gone", "kept", "gone", "now", "a b", "kept"));
    SessionState fresh = everything(closed, TEN);
    assertThat(fresh.withoutAllProfiles(closed.closings(), closed)).isEqualTo(fresh);
    assertThat(fresh.withoutProfiles(Set.of("p"), closed.closings(), closed)).isEqualTo(fresh);
  }

  @Test
  void aScriptClearsPartsSetBeforeTheCountingBegan() {
    SessionState old = everything(new ClearMarkers(7, 9, 0, 0, 0, 0, 0), TEN);
    ClearMarkers closed = ClearMarkers.NONE.withEpoch(8).afterClosing(false, false);

    assertThat(old.withoutProfiles(Set.of("p"), 1, closed).profiles()).isEmpty();
    assertThat(old.withoutAllProfiles(1, closed).variables()).isEmpty();
  }

  @Test
  void aStateWithoutPartsIsEmpty() {
    assertThat(SessionState.EMPTY.isEmpty()).isTrue();
    SessionState all = everything(BEFORE, TEN);
    Moment then = new Moment(BEFORE, TEN).after("refresh");
    assertThat(all.isEmpty()).isFalse();
    assertThat(all.visible(then.marks, then.at).isEmpty()).isTrue();
    for (SessionState one :
        List.of(
            new SessionState(
                all.variables(), Optional.empty(), Map.of(), ContextTags.NONE, Optional.empty()),
            new SessionState(
                Map.of(), all.dialogContext(), Map.of(), ContextTags.NONE, Optional.empty()),
            profiles(all.profiles()),
            with(
                SessionState.EMPTY,
                new ContextTags(Optional.of("1"), List.of(), WriteMark.of(BEFORE))),
            with(
                SessionState.EMPTY,
                new ContextTags(Optional.empty(), List.of("1"), WriteMark.of(BEFORE))),
            new SessionState(
                Map.of(), Optional.empty(), Map.of(), ContextTags.NONE, all.sentiment()))) {
      assertThat(one.isEmpty()).isFalse();
    }
  }

  @Test
  void noTextShowsAToken() {
    SessionState state =
        profiles(Map.of("p", new Profile("s3cret-t0ken", TEN, TEN, WriteMark.of(BEFORE))));

    assertThat(state.toString()).contains("p=Profile[" + TEN + "]").doesNotContain("s3cret");
  }

  @Test
  void copiesDoNotChange() {
    Map<String, Variable> variables = new LinkedHashMap<>();
    SessionState state =
        new SessionState(variables, Optional.empty(), Map.of(), ContextTags.NONE, Optional.empty());
    variables.put("v", new Variable("1", Optional.empty(), TEN, WriteMark.of(BEFORE)));

    assertThat(state.isEmpty()).isTrue();
  }

  /** Where a conversation has come to. */
  private record Moment(ClearMarkers marks, Instant at) {
    Moment after(String events) {
      Moment moment = this;
      for (String event : events.split(", ")) {
        moment =
            switch (event) {
              case "nothing" -> moment;
              case "close" -> moment.with(moment.marks.afterClosing(false, false));
              case "closeAuth" -> moment.with(moment.marks.afterClosing(false, true));
              case "refresh" -> moment.with(moment.marks.afterClosing(true, false));
              case "refreshAuth" -> moment.with(moment.marks.afterClosing(true, true));
              case "discard" -> moment.with(moment.marks.afterDiscard());
              case "discardAll" -> moment.with(moment.marks.afterDiscardOfAll());
              case "anHour" -> new Moment(moment.marks, moment.at.plus(TTL));
              case "almostAnHour" -> new Moment(moment.marks, moment.at.plus(TTL).minusMillis(1));
              default -> throw new IllegalArgumentException(event);
            };
      }
      return moment;
    }

    private Moment with(ClearMarkers next) {
      return new Moment(next, at);
    }
  }

  private static SessionState everything(ClearMarkers marks, Instant at) {
    WriteMark stamp = WriteMark.of(marks);
    Map<String, Variable> variables = new LinkedHashMap<>();
    variables.put("v", new Variable("1", Optional.empty(), at, stamp));
    variables.put("t", new Variable("2", Optional.of(TTL), at, stamp));
    return new SessionState(
        variables,
        Optional.of(new Context("\"dialog\"", stamp)),
        Map.of("p", profile(marks)),
        new ContextTags(Optional.of("now"), List.of("a", "b"), stamp),
        Optional.of(new Context("\"glad\"", stamp)));
  }

  private static Profile profile(ClearMarkers marks) {
    return new Profile("token", TEN, TEN, WriteMark.of(marks));
  }

  private static SessionState profiles(Map<String, Profile> profiles) {
    return new SessionState(
        Map.of(), Optional.empty(), profiles, ContextTags.NONE, Optional.empty());
  }

  private static SessionState with(SessionState state, ContextTags tags) {
    return new SessionState(
        state.variables(), state.dialogContext(), state.profiles(), tags, state.sentiment());
  }

  private static List<String> view(SessionState state) {
    List<String> historic = new ArrayList<>(state.tags().historic());
    return row(
        there(state.variables().containsKey("v")),
        there(state.variables().containsKey("t")),
        there(state.dialogContext().isPresent()),
        there(state.profiles().containsKey("p")),
        state.tags().current().orElse("none"),
        historic.isEmpty() ? "none" : String.join(" ", historic),
        there(state.sentiment().isPresent()));
  }

  private static String there(boolean is) {
    return is ? "kept" : "gone";
  }

  private static List<String> row(String... cells) {
    return List.of(cells);
  }
}
