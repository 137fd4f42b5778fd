package org.conversationsessions.domain.state;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.conversationsessions.domain.Edit;
import org.conversationsessions.domain.state.SessionState.Context;
import org.conversationsessions.domain.state.SessionState.ContextTags;
import org.conversationsessions.domain.state.SessionState.Profile;
import org.conversationsessions.domain.state.SessionState.Variable;

/**
 * A change of the state that a bot keeps about a conversation. Values are JSON texts.
 *
 * @param variables the changed variables, by name
 * @param profiles the changed authorisation profiles, by name
 * @param dialogContext the change of the dialog's context
 * @param currentTags the change of the current context tags; the historic ones stay
 * @param historicTags the change of the historic context tags; the current ones stay
 * @param sentiment the change of the recent tones
 */
public record StateChange(
    Map<String, Edit<NewVariable>> variables,
    Map<String, Edit<NewProfile>> profiles,
    Edit<String> dialogContext,
    Edit<String> currentTags,
    Edit<List<String>> historicTags,
    Edit<String> sentiment) {
  /** Copies the maps. */
  public StateChange {
    variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
    profiles = Collections.unmodifiableMap(new LinkedHashMap<>(profiles));
  }

  /**
   * A new value of a variable.
   *
   * @param json the value
   * @param ttl the time to live; empty: until its session closes
   */
  public record NewVariable(String json, Optional<Duration> ttl) {}

  /**
   * A new token of an authorisation profile.
   *
   * @param token opaque and secret
   */
  public record NewProfile(String token) {
    /** Omits the token, because the text may be logged. */
    @Override
    public String toString() {
      return "NewProfile";
    }
  }

  /**
   * Returns the state after this change. New values get the present write mark; the others keep
   * theirs.
   *
   * @param visible the state without what these markers clear
   * @param markers the conversation's clear markers
   */
  public SessionState appliedTo(SessionState visible, ClearMarkers markers, Instant now) {
    WriteMark writeMark = WriteMark.of(markers);
    return new SessionState(
        merged(
            visible.variables(),
            variables,
            (old, set) -> new Variable(set.json(), set.ttl(), now, writeMark)),
        dialogContext.applyTo(visible.dialogContext(), json -> new Context(json, writeMark)),
        merged(
            visible.profiles(),
            profiles,
            (old, set) ->
                new Profile(set.token(), old.map(Profile::createdAt).orElse(now), now, writeMark)),
        new ContextTags(
            currentTags.applyTo(visible.tags().current(), json -> json),
            historicTags
                .applyTo(Optional.of(visible.tags().historic()), tags -> tags)
                .orElse(List.of()),
            writeMark),
        sentiment.applyTo(visible.sentiment(), json -> new Context(json, writeMark)));
  }

  private static <P, T> Map<String, P> merged(
      Map<String, P> parts, Map<String, Edit<T>> edits, BiFunction<Optional<P>, T, P> create) {
    Map<String, P> merged = new LinkedHashMap<>(parts);
    edits.forEach(
        (name, edit) -> {
          Optional<P> old = Optional.ofNullable(parts.get(name));
          edit.applyTo(old, set -> create.apply(old, set))
              .ifPresentOrElse(part -> merged.put(name, part), () -> merged.remove(name));
        });
    return merged;
  }
}
