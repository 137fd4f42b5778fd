package org.conversationsessions.domain.state;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/**
 * What a bot keeps about a conversation. Values are JSON texts that nothing here looks into.
 *
 * @param variables the session's variables, by name
 * @param dialogContext the context of the current dialog
 * @param profiles authorisation profiles, by name
 * @param tags the context tags
 * @param sentiment the tones of late
 */
public record SessionState(
    Map<String, Variable> variables,
    Optional<Context> dialogContext,
    Map<String, Profile> profiles,
    ContextTags tags,
    Optional<Context> sentiment) {
  /** Nothing is kept. */
  public static final SessionState EMPTY =
      new SessionState(Map.of(), Optional.empty(), Map.of(), ContextTags.NONE, Optional.empty());

  /** Copies what can change. */
  public SessionState {
    variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
    profiles = Collections.unmodifiableMap(new LinkedHashMap<>(profiles));
  }

  /**
   * A variable.
   *
   * @param json its value
   * @param ttl how long it lives; empty: until its session closes
   * @param setAt when it was set
   * @param stamp the same, in what clears
   */
  public record Variable(String json, Optional<Duration> ttl, Instant setAt, WriteMark stamp) {
    /** When it dies by itself; empty if only a closing ends it. */
    public Optional<Instant> expiresAt() {
      return ttl.map(setAt::plus);
    }

    private boolean isSeen(ClearMarkers marks, Instant now) {
      int closings = stamp.in(marks).closings();
      boolean alive =
          ttl.isEmpty() ? closings == marks.closings() : setAt.plus(ttl.get()).isAfter(now);
      return alive && closings >= marks.variablesWiped() && closings >= marks.allWiped();
    }
  }

  /**
   * An authorisation profile.
   *
   * @param token opaque and secret; it is never shown
   * @param createdAt when a profile of this name was first set
   * @param updatedAt when the token was set
   * @param stamp the same, in what clears
   */
  public record Profile(String token, Instant createdAt, Instant updatedAt, WriteMark stamp) {
    private boolean isSeen(ClearMarkers marks) {
      int closings = stamp.in(marks).closings();
      return closings >= marks.profilesWiped() && closings >= marks.allWiped();
    }

    /** Without the token: this may end up in a log. */
    @Override
    public String toString() {
      return "Profile[" + updatedAt + "]";
    }
  }

  /**
   * A JSON value that goes with its dialog or on demand.
   *
   * @param json the value
   * @param stamp when it was set
   */
  public record Context(String json, WriteMark stamp) {
    private boolean isOfThisDialog(ClearMarkers marks) {
      return stamp.in(marks).equals(WriteMark.of(marks));
    }

    private boolean outlives(ClearMarkers marks) {
      WriteMark set = stamp.in(marks);
      return set.discards() >= marks.discardedAll() && set.closings() >= marks.allWiped();
    }
  }

  /**
   * Tags of the conversation's context; not those of users and sessions, which the history shows.
   *
   * @param current those of now; empty: none
   * @param historic those of before, the last entry the latest
   * @param stamp when they were set
   */
  public record ContextTags(Optional<String> current, List<String> historic, WriteMark stamp) {
    /** No tags. */
    public static final ContextTags NONE =
        new ContextTags(Optional.empty(), List.of(), new WriteMark(0, 0, 0));

    /** Copies what can change. */
    public ContextTags {
      historic = List.copyOf(historic);
    }

    /**
     * What the discards since leave: after one, the last of the historic tags are the current ones
     * and no historic ones are left; after another, or after one that discarded all, none.
     */
    private ContextTags seen(ClearMarkers marks) {
      WriteMark set = stamp.in(marks);
      WriteMark now = WriteMark.of(marks);
      int since = marks.discards() - set.discards();
      boolean wiped = set.closings() < marks.allWiped();
      if (since == 0 && !wiped) {
        return new ContextTags(current, historic, now);
      }
      boolean back =
          since == 1 && marks.discardedAll() <= set.discards() && !wiped && !historic.isEmpty();
      return new ContextTags(
          back ? Optional.of(historic.getLast()) : Optional.empty(), List.of(), now);
    }
  }

  /** What is left of this after all that has been cleared. */
  public SessionState seen(ClearMarkers marks, Instant now) {
    return new SessionState(
        kept(variables, variable -> variable.isSeen(marks, now)),
        dialogContext.filter(context -> context.isOfThisDialog(marks)),
        kept(profiles, profile -> profile.isSeen(marks)),
        tags.seen(marks),
        sentiment.filter(tones -> tones.outlives(marks)));
  }

  /**
   * This without some profiles, as a custom script asks at a closing (contract, section 8). What
   * was set after that closing stays.
   *
   * @param names the profiles' names
   * @param closing the how-manieth closing it was
   * @param marks the conversation's, to count by
   */
  public SessionState withoutProfiles(Set<String> names, int closing, ClearMarkers marks) {
    return new SessionState(
        variables,
        dialogContext,
        kept(
            profiles,
            (name, profile) ->
                !names.contains(name) || profile.stamp().in(marks).closings() >= closing),
        tags,
        sentiment);
  }

  /** This without all profiles and variables that were set before a closing. */
  public SessionState withoutAllProfiles(int closing, ClearMarkers marks) {
    return new SessionState(
        kept(variables, variable -> variable.stamp().in(marks).closings() >= closing),
        dialogContext,
        kept(profiles, profile -> profile.stamp().in(marks).closings() >= closing),
        tags,
        sentiment);
  }

  /** Whether nothing is kept. */
  public boolean isEmpty() {
    return variables.isEmpty()
        && dialogContext.isEmpty()
        && profiles.isEmpty()
        && tags.current().isEmpty()
        && tags.historic().isEmpty()
        && sentiment.isEmpty();
  }

  private static <T> Map<String, T> kept(Map<String, T> parts, Predicate<T> keep) {
    return kept(parts, (name, part) -> keep.test(part));
  }

  private static <T> Map<String, T> kept(Map<String, T> parts, BiPredicate<String, T> keep) {
    Map<String, T> kept = new LinkedHashMap<>();
    parts.forEach(
        (name, part) -> {
          if (keep.test(name, part)) {
            kept.put(name, part);
          }
        });
    return kept;
  }
}
