package org.conversationsessions.application.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.conversationsessions.application.erasure.ErasureWorker.Result;
import org.conversationsessions.domain.erasure.DataStore;
import org.conversationsessions.domain.erasure.ErasureId;
import org.conversationsessions.domain.erasure.ErasurePhase;
import org.conversationsessions.domain.erasure.ErasureProgress;
import org.conversationsessions.domain.message.TranscriptPart;
import org.conversationsessions.domain.registry.Sharding;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.session.SessionStatus;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Deletion of single conversations, in memory. */
@DisplayName("Contract, section 15: deletion of conversations")
class ConversationDeletionTest {
  private static final String ADA = "ada";

  private final ErasureWorld world = new ErasureWorld(Optional.empty());

  @Test
  void closedSessionsGoWithTheirMessagesAndLiveOnesAreSkipped() {
    List<Session> ofAda = lived(ADA);
    lived("bob");
    List<String> bobs = world.holds("bob");
    Set<SessionId> chosen = Set.of(ofAda.get(0).id(), ofAda.get(3).id());
    assertThat(ofAda.get(3).status()).isEqualTo(SessionStatus.ACTIVE);

    ErasureId id = world.service().delete(world.bot, chosen, 2).id();
    world.finish(id);

    assertThat(ids(ADA)).containsExactly(ofAda.get(1).id(), ofAda.get(2).id(), ofAda.get(3).id());
    assertThat(world.holds("bob")).isEqualTo(bobs);
    assertThat(progress(id).phase()).isEqualTo(ErasurePhase.DONE);
    assertThat(progress(id).skipped()).isEqualTo(1);
    assertThat(deleted(id, DataStore.SESSIONS)).isEqualTo(1);
    // What was said, and the message of the closing.
    assertThat(deleted(id, DataStore.MESSAGES)).isEqualTo(2);
    assertThat(world.bus.published()).noneMatch(event -> event.type().equals("UserDataErased"));
    world.isWhole();
  }

  @Test
  void aRangeSelectsByTheStartBothEndsInclusive() {
    List<Session> ofAda = lived(ADA);

    ErasureId id =
        world
            .service()
            .delete(world.bot, ADA, ofAda.get(1).startTime(), ofAda.get(3).startTime())
            .id();
    world.finish(id);

    assertThat(ids(ADA)).containsExactly(ofAda.get(0).id(), ofAda.get(3).id());
    assertThat(deleted(id, DataStore.SESSIONS)).isEqualTo(2);
    world.isWhole();
  }

  @Test
  void continuesWhereTimeRanOutAndCountsEachLiveSessionOnce() {
    List<Session> first = lived(ADA);
    for (int i = 0; i < 3; i++) {
      world.closes(ADA);
      lived(ADA);
    }
    Session last = world.store.sessions().getLast();
    assertThat(last.status()).isEqualTo(SessionStatus.ACTIVE);
    ErasureId id = world.service().delete(world.bot, Set.of(first.get(0).id(), last.id()), 2).id();

    ErasureWorker worker = world.worker((call, after) -> {});
    Set<Integer> slices = new HashSet<>();
    Result result = new Result.Again(Duration.ZERO);
    while (result instanceof Result.Again(Duration delay)) {
      world.passes(delay);
      result = worker.work(id, () -> false);
      assertThat(slices.add(progress(id).hashCode())).isTrue();
      assertThat(slices.size()).isLessThan(80);
    }

    assertThat(ids(ADA)).hasSize(15).doesNotContain(first.get(0).id());
    assertThat(deleted(id, DataStore.SESSIONS)).isEqualTo(1);
    assertThat(progress(id).skipped()).isEqualTo(1);
    assertThat(progress(id).pass()).isEqualTo(2);
    world.isWhole();
  }

  @Test
  void unknownSessionsAreLeftOut() {
    lived(ADA);
    List<String> before = world.holds(ADA);

    ErasureId id = world.service().delete(world.bot, Set.of(SessionId.of(world.now(), 77)), 1).id();
    world.finish(id);

    assertThat(world.holds(ADA)).isEqualTo(before);
    assertThat(progress(id).phase()).isEqualTo(ErasurePhase.DONE);
  }

  @Test
  void messagesThatAStalledWriterBringsBackAreDeletedInALaterPass() {
    List<Session> ofAda = lived(ADA);
    SessionId closed = ofAda.get(0).id();
    TranscriptPart part =
        world.store.parts().stream()
            .filter(one -> one.first().session().equals(closed))
            .findFirst()
            .orElseThrow();
    ErasureId id = world.service().delete(world.bot, Set.of(closed), 1).id();
    world.worker((call, after) -> {}).work(id, () -> true);
    world.store.put(ofAda.get(0).conversation(), part, Sharding.ONE);

    world.finish(id);

    assertThat(world.store.parts()).doesNotContain(part);
    assertThat(progress(id).pass()).isEqualTo(3);
    world.isWhole();
  }

  @Test
  void aSessionThatStartsInTheRangeMeanwhileStaysWhole() {
    boolean acted = true;
    for (int at = 0; acted; at++) {
      int target = at;
      boolean[] happened = new boolean[1];
      ErasureWorld here = new ErasureWorld(Optional.empty());
      here.says(ADA, "rtm", "old");
      here.closes(ADA);
      here.readersCatchUp();
      ErasureId id =
          here.service()
              .delete(here.bot, ADA, here.now().minusSeconds(60), here.now().plusSeconds(3600))
              .id();
      here.finish(
          id,
          here.worker(
              (call, after) -> {
                if (call == target && !after) {
                  happened[0] = true;
                  for (int i = 0; i < 5; i++) {
                    here.says(ADA, "rtm", "new");
                  }
                }
              }));
      here.isWhole();
      if (happened[0]) {
        assertThat(here.store.sessions())
            .as("at call %s", at)
            .singleElement()
            .extracting(Session::messages)
            .isEqualTo(5);
        assertThat(here.store.parts()).hasSize(1);
      }
      acted = happened[0];
    }
  }

  @Test
  void whereverTheWorkerDiesTheResultIsTheSame() {
    int crashes = 0;
    boolean died = true;
    for (int at = 0; died; at++) {
      int target = at;
      boolean[] happened = new boolean[1];
      ErasureWorld here = new ErasureWorld(Optional.empty());
      List<Session> ofAda = lived(here, ADA);
      ErasureId id = here.service().delete(here.bot, new HashSet<>(ids(ofAda)), ofAda.size()).id();
      ErasureWorker worker =
          here.worker(
              (call, after) -> {
                if (call == target && after) {
                  happened[0] = true;
                  throw new IllegalStateException("died");
                }
              });
      try {
        here.finish(id, worker);
      } catch (IllegalStateException dead) {
        here.finish(id);
      }
      assertThat(here.store.sessions())
          .as("died at call %s", at)
          .allMatch(session -> session.status() == SessionStatus.ACTIVE);
      here.isWhole();
      died = happened[0];
      crashes += died ? 1 : 0;
    }
    assertThat(crashes).isGreaterThanOrEqualTo(20);
  }

  private List<Session> lived(String user) {
    return lived(world, user);
  }

  /** Three closed sessions and a live one, with parts. */
  private static List<Session> lived(ErasureWorld in, String user) {
    for (int session = 0; session < 4; session++) {
      for (int i = 0; i < 3; i++) {
        in.says(user, "rtm", "text");
      }
      if (session < 3) {
        in.closes(user);
      }
      in.passes(Duration.ofSeconds(5));
    }
    in.readersCatchUp();
    return in.store.sessions().stream()
        .filter(session -> session.conversation().userId().equals(user))
        .toList();
  }

  private List<SessionId> ids(String user) {
    return ids(
        world.store.sessions().stream()
            .filter(session -> session.conversation().userId().equals(user))
            .toList());
  }

  private static List<SessionId> ids(List<Session> sessions) {
    return sessions.stream().map(Session::id).sorted().collect(Collectors.toList());
  }

  private long deleted(ErasureId id, DataStore store) {
    return Objects.requireNonNull(world.erasures.receipts(id).get(0)).deleted(store);
  }

  private ErasureProgress progress(ErasureId id) {
    return world.erasures.find(id).orElseThrow().progress();
  }
}
