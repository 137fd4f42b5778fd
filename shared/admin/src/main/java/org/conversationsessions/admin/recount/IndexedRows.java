package org.conversationsessions.admin.recount;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.conversationsessions.admin.recount.SessionRecount.Report;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.application.UnreadableItemException;
import org.conversationsessions.application.counting.TagIndex;
import org.conversationsessions.domain.tag.TagChange;
import org.conversationsessions.store.session.SessionImage;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Indexes the tags of rows that are read, in batches. */
final class IndexedRows {
  private static final int BATCH_SIZE = 1000;

  private final TagIndex tagIndex;
  private final Duration retention;
  private final Clock clock;
  private final BooleanSupplier mayContinue;
  private final List<TagChange> batch = new ArrayList<>();
  private int unreadable;
  private boolean stopped;

  /**
   * Creates an empty batch.
   *
   * @param retention how long closed sessions are kept; zero: for ever
   * @param mayContinue asked after each full batch; false to stop
   */
  IndexedRows(TagIndex tagIndex, Duration retention, Clock clock, BooleanSupplier mayContinue) {
    this.tagIndex = tagIndex;
    this.retention = retention;
    this.clock = clock;
    this.mayContinue = mayContinue;
  }

  /**
   * Adds a session's item, and indexes a full batch.
   *
   * @throws UnreadableItemException if the item cannot be read; nothing is added then
   */
  void add(Map<String, AttributeValue> item) {
    batch.add(SessionImage.tagChange(clock.instant(), retention, null, SessionImage.read(item)));
    if (batch.size() == BATCH_SIZE) {
      finish();
      stopped = !mayContinue.getAsBoolean();
    }
  }

  /** Indexes what was added last. Changes that can never be indexed leave the day undecided. */
  void finish() {
    List<TagChange> changes = List.copyOf(batch);
    batch.clear();
    for (StoreException failure : tagIndex.apply(changes).values()) {
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

  /** Returns that the day is undecided if a session could not be indexed. */
  Report report() {
    return isComplete() ? Report.NOTHING : new Report(0, 0, 0, 1, Optional.empty());
  }
}
