package org.conversationsessions.store.counter;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.conversationsessions.domain.counter.BucketCounts;
import org.conversationsessions.domain.counter.CountChange;
import org.conversationsessions.domain.counter.CountChange.Delta;
import org.conversationsessions.domain.counter.DayCounts;
import org.conversationsessions.domain.counter.DayMeasures;
import org.conversationsessions.domain.counter.HourlyMeasures;
import org.conversationsessions.domain.counter.SequenceNumber;
import org.conversationsessions.domain.counter.SessionMeasures;
import org.conversationsessions.store.counter.CounterItem.Day;

/**
 * A change of a day's counts and measures.
 *
 * @param counterKey the partition key of the counts
 * @param before the stored item
 * @param deltas the changes
 * @param measured by how much the measures change; zero if they are not counted
 * @param after the item to be stored
 */
public record DayChange(
    String counterKey, Day before, List<Delta> deltas, DayMeasures measured, Day after) {
  /**
   * Applies an end user's changes, without those counted before. Does not count measures, and drops
   * measures that miss any of these changes.
   */
  static DayChange of(String counterKey, Day before, List<CountChange> changes) {
    List<Delta> deltas = new ArrayList<>();
    SequenceNumber lastCounted = before.lastCounted();
    String recountMarker = before.recountMarker();
    for (CountChange change : changes) {
      if (change.sequenceNumber().compareTo(lastCounted) > 0) {
        lastCounted = change.sequenceNumber();
        deltas.addAll(change.deltas());
        recountMarker = change.recountMarker().isEmpty() ? recountMarker : change.recountMarker();
      }
    }
    return of(counterKey, before, deltas, recountMarker, false, lastCounted);
  }

  /**
   * Applies changes of a bot's day. Does not count measures, and drops measures that miss any of
   * these changes. A bot's day is indexed by tag from its first session on, or not at all.
   */
  public static DayChange ofBot(String counterKey, Day before, List<Delta> deltas) {
    boolean begins = before.version() == 0 && CounterItem.isBot(counterKey);
    boolean indexed = before.indexed() || begins;
    return of(counterKey, before, deltas, "", indexed, SequenceNumber.NONE);
  }

  private static DayChange of(
      String counterKey,
      Day before,
      List<Delta> deltas,
      String recountMarker,
      boolean indexed,
      SequenceNumber lastCounted) {
    DayCounts counts = before.counts().plus(deltas);
    return new DayChange(
        counterKey,
        before,
        deltas,
        DayMeasures.NONE,
        new Day(
            counts.hasTooManyBuckets() ? counts.withoutBuckets() : counts,
            deltas.stream().anyMatch(DayChange::matters) ? Optional.empty() : before.measures(),
            lastCounted,
            recountMarker,
            indexed,
            before.version() + 1));
  }

  private static boolean matters(Delta delta) {
    return delta.change() != 0 || !delta.measures().equals(SessionMeasures.NONE);
  }

  /** Returns whether the day has sessions after this change and had none before. */
  boolean begins() {
    return before.counts().isEmpty() && !after.counts().isEmpty();
  }

  /**
   * Returns this change of an end user's day with its measures, if those before it are complete.
   *
   * @param isNew whether the end user has no earlier day; matters only if the day begins
   */
  DayChange withMeasures(boolean isNew) {
    DayMeasures complete = before.completeMeasures().orElse(null);
    if (complete == null) {
      return with(DayMeasures.NONE, Optional.empty());
    }
    long newUsers = begins() ? (isNew ? 1 : 0) : complete.newUsers();
    DayMeasures changed =
        after.counts().isEmpty()
            ? DayMeasures.NONE
            : new DayMeasures(1, newUsers, complete.sessions().plus(deltas));
    return with(changed.minus(complete), Optional.of(changed));
  }

  /**
   * Returns this change of a bot's day with its measures, if those before it are complete.
   *
   * @param ofUsers by how much the measures of the end users change
   */
  DayChange withMeasuresOf(DayMeasures ofUsers) {
    DayMeasures users = ofUsers.withoutSessions();
    return with(
        ofUsers,
        before
            .completeMeasures()
            .map(old -> after.counts().isEmpty() ? DayMeasures.NONE : old.plus(users)));
  }

  private DayChange with(DayMeasures newMeasured, Optional<DayMeasures> newMeasures) {
    return new DayChange(counterKey, before, deltas, newMeasured, after.with(newMeasures));
  }

  /**
   * Returns whether there is anything to write. A change that alters nothing needs no sequence
   * number stored: counting it again does no harm.
   */
  boolean mustBeWritten() {
    return deltas.stream().anyMatch(delta -> delta.change() != 0)
        || !after.counts().equals(before.counts())
        || !after.recountMarker().equals(before.recountMarker())
        || (!after.measures().equals(before.measures())
            && !after.measures().equals(before.completeMeasures()))
        // So that a recount, which may complete the measures, sees that its end users changed.
        || (after.measures().isEmpty() && !measured.equals(DayMeasures.NONE));
  }

  /** Returns whether the measures of the day's sessions have an item of their own. */
  boolean hasSeparateMeasures() {
    return MeasuresItem.isSeparate(counterKey, after);
  }

  /** Returns the measures of an end user's sessions after this change; none if incomplete. */
  HourlyMeasures sessionsAfter() {
    return after.measures().map(DayMeasures::sessions).orElse(HourlyMeasures.EMPTY);
  }

  /** Returns whether a bot's item of measures may change. */
  boolean changesMeasuresItem() {
    return after.measures().isPresent()
        ? !measured.sessions().isEmpty()
        : before.measures().isPresent();
  }

  /** Returns the measures of a bot's item of measures after this change. */
  HourlyMeasures measuresAfter(HourlyMeasures stored) {
    return after.measures().isPresent() && !after.counts().isEmpty()
        ? stored.plus(measured.sessions())
        : HourlyMeasures.EMPTY;
  }

  /** Returns the hours of the day whose items change. */
  public NavigableSet<Integer> hours() {
    NavigableSet<Integer> hours = new TreeSet<>();
    if (after.counts().buckets().isEmpty()) {
      deltas.stream()
          .filter(delta -> delta.change() != 0)
          .forEach(delta -> hours.add(DayCounts.hourOfDay(delta)));
      if (movesBucketsToHours()) {
        before.counts().countedHours().forEach(hours::add);
      }
    }
    return hours;
  }

  /** Returns whether the buckets move from the day's item to items of its hours. */
  private boolean movesBucketsToHours() {
    return before.counts().buckets().isPresent() && after.counts().buckets().isEmpty();
  }

  /** Returns an hour's counts by bucket of the hour after the changes. */
  public BucketCounts bucketsAfter(int hour, BucketCounts stored) {
    return DayCounts.plus(
        movesBucketsToHours() ? before.counts().bucketsOfHour(hour).orElse(stored) : stored,
        hour,
        deltas);
  }
}
