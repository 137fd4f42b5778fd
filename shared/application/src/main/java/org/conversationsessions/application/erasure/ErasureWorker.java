package org.conversationsessions.application.erasure;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.conversationsessions.application.concurrent.BackoffPolicy;
import org.conversationsessions.application.conversation.DueConversations;
import org.conversationsessions.domain.erasure.ConversationDeletion;
import org.conversationsessions.domain.erasure.ErasureId;
import org.conversationsessions.domain.erasure.ErasurePhase;
import org.conversationsessions.domain.erasure.ErasureProgress;
import org.conversationsessions.domain.erasure.UserErasure;

/**
 * Works on requests to erase data, in slices (contract, section 15). Every step can be repeated,
 * and two workers on one request do no harm: the progress has a version, so one of them stops.
 *
 * <p>A pass erases everything that it finds. A writer that had read something before a pass may
 * bring it back as long as it lives. So the next pass begins when the longest time that a writer
 * lives has gone by since the end of the pass. A request is complete after such a pass that found
 * nothing.
 */
public final class ErasureWorker {
  /** The most passes. */
  public static final int MAX_PASSES = 10;

  private final Erasures erasures;
  private final InstantSource clock;
  private final Collaborators collaborators;

  /**
   * Creates a worker.
   *
   * @param pause the longest time that a writer lives: the least time between two passes
   */
  public ErasureWorker(
      Erasures erasures,
      MarkNotes notes,
      UserDataStores stores,
      DueConversations due,
      InstantSource clock,
      BackoffPolicy backoff,
      Duration pause) {
    this.erasures = erasures;
    this.clock = clock;
    this.collaborators =
        new Collaborators(
            erasures, notes, stores, new DueEraser(due, stores, pause), backoff, pause);
  }

  /** The ports and settings of a slice. */
  record Collaborators(
      Erasures erasures,
      MarkNotes notes,
      UserDataStores stores,
      DueEraser due,
      BackoffPolicy backoff,
      Duration pause) {}

  /** The result of a slice. */
  public sealed interface Result {
    /** Nothing is left to do: the request has ended or is unknown, or another worker is on it. */
    record Done() implements Result {}

    /**
     * The request has to be continued.
     *
     * @param delay when at the earliest, at most {@link ErasureQueue#MAX_DELAY}
     */
    record Again(Duration delay) implements Result {}
  }

  /**
   * Works on a request until it ends, has to wait, or time runs out.
   *
   * @param mayContinue asked between steps; false ends the slice
   * @throws org.conversationsessions.application.StoreException if a store failed; the slice can be
   *     repeated
   */
  public Result work(ErasureId id, BooleanSupplier mayContinue) {
    Optional<Erasures.Stored> found = erasures.find(id);
    if (found.isEmpty()) {
      return new Result.Done();
    }
    Checkpoint checkpoint =
        new Checkpoint(
            id, found.get().progress().startedAt(clock.instant()), erasures, clock, mayContinue);
    Optional<Result> early = pauseBeforeNextPass(checkpoint);
    if (early.isPresent()) {
      return early.get();
    }
    try {
      return switch (found.get().request()) {
        case UserErasure users -> new UserErasureRun(users, checkpoint, collaborators).run();
        case ConversationDeletion sessions ->
            new ConversationDeletionRun(sessions, checkpoint, collaborators).run();
      };
    } catch (SupersededException stopped) {
      return new Result.Done();
    }
  }

  /** Returns how a slice ends if the next pass must not begin yet; empty if it may. */
  static Optional<Result> pauseBeforeNextPass(Checkpoint checkpoint) {
    ErasureProgress progress = checkpoint.progress();
    Instant now = checkpoint.now();
    if (progress.phase() != ErasurePhase.PASS || !progress.notBefore().isAfter(now)) {
      return Optional.empty();
    }
    // A second more: the queue counts in whole seconds.
    Duration left = Duration.between(now, progress.notBefore()).plusSeconds(1);
    return Optional.of(
        new Result.Again(
            left.compareTo(ErasureQueue.MAX_DELAY) < 0 ? left : ErasureQueue.MAX_DELAY));
  }
}
