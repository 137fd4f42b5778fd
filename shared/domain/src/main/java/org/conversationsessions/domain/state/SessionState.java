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
 * The state that a bot keeps about a conversation. Values are JSON texts that are not interpreted.
 *
 * @param variables the session's variables, by name
 * @param dialogContext the context of the current dialog
 * @param profiles authorisation profiles, by name
 * @param tags the context tags
 * @param sentiment the recent tones
 */
public record SessionState(
    Map<String, Variable> variables,
    Optional<Context> dialogContext,
    Map<String, Profile> profiles,
    ContextTags tags,
    Optional<Context> sentiment) {
  /** The empty state. */
  public static final SessionState EMPTY =
      new SessionState(Map.of(), Optional.empty(), Map.of(), ContextTags.NONE, Optional.empty());

  /** Copies the collections. */
  public SessionState {
    variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
    profiles = Collections.unmodifiableMap(new LinkedHashMap<>(profiles));
  }

  /**
   * A variable.
   *
   * @param json the value
   * @param ttl the time to live; empty: until its session closes
   * @param setAt when it was set
   * @param stamp when it was set, counted in closings and discards
   */
  public record Variable(String json, Optional<Duration> ttl, Instant setAt, WriteMark stamp) {
    /** Returns when the variable expires; empty if only a closing clears it. */
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
   * @param token opaque and secret; never shown
   * @param createdAt when a profile of this name was first set
   * @param updatedAt when the token was set
   * @param stamp when the token was set, counted in closings and discards
   */
  public record Profile(String token, Instant createdAt, Instant updatedAt, WriteMark stamp) {
    private boolean isSeen(ClearMarkers marks) {
      int closings = stamp.in(marks).closings();
      return closings >= marks.profilesWiped() && closings >= marks.allWiped();
    }

    /** Omits the token, because the text may be logged. */
    @Override
    public String toString() {
      return "Profile[" + updatedAt + "]";
    }
  }

  /**
   * A JSON value that is cleared with its dialog or on demand.
   *
   * @param json the value
   * @param stamp when it was set, counted in closings and discards
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
   * The context tags of a conversation. They are unrelated to the tags of users and sessions, which
   * the history shows.
   *
   * @param current the current tags; empty: none
   * @param historic the earlier tags, the latest last
   * @param stamp when they were set, counted in closings and discards
   */
  public record ContextTags(Optional<String> current, List<String> historic, WriteMark stamp) {
    /** No tags. */
    public static final ContextTags NONE =
        new ContextTags(Optional.empty(), List.of(), new WriteMark(0, 0, 0));

    /** Copies the list. */
    public ContextTags {
      historic = List.copyOf(historic);
    }

    /**
     * Returns the tags after the discards since they were set. One discard makes the last historic
     * tags the current ones and removes the historic ones. A second discard, or one that discards
     * all, removes all tags.
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

  /** Returns this state without everything that has been cleared or has expired. */
  public SessionState seen(ClearMarkers marks, Instant now) {
    return new SessionState(
        kept(variables, variable -> variable.isSeen(marks, now)),
        dialogContext.filter(context -> context.isOfThisDialog(marks)),
        kept(profiles, profile -> profile.isSeen(marks)),
        tags.seen(marks),
        sentiment.filter(tones -> tones.outlives(marks)));
  }

  /**
   * Returns this state without some profiles, as a custom script requests at a closing (contract,
   * section 8). Profiles set after that closing stay.
   *
   * @param names the profiles' names
   * @param closing the ordinal number of the closing
   * @param marks the conversation's markers
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

  /** Returns this state without the profiles and variables that were set before a closing. */
  public SessionState withoutAllProfiles(int closing, ClearMarkers marks) {
    return new SessionState(
        kept(variables, variable -> variable.stamp().in(marks).closings() >= closing),
        dialogContext,
        kept(profiles, profile -> profile.stamp().in(marks).closings() >= closing),
        tags,
        sentiment);
  }

  /** Returns whether the state is empty. */
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
