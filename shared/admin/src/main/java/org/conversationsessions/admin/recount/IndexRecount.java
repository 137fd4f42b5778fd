package org.conversationsessions.admin.recount;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.conversationsessions.admin.recount.SessionRecount.Pause;
import org.conversationsessions.admin.recount.SessionRecount.Position;
import org.conversationsessions.admin.recount.SessionRecount.Report;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.application.UnreadableItemException;
import org.conversationsessions.application.concurrent.Parallel;
import org.conversationsessions.domain.counter.DayCounts;
import org.conversationsessions.domain.counter.TimeBucket;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.tag.Posting;
import org.conversationsessions.domain.tag.PostingSpan;
import org.conversationsessions.domain.tag.TagChange;
import org.conversationsessions.store.counter.DynamoSessionCounters.ShardDay;
import org.conversationsessions.store.session.SessionImage;
import org.conversationsessions.store.tag.PostingReader;
import org.conversationsessions.store.tag.RepairingTagIndex;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Makes the index by tag of a shard's day agree with the sessions. First indexes the tags of all
 * rows, in batches. Then reads what the index holds of these tags, and takes out what no row says:
 * sessions that are gone, tags that a session has lost, and items that cannot be read.
 *
 * <p>Postings merge in any order, so changes that are indexed meanwhile do no harm. A session that
 * started after the rows were read is looked for again before it is taken out.
 *
 * <p>Keeps the version of each session of the day, some 150 bytes, and the keys of {@value
 * #MAX_LISTS} tags at most. The key of a tag is a digest, so a tag that no row has is not found.
 */
final class IndexRecount {
  private static final int BATCH_SIZE = 1000;

  /** More tags than this are not compared: some 10 MB of keys, and as many queries. */
  private static final int MAX_LISTS = 100_000;

  /** The most postings that are taken out before the day is recounted again. */
  static final int MAX_LOST = 10_000;

  private final RepairingTagIndex index;
  private final ShardDay day;
  private final Duration retention;
  private final Clock clock;
  private final BooleanSupplier mayContinue;
  private final int maxLost;
  private final List<TagChange> batch = new ArrayList<>();
  private final Map<SessionId, Long> versions = new HashMap<>();
  private final Set<String> lists = new HashSet<>();
  private int unreadable;
  private boolean stopped;

  /**
   * Creates a recount without rows.
   *
   * @param retention how long closed sessions are kept; zero: for ever
   * @param mayContinue asked after each full batch; false to stop
   * @param maxLost the most postings that are taken out at a time
   */
  IndexRecount(
      RepairingTagIndex index,
      ShardDay day,
      Duration retention,
      Clock clock,
      BooleanSupplier mayContinue,
      int maxLost) {
    this.index = index;
    this.day = day;
    this.retention = retention;
    this.clock = clock;
    this.mayContinue = mayContinue;
    this.maxLost = maxLost;
  }

  /**
   * A change that the index has lost.
   *
   * @param list the partition key of the tag
   * @param absent the posting that says so
   * @param gone the session whose row was not found; empty if its row lacks the tag, or if an item
   *     cannot be read
   */
  private record Lost(String list, Posting absent, Optional<SessionId> gone) {}

  /**
   * Adds a session's item, and indexes a full batch.
   *
   * @throws UnreadableItemException if the item cannot be read; nothing is added then
   */
  void add(Map<String, AttributeValue> item) {
    SessionImage image = SessionImage.read(item);
    TagChange change = SessionImage.tagChange(clock.instant(), retention, null, image);
    batch.add(change);
    versions.put(image.session().id(), image.version());
    change.postings().keySet().stream()
        .map(term -> PostingReader.list(day.bot(), day.shard(), term))
        .limit(MAX_LISTS - lists.size())
        .forEach(lists::add);
    if (batch.size() == BATCH_SIZE) {
      finish();
      stopped = !mayContinue.getAsBoolean();
    }
  }

  /** Indexes what was added last. Changes that can never be indexed leave the day undecided. */
  void finish() {
    List<TagChange> changes = List.copyOf(batch);
    batch.clear();
    for (StoreException failure : index.apply(changes).values()) {
      if (!(failure instanceof UnreadableItemException)) {
        throw failure;
      }
      unreadable++;
    }
  }

  /** Returns whether there was no time for the rest of the rows. */
  boolean isStopped() {
    return stopped;
  }

  /** Returns whether every session that was added is indexed. */
  boolean isComplete() {
    return unreadable == 0;
  }

  /**
   * Takes out what no row says, after all rows were indexed. Costs a read unit for each tag and, if
   * anything is lost, half a read unit for each session that is gone, and the longest wait for the
   * index. What the index follows meanwhile was not lost.
   *
   * @param counts the bot's counters of the day: in an hour in which sessions may have expired,
   *     they stay in the index
   * @param isStored looks for a session's row again
   * @param pause waits until the index has followed the stream
   * @return one repaired day if anything was taken out; where to continue if there was no time, or
   *     if more is lost than is taken out at a time
   */
  Report takeOutLost(DayCounts counts, Predicate<SessionId> isStored, Pause pause) {
    List<Lost> lost = Collections.synchronizedList(new ArrayList<>());
    List<String> all = List.copyOf(lists);
    for (int from = 0; from < all.size() && lost.size() < maxLost; from += BATCH_SIZE) {
      if (!mayContinue.getAsBoolean()) {
        return report(0, 0, true);
      }
      Parallel.forEach(
          all.subList(from, Math.min(all.size(), from + BATCH_SIZE)),
          list -> findLost(list, counts, lost));
    }
    if (lost.isEmpty()) {
      return Report.NOTHING;
    }
    int round = 0;
    while (pause.await(round)) {
      round++;
    }
    AtomicBoolean repaired = new AtomicBoolean();
    AtomicBoolean undecided = new AtomicBoolean();
    Parallel.forEach(
        lost.stream().collect(Collectors.groupingBy(Lost::list)).entrySet(),
        ofList -> {
          List<Posting> absent =
              ofList.getValue().stream()
                  .filter(one -> one.gone.isEmpty() || !isStored.test(one.gone.get()))
                  .map(Lost::absent)
                  .toList();
          try {
            if (index.merge(ofList.getKey(), absent)) {
              repaired.set(true);
            }
          } catch (UnreadableItemException e) {
            undecided.set(true);
          }
        });
    return report(repaired.get() ? 1 : 0, undecided.get() ? 1 : 0, lost.size() >= maxLost);
  }

  private void findLost(String list, DayCounts counts, List<Lost> lost) {
    index.forEach(
        list,
        day.day(),
        posting -> {
          if (lost.size() < maxLost) {
            lost(list, posting)
                .filter(one -> !counts.mayHaveExpired(hourOf(posting), clock.instant()))
                .ifPresent(lost::add);
          }
        });
  }

  /** Compares a posting with the row of its session. */
  private Optional<Lost> lost(String list, Posting posting) {
    SessionId session = posting.session();
    if (posting.tagging().isEmpty()) {
      return Optional.of(new Lost(list, posting, Optional.empty()));
    }
    Long version = versions.get(session);
    if (version == null) {
      return Optional.of(
          new Lost(list, Posting.absent(session, posting.version()), Optional.of(session)));
    }
    // An older posting is of a tag that the session has lost.
    return posting.version() < version
        ? Optional.of(new Lost(list, Posting.absent(session, version), Optional.empty()))
        : Optional.empty();
  }

  private static int hourOf(Posting posting) {
    return Math.floorMod(PostingSpan.hourOf(posting.session()).number(), TimeBucket.HOURS_PER_DAY);
  }

  private Report report(int repaired, int undecided, boolean again) {
    return new Report(
        0,
        0,
        repaired,
        undecided,
        again ? Optional.of(new Position(day.day(), day.shard())) : Optional.empty());
  }
}
