package org.conversationsessions.application.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.conversationsessions.domain.erasure.ConversationDeletion;
import org.conversationsessions.domain.erasure.DataStore;
import org.conversationsessions.domain.erasure.DataSubject;
import org.conversationsessions.domain.erasure.Erasure;
import org.conversationsessions.domain.erasure.ErasureId;
import org.conversationsessions.domain.erasure.ErasureMark;
import org.conversationsessions.domain.erasure.ErasurePhase;
import org.conversationsessions.domain.erasure.ErasureProgress;
import org.conversationsessions.domain.erasure.SessionSelection;
import org.conversationsessions.domain.erasure.StreamReader;
import org.conversationsessions.domain.erasure.TargetReceipt;
import org.conversationsessions.domain.erasure.UserErasure;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.session.SessionId;
import org.junit.jupiter.api.Test;

/** The promises of {@link Erasures} and {@link MarkNotes}, for every implementation. */
public abstract class ErasuresPortTests {
  /** A time at which nothing has expired. */
  protected static final Instant NOW = Instant.parse("2026-11-20T10:00:00.123Z");

  private final BotId bot = new BotId("st-" + UUID.randomUUID());

  /** Returns the port under test. */
  protected abstract Erasures erasures();

  /** Returns the notes under test. */
  protected abstract MarkNotes notes();

  /** Returns the marks of an end user that are there. */
  protected abstract List<ErasureMark> marks(BotId of, String user);

  @Test
  void aRequestIsReadAsItWasCreated() {
    UserErasure users = users("ada#1@example.com", "ünïcode 😀");
    ConversationDeletion deletion =
        new ConversationDeletion(
            ErasureId.ofConversations(UUID.randomUUID()),
            "acme",
            NOW,
            bot,
            false,
            List.of(
                SessionSelection.of("ada", Set.of(SessionId.of(NOW, 1), SessionId.of(NOW, 2))),
                new SessionSelection("bob", Set.of(), Instant.EPOCH, NOW)),
            3);
    ConversationDeletion nothing =
        new ConversationDeletion(
            ErasureId.ofConversations(UUID.randomUUID()), "acme", NOW, bot, true, List.of(), 0);
    for (Erasure request : List.of(users, deletion, nothing)) {
      ErasureProgress first = ErasureProgress.first(Set.of(0, 1), NOW);
      assertThat(erasures().find(request.id())).isEmpty();
      erasures().create(request, first);
      assertThat(erasures().find(request.id())).contains(new Erasures.Stored(request, first));
      assertThat(erasures().receipts(request.id())).isEmpty();
    }
  }

  @Test
  void ofTwoWorkersWithTheSameVersionOneWins() {
    UserErasure request = created();
    ErasureProgress first = progress(request);
    ErasureProgress one =
        first
            .startedAt(NOW)
            .finding(3)
            .failing(2, "because")
            .skipping(4)
            .atStep(7)
            .atPage("0 17#a")
            .written(NOW.plusSeconds(1));
    ErasureProgress other = first.atStep(9).written(NOW.plusSeconds(2));

    assertThat(erasures().save(request.id(), one)).isTrue();
    assertThat(erasures().save(request.id(), other)).isFalse();
    assertThat(erasures().mark(request.id(), other, List.of(request.mark(0)))).isFalse();
    assertThat(progress(request)).isEqualTo(one);
    assertThat(marks(bot, "ada")).isEmpty();

    ErasureProgress next =
        one.nextPass(Set.of(1), NOW.plusSeconds(300)).written(NOW.plusSeconds(3));
    assertThat(erasures().save(request.id(), next)).isTrue();
    assertThat(progress(request)).isEqualTo(next);
  }

  @Test
  void marksComeWithTheProgressAndGo() {
    UserErasure request = created();
    ErasureProgress next = progress(request).withPhase(ErasurePhase.AWAITING, NOW).written(NOW);

    assertThat(erasures().mark(request.id(), next, List.of(request.mark(0), request.mark(1))))
        .isTrue();
    assertThat(progress(request)).isEqualTo(next);
    assertThat(marks(bot, "ada")).containsExactly(request.mark(0));
    assertThat(marks(bot, "bob")).containsExactly(request.mark(1));
    erasures().unmark(request.mark(0));
    erasures().unmark(request.mark(0));
    assertThat(marks(bot, "ada")).isEmpty();
    assertThat(marks(bot, "bob")).hasSize(1);
  }

  @Test
  void receiptsAddUp() {
    UserErasure request = created();
    erasures().addDeleted(request.id(), 0, Map.of(DataStore.SESSIONS, 25L, DataStore.MESSAGES, 1L));
    erasures().addDeleted(request.id(), 0, Map.of(DataStore.SESSIONS, 3L));
    erasures().addDeleted(request.id(), 1, Map.of(DataStore.DUE, 1L));
    Instant goneBy = Instant.parse("2026-11-23T10:00:00Z");
    erasures().settle(request.id(), 0, Map.of(DataStore.COUNTERS, 2L), Optional.of(goneBy));
    erasures().settle(request.id(), 2, Map.of(), Optional.empty());

    assertThat(erasures().receipts(request.id()))
        .containsOnly(
            Map.entry(
                0,
                new TargetReceipt(
                    Map.of(DataStore.SESSIONS, 28L, DataStore.MESSAGES, 1L),
                    Optional.of(Map.of(DataStore.COUNTERS, 2L)),
                    Optional.of(goneBy))),
            Map.entry(
                1,
                new TargetReceipt(Map.of(DataStore.DUE, 1L), Optional.empty(), Optional.empty())),
            Map.entry(2, new TargetReceipt(Map.of(), Optional.of(Map.of()), Optional.empty())));
  }

  @Test
  void eachReaderHasANoteOfItsOwn() {
    UserErasure request = created();
    assertThat(notes().isNoted(request.mark(0), StreamReader.COUNTER)).isFalse();
    notes().note(request.mark(0), StreamReader.COUNTER);
    notes().note(request.mark(0), StreamReader.COUNTER);

    assertThat(notes().isNoted(request.mark(0), StreamReader.COUNTER)).isTrue();
    assertThat(notes().isNoted(request.mark(0), StreamReader.PUBLISHER)).isFalse();
    assertThat(notes().isNoted(request.mark(1), StreamReader.COUNTER)).isFalse();
    assertThat(erasures().receipts(request.id())).isEmpty();
  }

  private UserErasure created() {
    UserErasure request = users("ada", "bob");
    erasures().create(request, ErasureProgress.first(Set.of(0, 1), NOW));
    return request;
  }

  private ErasureProgress progress(UserErasure request) {
    return erasures().find(request.id()).orElseThrow().progress();
  }

  private UserErasure users(String first, String second) {
    return new UserErasure(
        ErasureId.ofUsers(UUID.randomUUID()),
        "acme",
        NOW,
        true,
        List.of(bot, new BotId("st-" + UUID.randomUUID())),
        List.of(
            new DataSubject(first, Optional.of("rtm")), new DataSubject(second, Optional.empty())));
  }
}
