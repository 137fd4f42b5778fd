package org.conversationsessions.application.erasure;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.conversationsessions.application.UnreadableItemException;
import org.conversationsessions.application.erasure.ErasureWorker.Result;
import org.conversationsessions.domain.erasure.DataStore;
import org.conversationsessions.domain.erasure.DataSubject;
import org.conversationsessions.domain.erasure.ErasureMark;
import org.conversationsessions.domain.erasure.ErasurePhase;
import org.conversationsessions.domain.erasure.ErasureProgress;
import org.conversationsessions.domain.erasure.ErasureTarget;
import org.conversationsessions.domain.erasure.StreamReader;
import org.conversationsessions.domain.erasure.UserErasure;
import org.conversationsessions.domain.session.SessionId;

/**
 * One slice of the work on a {@link UserErasure}: passes over all stores until one finds nothing,
 * then marks in the stream, then the wait for the stream's readers.
 */
final class UserErasureRun {
  /** Conversations first: without one no writer can bring the rest back. */
  private static final List<DataStore> ORDER =
      List.of(
          DataStore.CONVERSATIONS,
          DataStore.SESSION_STATES,
          DataStore.MESSAGES,
          DataStore.DEBUG_LOGS,
          DataStore.SESSIONS);

  private static final int MARKS_AT_ONCE = 25;

  /** As long as the stream keeps its records. */
  private static final Duration MAX_WAIT = Duration.ofHours(24);

  private final UserErasure request;
  private final Checkpoint checkpoint;
  private final ErasureWorker.Collaborators collaborators;
  private final StoreEraser eraser;
  private final Set<SessionId> erased = ConcurrentHashMap.newKeySet();

  UserErasureRun(
      UserErasure request, Checkpoint checkpoint, ErasureWorker.Collaborators collaborators) {
    this.request = request;
    this.checkpoint = checkpoint;
    this.collaborators = collaborators;
    this.eraser = new StoreEraser(collaborators.stores(), collaborators.backoff());
  }

  Result run() {
    while (true) {
      Optional<Result> stop =
          switch (checkpoint.progress().phase()) {
            case PASS -> runPass();
            case MARKING -> putMarks();
            case AWAITING -> awaitReaders();
            case DONE -> Optional.of(new Result.Done());
          };
      if (stop.isPresent()) {
        return stop.get();
      }
    }
  }

  /** A pass goes bot by bot: all stores of each end user, then the bot's due entries. */
  private Optional<Result> runPass() {
    int width = request.subjects().size() * ORDER.size() + 1;
    boolean finished =
        checkpoint.advance(
            request.bots().size() * width,
            (step, page) -> erasePage(step / width, step % width, page));
    if (!finished) {
      return Optional.of(new Result.Again(Duration.ZERO));
    }
    Instant now = checkpoint.now();
    ErasureProgress progress = checkpoint.progress();
    erased.clear();
    if (progress.pass() == 1) {
      checkpoint.save(
          progress.nextPass(progress.subjectsOfPass(), now.plus(collaborators.pause())));
    } else if (!progress.found().isEmpty() && progress.pass() < ErasureWorker.MAX_PASSES) {
      checkpoint.save(progress.nextPass(progress.found(), now.plus(collaborators.pause())));
    } else {
      progress
          .found()
          .forEach(
              subject ->
                  checkpoint.addFailedUnsaved(
                      subject, "new data arrived during every pass; request it again"));
      checkpoint.save(checkpoint.progress().withPhase(ErasurePhase.MARKING, now));
    }
    return ErasureWorker.pauseBeforeNextPass(checkpoint);
  }

  /** Erases a page of what a bot has in a store of an end user, or of the bot's due entries. */
  private Optional<String> erasePage(int bot, int step, Optional<String> page) {
    int subject = step / ORDER.size();
    if (subject == request.subjects().size()) {
      return collaborators.due().erasePage(request, bot, page, erased, checkpoint);
    }
    if (!checkpoint.progress().subjectsOfPass().contains(subject)) {
      return Optional.empty();
    }
    int target = request.targetNumber(bot, subject);
    return eraser.erasePage(
        ORDER.get(step % ORDER.size()),
        request.target(target),
        page,
        item -> true,
        checkpoint,
        subject,
        target,
        item -> {
          if (item.store() == DataStore.CONVERSATIONS) {
            item.session().ifPresent(erased::add);
          }
        });
  }

  private Optional<Result> putMarks() {
    ErasureProgress progress = checkpoint.progress();
    List<ErasureMark> marks = new ArrayList<>();
    int target = progress.position();
    while (target < request.targets() && marks.size() < MARKS_AT_ONCE) {
      if (!progress.failed().containsKey(request.subjectOf(target))) {
        marks.add(request.mark(target));
      }
      target++;
    }
    if (target < request.targets()) {
      checkpoint.mark(progress.atStep(target), marks);
      return checkpoint.mayContinue() ? Optional.empty() : endSlice(Duration.ZERO);
    }
    checkpoint.mark(progress.withPhase(ErasurePhase.AWAITING, checkpoint.now()), marks);
    return Optional.empty();
  }

  /**
   * Settles target by target. A target of a failed end user is counted here and not where its end
   * user fails: an end user may have thousands of targets, and time may run out after any of them.
   */
  private Optional<Result> awaitReaders() {
    Duration waited = Duration.between(checkpoint.progress().notBefore(), checkpoint.now());
    while (checkpoint.progress().position() < request.targets()) {
      int target = checkpoint.progress().position();
      int subject = request.subjectOf(target);
      if (!checkpoint.progress().failed().containsKey(subject)) {
        try {
          Optional<String> missing = trySettle(target);
          if (missing.isPresent() && waited.compareTo(MAX_WAIT) < 0) {
            return endSlice(pollAfter(waited));
          }
          missing.ifPresent(reason -> checkpoint.addFailedUnsaved(subject, reason));
        } catch (UnreadableItemException damaged) {
          // No wait repairs it, and the other end users must not wait for an operator.
          checkpoint.addFailedUnsaved(subject, "a counter of the end user cannot be read");
        }
      }
      if (checkpoint.progress().failed().containsKey(subject)) {
        settleFailed(target);
      }
      collaborators.erasures().unmark(request.mark(target));
      checkpoint.setUnsaved(checkpoint.progress().atStep(target + 1));
      if (!checkpoint.mayContinue()) {
        return endSlice(Duration.ZERO);
      }
    }
    checkpoint.save(checkpoint.progress().withPhase(ErasurePhase.DONE, checkpoint.now()));
    return Optional.empty();
  }

  /**
   * Settles a target if nothing is missing; returns what it still waits for.
   *
   * @throws UnreadableItemException if a counter of the end user cannot be read
   */
  private Optional<String> trySettle(int target) {
    ErasureMark mark = request.mark(target);
    if (!collaborators.notes().isNoted(mark, StreamReader.COUNTER)) {
      return Optional.of("the changes of sessions were not counted within a day");
    }
    if (!collaborators.notes().isNoted(mark, StreamReader.PUBLISHER)) {
      return Optional.of("the session events were not published within a day");
    }
    String userId = mark.target().subject().userId();
    UserDataStores.Counted counted = collaborators.stores().counted(mark.target().bot(), userId);
    if (counted.sessions() != sessions(mark.target())) {
      return Optional.of("the totals did not follow within a day");
    }
    collaborators
        .erasures()
        .settle(
            request.id(),
            target,
            counted.emptied() == 0
                ? Map.of()
                : Map.of(DataStore.COUNTERS, (long) counted.emptied()),
            counted.goneBy());
    return Optional.empty();
  }

  /** Returns the number of the end user's sessions on all channels. */
  private long sessions(ErasureTarget target) {
    DataSubject everywhere = new DataSubject(target.subject().userId(), Optional.empty());
    return eraser.count(
        DataStore.SESSIONS, new ErasureTarget(target.bot(), everywhere), item -> true);
  }

  /** Settles a failed target: its receipt has the number of items that are left in each store. */
  private void settleFailed(int target) {
    Map<DataStore, Long> remaining = new EnumMap<>(DataStore.class);
    for (DataStore store : ORDER) {
      long count = eraser.count(store, request.target(target), item -> true);
      if (count > 0) {
        remaining.put(store, count);
      }
    }
    collaborators.erasures().settle(request.id(), target, remaining, Optional.empty());
  }

  private Optional<Result> endSlice(Duration delay) {
    checkpoint.save(checkpoint.progress());
    return Optional.of(new Result.Again(delay));
  }

  /** Polls often at first: readers are usually one or two seconds behind. */
  private static Duration pollAfter(Duration waited) {
    return Duration.ofSeconds(Math.clamp(waited.toSeconds() / 4, 1, 300));
  }
}
