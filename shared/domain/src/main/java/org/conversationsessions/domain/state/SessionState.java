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
   * @param writeMark when it was set, counted in closings and discards
   */
  public record Variable(String json, Optional<Duration> ttl, Instant setAt, WriteMark writeMark) {
    /** Returns when the variable expires; empty if only a closing clears it. */
    public Optional<Instant> expiresAt() {
      return ttl.map(setAt::plus);
    }

    private boolean isVisible(ClearMarkers markers, Instant now) {
      int closings = writeMark.relativeTo(markers).closings();
      boolean notExpired =
          ttl.isEmpty() ? closings == markers.closings() : setAt.plus(ttl.get()).isAfter(now);
      return notExpired
          && closings >= markers.variablesClearedBefore()
          && closings >= markers.allClearedBefore();
    }
  }

  /**
   * An authorisation profile.
   *
   * @param token opaque and secret; never shown
   * @param createdAt when a profile of this name was first set
   * @param updatedAt when the token was set
   * @param writeMark when the token was set, counted in closings and discards
   */
  public record Profile(String token, Instant createdAt, Instant updatedAt, WriteMark writeMark) {
    private boolean isVisible(ClearMarkers markers) {
      int closings = writeMark.relativeTo(markers).closings();
      return closings >= markers.profilesClearedBefore() && closings >= markers.allClearedBefore();
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
   * @param writeMark when it was set, counted in closings and discards
   */
  public record Context(String json, WriteMark writeMark) {
    private boolean isOfCurrentDialog(ClearMarkers markers) {
      return writeMark.relativeTo(markers).equals(WriteMark.of(markers));
    }

    private boolean isVisible(ClearMarkers markers) {
      WriteMark set = writeMark.relativeTo(markers);
      return set.discards() >= markers.lastDiscardOfAll()
          && set.closings() >= markers.allClearedBefore();
    }
  }

  /**
   * The context tags of a conversation. They are unrelated to the tags of users and sessions, which
   * the history shows.
   *
   * @param current the current tags; empty: none
   * @param historic the earlier tags, the latest last
   * @param writeMark when they were set, counted in closings and discards
   */
  public record ContextTags(Optional<String> current, List<String> historic, WriteMark writeMark) {
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
    private ContextTags visible(ClearMarkers markers) {
      WriteMark set = writeMark.relativeTo(markers);
      WriteMark present = WriteMark.of(markers);
      int discardsSince = markers.discards() - set.discards();
      boolean cleared = set.closings() < markers.allClearedBefore();
      if (discardsSince == 0 && !cleared) {
        return new ContextTags(current, historic, present);
      }
      boolean restoresHistoric =
          discardsSince == 1
              && markers.lastDiscardOfAll() <= set.discards()
              && !cleared
              && !historic.isEmpty();
      return new ContextTags(
          restoresHistoric ? Optional.of(historic.getLast()) : Optional.empty(),
          List.of(),
          present);
    }
  }

  /** Returns the part of this state that has been neither cleared nor expired. */
  public SessionState visible(ClearMarkers markers, Instant now) {
    return new SessionState(
        keep(variables, variable -> variable.isVisible(markers, now)),
        dialogContext.filter(context -> context.isOfCurrentDialog(markers)),
        keep(profiles, profile -> profile.isVisible(markers)),
        tags.visible(markers),
        sentiment.filter(tones -> tones.isVisible(markers)));
  }

  /**
   * Returns this state without some profiles, as a closing script requests at a closing (contract,
   * section 8). Profiles set after that closing stay.
   *
   * @param names the profiles' names
   * @param closing the ordinal number of the closing
   * @param markers the conversation's clear markers
   */
  public SessionState withoutProfiles(Set<String> names, int closing, ClearMarkers markers) {
    return new SessionState(
        variables,
        dialogContext,
        keep(
            profiles,
            (name, profile) ->
                !names.contains(name)
                    || profile.writeMark().relativeTo(markers).closings() >= closing),
        tags,
        sentiment);
  }

  /** Returns this state without the profiles and variables that were set before a closing. */
  public SessionState withoutAllProfiles(int closing, ClearMarkers markers) {
    return new SessionState(
        keep(variables, variable -> variable.writeMark().relativeTo(markers).closings() >= closing),
        dialogContext,
        keep(profiles, profile -> profile.writeMark().relativeTo(markers).closings() >= closing),
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

  private static <T> Map<String, T> keep(Map<String, T> parts, Predicate<T> keep) {
    return keep(parts, (name, part) -> keep.test(part));
  }

  private static <T> Map<String, T> keep(Map<String, T> parts, BiPredicate<String, T> keep) {
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
