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
      setUnsaved(next.map(progress::atPage).orElseGet(() -> progress.atStep(step + 1)));
      if (!mayContinue()) {
        save(progress);
        return false;
      }
    }
    return true;
  }

  /** Changes the progress without storing it. */
  void setUnsaved(ErasureProgress next) {
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
   * Adds an end user or selection to those of which something was found. From the second pass on
   * this is stored before anything is deleted: otherwise, after a crash, a pass could count as one
   * that found nothing. A first pass is always followed by another.
   */
  void addFound(int subject) {
    if (!progress.found().contains(subject)) {
      ErasureProgress next = progress.finding(subject);
      if (progress.pass() == 1) {
        setUnsaved(next);
      } else {
        save(next);
      }
    }
  }

  /** Adds an end user or selection to those that cannot be completed, without storing it. */
  void addFailedUnsaved(int subject, String reason) {
    setUnsaved(progress.failing(subject, reason));
  }

  /**
   * Adds deleted items to a receipt, and stores it at once.
   *
   * @param receipt the number of the receipt
   */
  void saveDeleted(int receipt, DataStore store, long count) {
    if (count > 0) {
      erasures.addDeleted(id, receipt, Map.of(store, count));
    }
  }

  /**
   * A refused write may be the repetition of one whose response was lost. Then the stored progress
   * is the one that was to be written.
   */
  private void require(boolean stored) {
    if (!stored
        && !erasures.find(id).map(Erasures.Stored::progress).equals(Optional.of(progress))) {
      throw new SupersededException();
    }
  }
}
