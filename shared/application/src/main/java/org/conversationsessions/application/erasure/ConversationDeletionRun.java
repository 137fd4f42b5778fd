package org.conversationsessions.application.erasure;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.conversationsessions.application.erasure.ErasureWorker.Result;
import org.conversationsessions.application.erasure.UserDataStores.Item;
import org.conversationsessions.domain.erasure.ConversationDeletion;
import org.conversationsessions.domain.erasure.DataStore;
import org.conversationsessions.domain.erasure.DataSubject;
import org.conversationsessions.domain.erasure.ErasurePhase;
import org.conversationsessions.domain.erasure.ErasureProgress;
import org.conversationsessions.domain.erasure.ErasureTarget;
import org.conversationsessions.domain.erasure.SessionSelection;
import org.conversationsessions.domain.session.SessionId;

/**
 * One slice of the work on a {@link ConversationDeletion}: passes over its selections until one
 * finds nothing. A pass deletes closed sessions, then messages and debug lines whose session is not
 * stored. So it does not delete what belongs to a live session or to one that is just starting.
 */
final class ConversationDeletionRun {
  /** Sessions first: then what belongs to a session that is not stored is to be deleted. */
  private static final List<DataStore> ORDER =
      List.of(DataStore.SESSIONS, DataStore.MESSAGES, DataStore.DEBUG_LOGS);

  private final ConversationDeletion request;
  private final Checkpoint checkpoint;
  private final ErasureWorker.Collaborators collaborators;
  private final StoreEraser eraser;

  ConversationDeletionRun(
      ConversationDeletion request,
      Checkpoint checkpoint,
      ErasureWorker.Collaborators collaborators) {
    this.request = request;
    this.checkpoint = checkpoint;
    this.collaborators = collaborators;
    this.eraser = new StoreEraser(collaborators.stores(), collaborators.backoff());
  }

  Result run() {
    while (checkpoint.progress().phase() == ErasurePhase.PASS) {
      Optional<Result> stop = runPass();
      if (stop.isPresent()) {
        return stop.get();
      }
    }
    return new Result.Done();
  }

  private Optional<Result> runPass() {
    boolean finished =
        checkpoint.advance(
            request.selections().size() * ORDER.size(),
            (step, page) -> erasePage(step / ORDER.size(), ORDER.get(step % ORDER.size()), page));
    if (!finished) {
      return Optional.of(new Result.Again(Duration.ZERO));
    }
    ErasureProgress progress = checkpoint.progress();
    if (progress.pass() == 1) {
      checkpoint.save(
          progress.nextPass(
              progress.subjectsOfPass(), checkpoint.now().plus(collaborators.pause())));
    } else if (progress.found().isEmpty()) {
      checkpoint.save(progress.withPhase(ErasurePhase.DONE, checkpoint.now()));
    } else if (progress.pass() < ErasureWorker.MAX_PASSES) {
      checkpoint.save(
          progress.nextPass(progress.found(), checkpoint.now().plus(collaborators.pause())));
    } else {
      checkpoint.save(failing(progress).withPhase(ErasurePhase.DONE, checkpoint.now()));
    }
    return ErasureWorker.pauseBeforeNextPass(checkpoint);
  }

  /** Erases a page of what a store has of a selection. */
  private Optional<String> erasePage(int number, DataStore store, Optional<String> page) {
    if (!checkpoint.progress().subjectsOfPass().contains(number)) {
      return Optional.empty();
    }
    SessionSelection selection = request.selections().get(number);
    Set<SessionId> live = new TreeSet<>();
    Map<SessionId, Boolean> stored = new HashMap<>();
    Optional<String> next =
        eraser.erasePage(
            store,
            target(selection),
            page,
            store == DataStore.SESSIONS
                ? item -> isClosed(item, selection, live)
                : item -> isOrphan(item, selection, stored),
            checkpoint,
            number,
            number,
            item -> {});
    if (checkpoint.progress().pass() == 1) {
      checkpoint.setUnsaved(checkpoint.progress().skipping(live.size()));
    }
    return next;
  }

  private static boolean isClosed(Item item, SessionSelection selection, Set<SessionId> live) {
    Optional<SessionId> session = item.session().filter(selection::has);
    if (item.live()) {
      session.ifPresent(live::add);
      return false;
    }
    return session.isPresent();
  }

  private boolean isOrphan(Item item, SessionSelection selection, Map<SessionId, Boolean> stored) {
    return item.session()
        .filter(selection::has)
        .filter(
            id ->
                !stored.computeIfAbsent(
                    id, one -> collaborators.stores().holdsSession(item.bot(), item.userId(), one)))
        .isPresent();
  }

  private ErasureProgress failing(ErasureProgress progress) {
    ErasureProgress failed = progress;
    for (int number : progress.found()) {
      SessionSelection selection = request.selections().get(number);
      long left =
          eraser.count(
              DataStore.SESSIONS,
              target(selection),
              item -> isClosed(item, selection, new TreeSet<>()));
      collaborators
          .erasures()
          .settle(request.id(), number, Map.of(DataStore.SESSIONS, left), Optional.empty());
      failed = failed.failing(number, "something came back during every pass");
    }
    return failed;
  }

  private ErasureTarget target(SessionSelection selection) {
    return new ErasureTarget(request.bot(), new DataSubject(selection.userId(), Optional.empty()));
  }
}
