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
 * What a bot changes of what it keeps about a conversation. Values are JSON texts.
 *
 * @param variables the variables that change, by name
 * @param profiles the authorisation profiles that change, by name
 * @param dialogContext the dialog's context
 * @param currentTags the context tags of now; the historic ones stay
 * @param historicTags the context tags of before; the current ones stay
 * @param sentiment the tones of late
 */
public record StateChange(
    Map<String, Edit<NewVariable>> variables,
    Map<String, Edit<NewProfile>> profiles,
    Edit<String> dialogContext,
    Edit<String> currentTags,
    Edit<List<String>> historicTags,
    Edit<String> sentiment) {
  /** Copies what can change. */
  public StateChange {
    variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
    profiles = Collections.unmodifiableMap(new LinkedHashMap<>(profiles));
  }

  /**
   * A variable to be set.
   *
   * @param json its value
   * @param ttl how long it shall live; empty: until its session closes
   */
  public record NewVariable(String json, Optional<Duration> ttl) {}

  /**
   * An authorisation profile to be set.
   *
   * @param token opaque and secret
   */
  public record NewProfile(String token) {
    /** Without the token: this may end up in a log. */
    @Override
    public String toString() {
      return "NewProfile";
    }
  }

  /**
   * The state after this change. What is set takes its place in what clears now; what stays keeps
   * its own.
   *
   * @param seen what is left of the state by these marks
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
