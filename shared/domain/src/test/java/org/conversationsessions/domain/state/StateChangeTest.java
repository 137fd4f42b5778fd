package org.conversationsessions.domain.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.conversationsessions.domain.Edit;
import org.conversationsessions.domain.state.SessionState.Context;
import org.conversationsessions.domain.state.SessionState.ContextTags;
import org.conversationsessions.domain.state.SessionState.Profile;
import org.conversationsessions.domain.state.SessionState.Variable;
import org.conversationsessions.domain.state.StateChange.NewProfile;
import org.conversationsessions.domain.state.StateChange.NewVariable;
import org.junit.jupiter.api.Test;

class StateChangeTest {
  private static final Instant TEN = Instant.parse("2026-11-20T10:00:00Z");
  private static final Instant LATER = TEN.plusSeconds(60);
  private static final ClearMarkers OLD = new ClearMarkers(1, 2, 0, 0, 0, 3, 0);
  private static final ClearMarkers MARKS = new ClearMarkers(1, 2, 0, 0, 0, 4, 0);
  private static final WriteMark THEN = WriteMark.of(OLD);
  private static final WriteMark NOW = WriteMark.of(MARKS);
  private static final Optional<Duration> HOUR = Optional.of(Duration.ofHours(1));

  private final SessionState before =
      new SessionState(
          variables("a", variable("1", THEN), "b", variable("2", THEN)),
          Optional.of(new Context("{}", NOW)),
          Map.of("p", new Profile("old", TEN, TEN, THEN)),
          new ContextTags(Optional.of("[1]"), List.of("[2]"), NOW),
          Optional.of(new Context("\"glad\"", THEN)));

  @Test
  void partsThatAreNotNamedKeepTheirMark() {
    assertThat(NOTHING.appliedTo(before, MARKS, LATER)).isEqualTo(before);
    assertThat(NOTHING.appliedTo(SessionState.EMPTY, MARKS, LATER).isEmpty()).isTrue();
  }

  @Test
  void variablesAreAddedReplacedInPlaceAndRemoved() {
    Map<String, Edit<NewVariable>> edits = new LinkedHashMap<>();
    edits.put("z", new Edit.Put<>(new NewVariable("3", HOUR)));
    edits.put("a", new Edit.Put<>(new NewVariable("4", Optional.empty())));
    edits.put("b", new Edit.Drop<>());
    edits.put("unknown", new Edit.Drop<>());

    SessionState after = change(edits, Map.of()).appliedTo(before, MARKS, LATER);

    assertThat(after.variables())
        .containsExactly(
            Map.entry("a", new Variable("4", Optional.empty(), LATER, NOW)),
            Map.entry("z", new Variable("3", HOUR, LATER, NOW)));
    assertThat(after.profiles()).isEqualTo(before.profiles());
  }

  @Test
  void aProfileSetAgainKeepsTheDateOfItsCreationUnlessItWasCleared() {
    Map<String, Edit<NewProfile>> edits =
        Map.of(
            "p", new Edit.Put<>(new NewProfile("new")), "q", new Edit.Put<>(new NewProfile("q")));

    assertThat(change(Map.of(), edits).appliedTo(before, MARKS, LATER).profiles())
        .containsOnly(
            Map.entry("p", new Profile("new", TEN, LATER, NOW)),
            Map.entry("q", new Profile("q", LATER, LATER, NOW)));
    SessionState gone =
        change(Map.of(), Map.of("p", new Edit.Drop<>())).appliedTo(before, MARKS, LATER);
    assertThat(gone.profiles()).isEmpty();
    assertThat(change(Map.of(), edits).appliedTo(gone, MARKS, LATER).profiles().get("p"))
        .isEqualTo(new Profile("new", LATER, LATER, NOW));
  }

  @Test
  void dialogContextAndSentimentAreSetAndRemoved() {
    SessionState set =
        parts(new Edit.Put<>("1"), keep(), keep(), new Edit.Put<>("2"))
            .appliedTo(before, MARKS, LATER);
    assertThat(set.dialogContext()).contains(new Context("1", NOW));
    assertThat(set.sentiment()).contains(new Context("2", NOW));

    SessionState dropped =
        parts(new Edit.Drop<>(), keep(), keep(), new Edit.Drop<>()).appliedTo(before, MARKS, LATER);
    assertThat(dropped.dialogContext()).isEmpty();
    assertThat(dropped.sentiment()).isEmpty();
    assertThat(dropped.variables()).isEqualTo(before.variables());
  }

  @Test
  void currentAndHistoricTagsChangeIndependently() {
    assertThat(tags(new Edit.Put<>("[9]"), keep())).isEqualTo(tags("[9]", "[2]"));
    assertThat(tags(keep(), new Edit.Put<>(List.of("7", "8")))).isEqualTo(tags("[1]", "7", "8"));
    assertThat(tags(new Edit.Drop<>(), keep()))
        .isEqualTo(new ContextTags(Optional.empty(), List.of("[2]"), NOW));
    assertThat(tags(keep(), new Edit.Drop<>())).isEqualTo(tags("[1]"));
  }

  @Test
  void theTextOfAChangeShowsNoToken() {
    StateChange change =
        change(Map.of(), Map.of("p", new Edit.Put<>(new NewProfile("s3cret-t0ken"))));

    assertThat(change.toString()).contains("p=Put[value=NewProfile]").doesNotContain("s3cret");
  }

  private static final StateChange NOTHING = change(Map.of(), Map.of());

  private ContextTags tags(Edit<String> current, Edit<List<String>> historic) {
    return parts(keep(), current, historic, keep()).appliedTo(before, MARKS, LATER).tags();
  }

  private static ContextTags tags(String current, String... historic) {
    return new ContextTags(Optional.of(current), List.of(historic), NOW);
  }

  private static <T> Edit<T> keep() {
    return new Edit.Keep<>();
  }

  private static StateChange change(
      Map<String, Edit<NewVariable>> variables, Map<String, Edit<NewProfile>> profiles) {
    return new StateChange(variables, profiles, keep(), keep(), keep(), keep());
  }

  private static StateChange parts(
      Edit<String> dialog,
      Edit<String> current,
      Edit<List<String>> historic,
      Edit<String> sentiment) {
    return new StateChange(Map.of(), Map.of(), dialog, current, historic, sentiment);
  }

  private static Variable variable(String json, WriteMark stamp) {
    return new Variable(json, Optional.empty(), TEN, stamp);
  }

  private static Map<String, Variable> variables(
      String first, Variable one, String second, Variable two) {
    Map<String, Variable> variables = new LinkedHashMap<>();
    variables.put(first, one);
    variables.put(second, two);
    return variables;
  }
}
