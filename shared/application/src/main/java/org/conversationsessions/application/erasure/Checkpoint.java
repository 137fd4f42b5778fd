package org.conversationsessions.application.erasure;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.conversationsessions.domain.erasure.DataStore;
import org.conversationsessions.domain.erasure.ErasureId;
import org.conversationsessions.domain.erasure.ErasureMark;
import org.conversationsessions.domain.erasure.ErasureProgress;

/** The progress of a request in the hands of one worker. Not thread-safe. */
final class Checkpoint {
  private final ErasureId id;
  private final Erasures erasures;
  private final InstantSource clock;
  private final BooleanSupplier mayContinue;
  private ErasureProgress progress;

  Checkpoint(
      ErasureId id,
      ErasureProgress progress,
      Erasures erasures,
      InstantSource clock,
      BooleanSupplier mayContinue) {
    this.id = id;
    this.progress = progress;
    this.erasures = erasures;
    this.clock = clock;
    this.mayContinue = mayContinue;
  }

  ErasureProgress progress() {
    return progress;
  }

  Instant now() {
    return clock.instant();
  }

  boolean mayContinue() {
    return mayContinue.getAsBoolean();
  }

  /** A phase's work in steps, each of which has one page or more. */
  @FunctionalInterface
  interface PagedSteps {
    /**
     * Does a page of a step.
     *
     * @param page where the page begins; empty: with the step
     * @return where the next page begins; empty if the step is done
     */
    Optional<String> work(int step, Optional<String> page);
  }

  /**
   * Does the steps of a phase from where the progress is. Time may run out after any page; the next
   * worker continues there.
   *
   * @return false if time ran out; the progress is stored then
   */
  boolean advance(int steps, PagedSteps work) {
    while (progress.position() < steps) {
      int step = progress.position();
      Optional<String> next = work.work(step, progress.page());
      note(next.map(progress::atPage).orElseGet(() -> progress.at(step + 1)));
      if (!mayContinue()) {
        save(progress);
        return false;
      }
    }
    return true;
  }

  /** Changes the progress without storing it. */
  void note(ErasureProgress next) {
    progress = next;
  }

  /**
   * Stores the progress.
   *
   * @throws SupersededException if another worker has stored one
   */
  void save(ErasureProgress next) {
    progress = next.written(now());
    require(erasures.save(id, progress));
  }

  /** Stores the progress together with marks. */
  void mark(ErasureProgress next, List<ErasureMark> marks) {
    progress = next.written(now());
    require(erasures.mark(id, progress, marks));
  }

  /**
   * Notes that something of an end user was found. From the second pass on this is stored before
   * anything is deleted: otherwise, after a crash, a pass could count as one that found nothing. A
   * first pass is always followed by another.
   */
  void found(int number) {
    if (!progress.found().contains(number)) {
      ErasureProgress next = progress.finding(number);
      if (progress.pass() == 1) {
        note(next);
      } else {
        save(next);
      }
    }
  }

  /** Notes that an end user or selection cannot be completed, without storing it. */
  void fail(int number, String reason) {
    note(progress.failing(number, reason));
  }

  /** Adds deleted items to a receipt. */
  void deleted(int number, DataStore store, long count) {
    if (count > 0) {
      erasures.addDeleted(id, number, Map.of(store, count));
    }
  }

  /**
   * A refused write may be the repetition of one whose answer was lost. Then the stored progress is
   * the one that was to be written.
   */
  private void require(boolean stored) {
    if (!stored
        && !erasures.find(id).map(Erasures.Stored::progress).equals(Optional.of(progress))) {
      throw new SupersededException();
    }
  }
}
