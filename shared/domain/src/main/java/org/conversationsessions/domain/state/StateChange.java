package org.conversationsessions.domain.state;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
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
   * @param seen the state without everything that these markers clear
   * @param marks the conversation's markers
   */
  public SessionState appliedTo(SessionState seen, ClearMarkers marks, Instant now) {
    WriteMark stamp = WriteMark.of(marks);
    return new SessionState(
        merged(
            seen.variables(),
            variables,
            (old, set) -> new Variable(set.json(), set.ttl(), now, stamp)),
        dialogContext.on(seen.dialogContext(), json -> new Context(json, stamp)),
        merged(
            seen.profiles(),
            profiles,
            (old, set) ->
                new Profile(set.token(), old.map(Profile::createdAt).orElse(now), now, stamp)),
        new ContextTags(
            currentTags.on(seen.tags().current(), json -> json),
            historicTags.on(Optional.of(seen.tags().historic()), tags -> tags).orElse(List.of()),
            stamp),
        sentiment.on(seen.sentiment(), json -> new Context(json, stamp)));
  }

  private static <P, T> Map<String, P> merged(
      Map<String, P> parts, Map<String, Edit<T>> edits, BiFunction<Optional<P>, T, P> making) {
    Map<String, P> merged = new LinkedHashMap<>(parts);
    edits.forEach(
        (name, edit) -> {
          Optional<P> old = Optional.ofNullable(parts.get(name));
          edit.on(old, set -> making.apply(old, set))
              .ifPresentOrElse(part -> merged.put(name, part), () -> merged.remove(name));
        });
    return merged;
  }
}
