package org.conversationsessions.application.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.conversationsessions.domain.conversation.TestEventBuilder.HERE;
import static org.conversationsessions.domain.conversation.TestEventBuilder.event;
import static org.conversationsessions.domain.conversation.TestEventBuilder.refresh;
import static org.conversationsessions.domain.conversation.TestEventBuilder.user;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.application.concurrent.BackoffPolicy;
import org.conversationsessions.application.conversation.Conversations;
import org.conversationsessions.application.conversation.FlakyConversations;
import org.conversationsessions.application.conversation.LimitedConversations;
import org.conversationsessions.application.recording.RecordedConversation;
import org.conversationsessions.application.state.SessionStateService.SizeLimit;
import org.conversationsessions.domain.Edit;
import org.conversationsessions.domain.conversation.ActivityType;
import org.conversationsessions.domain.conversation.Conversation;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.state.ClearMarkers;
import org.conversationsessions.domain.state.SessionState;
import org.conversationsessions.domain.state.StateChange;
import org.conversationsessions.domain.state.StateChange.NewProfile;
import org.conversationsessions.domain.state.StateChange.NewVariable;
import org.conversationsessions.domain.state.WriteMark;
import org.junit.jupiter.api.Test;

/**
 * Reading, changing and clearing the state of a conversation, including while it closes or another
 * call changes it (contract, section 10).
 */
class SessionStateServiceTest {
  private static final SizeLimit ONE_MEGABYTE =
      new SizeLimit(1 << 20, state -> state.toString().length());

  private final RecordedConversation conversation = RecordedConversation.proactive();
  private final InMemorySessionStates states = new InMemorySessionStates();
  private final SessionStateService service = service(states);
  private Instant now = Instant.parse("2026-11-20T12:00:00.123456Z");

  @Test
  void noTokenIsInTheTextOfAVersionedState() {
    Map<String, SessionState.Profile> profiles =
        Map.of(
            "p",
            new SessionState.Profile(
                "s3cret-t0ken", Instant.EPOCH, Instant.EPOCH, WriteMark.of(ClearMarkers.NONE)));
    SessionState state =
        new SessionState(
            Map.of(), Optional.empty(), profiles, SessionState.ContextTags.NONE, Optional.empty());

    assertThat(new SessionStates.Versioned(1, state).toString()).doesNotContain("s3cret");
  }

  @Test
  void aVariableIsReadUntilItsSessionCloses() {
    conversation.send(user("10:00"));
    SessionState set = changed(service, setting("a", "1"));

    assertThat(set.variables()).containsOnlyKeys("a");
    assertThat(service.read(HERE)).isEqualTo(set);
    conversation.close();
    assertThat(service.read(HERE).isEmpty()).isTrue();
    assertThat(states.read(HERE).state().isEmpty()).isFalse();
  }

  @Test
  void aVariableSetBeforeTheFirstEventLivesInTheFirstSession() {
    changed(service, setting("a", "1"));
    conversation.send(user("10:00"));

    assertThat(service.read(HERE).variables()).containsOnlyKeys("a");
  }

  @Test
  void aVariableSetBetweenTwoSessionsLivesInTheNext() {
    conversation.send(user("10:00"));
    conversation.close();
    changed(service, setting("a", "1"));
    conversation.send(user("11:00"));
    assertThat(service.read(HERE).variables()).containsOnlyKeys("a");

    conversation.close();
    changed(service, setting("b", "1"));
    conversation.send(refresh("12:00"));
    assertThat(service.read(HERE).isEmpty()).isTrue();
  }

  @Test
  void aChangeRemovesClearedPartsForGood() {
    conversation.send(user("10:00"));
    changed(service, setting("a", "1"));
    conversation.close();

    changed(service, setting("b", "2"));

    assertThat(states.read(HERE).state().variables()).containsOnlyKeys("b");
  }

  @Test
  void timesAreStoredInMilliseconds() {
    SessionState set = changed(service, setting("a", "1"));

    assertThat(set.variables().values())
        .extracting(SessionState.Variable::setAt)
        .containsExactly(Instant.parse("2026-11-20T12:00:00.123Z"));
  }

  @Test
  void aVariableWithATimeToLiveGoesWhenItIsOver() {
    changed(service, setting("a", new NewVariable("1", Optional.of(Duration.ofMinutes(1)))));
    now = now.plusSeconds(59);
    assertThat(service.read(HERE).variables()).containsOnlyKeys("a");

    now = now.plusSeconds(1);
    assertThat(service.read(HERE).isEmpty()).isTrue();
  }

  @Test
  void aChangeThatMakesTheStateTooLargeLeavesItAsItWas() {
    changed(service, setting("a", "1"));
    SessionStateService small =
        new SessionStateService(
            conversation.store,
            states,
            () -> now,
            BackoffPolicy.immediate(),
            new SizeLimit(1, state -> state.variables().size()));

    assertThat(small.change(HERE, setting("b", "2")))
        .isEqualTo(new SessionStateService.Result.TooLarge(2));
    assertThat(states.read(HERE).version()).isEqualTo(1);
    assertThat(service.read(HERE).variables()).containsOnlyKeys("a");
  }

  @Test
  void aChangeOfNothingWritesNothing() {
    conversation.send(user("10:00"));
    assertThat(changed(service, NOTHING).isEmpty()).isTrue();
    assertThat(states.read(HERE).version()).isZero();

    SessionState set = changed(service, setting("a", "1"));
    assertThat(changed(service, NOTHING)).isEqualTo(set);
    assertThat(states.read(HERE).version()).isEqualTo(1);
  }

  @Test
  void clearingRemovesEverythingWithOneWrite() {
    service.clear(HERE);
    assertThat(states.read(HERE).version()).isZero();

    changed(service, setting("a", "1"));
    service.clear(HERE);
    service.clear(HERE);

    assertThat(service.read(HERE).isEmpty()).isTrue();
    assertThat(states.read(HERE)).isEqualTo(new SessionStates.Versioned(2, SessionState.EMPTY));
  }

  @Test
  void clearingRemovesPartsThatWereClearedBefore() {
    conversation.send(user("10:00"));
    changed(service, setting("a", "1"));
    conversation.close();

    service.clear(HERE);

    assertThat(states.read(HERE).state()).isEqualTo(SessionState.EMPTY);
  }

  @Test
  void sixteenConcurrentChangesAreAllKept() throws Exception {
    List<Callable<SessionState>> changes = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      StateChange change = setting("v" + i, "1");
      changes.add(() -> changed(service, change));
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
      for (Future<SessionState> done : threads.invokeAll(changes)) {
        assertThat(done.get().isEmpty()).isFalse();
      }
    }
    assertThat(service.read(HERE).variables()).hasSize(16);
  }

  @Test
  void aChangeThatConflictsWithAClosingAndAChangeKeepsBoth() {
    conversation.send(user("10:00"));
    changed(service, setting("old", "1"));
    // The other one is quicker between our reads and our write.
    SessionStateService slow =
        service(
            new Meddling(
                () -> {},
                () -> {
                  conversation.close();
                  changed(service, setting("theirs", "2"));
                }));

    SessionState after = changed(slow, setting("ours", "3"));

    assertThat(after.variables()).containsOnlyKeys("theirs", "ours");
  }

  @Test
  void aPartSetBetweenTheTwoReadsIsNotTakenAsCleared() {
    conversation.send(user("10:00"));
    changed(service, setting("old", "1"));
    Runnable others =
        () -> {
          conversation.close();
          changed(service, setting("theirs", "2"));
        };
    SessionState after = changed(service(new Meddling(others, () -> {})), setting("ours", "3"));
    assertThat(after.variables()).containsOnlyKeys("theirs", "ours");

    // Now the others write between the two reads. If the marks were read first, "theirs" would be
    // read with the write mark of a closing that those marks do not include.
    conversation.send(user("11:00"));
    SessionStateService slow =
        new SessionStateService(
            readingSlowly(others), states, () -> now, BackoffPolicy.immediate(), ONE_MEGABYTE);
    SessionState later = changed(slow, setting("last", "4"));
    assertThat(later.variables()).containsOnlyKeys("theirs", "last");
    assertThat(service.read(HERE)).isEqualTo(later);
  }

  /** The conversations, with a concurrent change once after a read. */
  private Conversations readingSlowly(Runnable others) {
    boolean[] done = new boolean[1];
    return new LimitedConversations(conversation.store) {
      @Override
      public Conversation readConsistently(ConversationKey key) {
        Conversation read = super.readConsistently(key);
        if (!done[0]) {
          done[0] = true;
          others.run();
        }
        return read;
      }
    };
  }

  @Test
  void aConcurrentDiscardClearsPartsSetBefore() {
    conversation.send(user("10:00"));
    changed(service, dialog("1"));
    Runnable discard = () -> conversation.send(event(ActivityType.DISCARD, "10:01"));

    changed(service(new Meddling(() -> {}, discard)), setting("a", "1"));

    assertThat(service.read(HERE).dialogContext()).isEmpty();
    assertThat(service.read(HERE).variables()).containsOnlyKeys("a");
  }

  @Test
  void repeatedConflictsFail() {
    SessionStates lost =
        new SessionStates() {
          @Override
          public Versioned read(ConversationKey key) {
            return new Versioned(
                7,
                setting("a", "1")
                    .appliedTo(
                        SessionState.EMPTY,
                        conversation.store.readConsistently(key).clearMarkers(),
                        now));
          }

          @Override
          public boolean write(ConversationKey key, SessionState state, long version) {
            return false;
          }
        };

    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> changed(service(lost), setting("b", "1")));
    assertThatExceptionOfType(StoreException.class).isThrownBy(() -> service(lost).clear(HERE));
  }

  @Test
  void aFailureOfTheConversationsIsThrownAndNothingIsWritten() {
    FlakyConversations flaky = new FlakyConversations(conversation.store, 0, false);
    SessionStateService failing =
        new SessionStateService(flaky, states, () -> now, BackoffPolicy.immediate(), ONE_MEGABYTE);

    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> changed(failing, setting("a", "1")));
    assertThat(states.read(HERE).version()).isZero();
  }

  /** The states, with a concurrent change once after a read and once before a write. */
  private final class Meddling implements SessionStates {
    private Runnable behindRead;
    private Runnable beforeWrite;

    Meddling(Runnable behindRead, Runnable beforeWrite) {
      this.behindRead = behindRead;
      this.beforeWrite = beforeWrite;
    }

    @Override
    public Versioned read(ConversationKey key) {
      Versioned read = states.read(key);
      Runnable others = behindRead;
      behindRead = () -> {};
      others.run();
      return read;
    }

    @Override
    public boolean write(ConversationKey key, SessionState state, long version) {
      Runnable others = beforeWrite;
      beforeWrite = () -> {};
      others.run();
      return states.write(key, state, version);
    }
  }

  private static final StateChange NOTHING = variables(Map.of());

  private static SessionState changed(SessionStateService service, StateChange change) {
    return ((SessionStateService.Result.Changed) service.change(HERE, change)).state();
  }

  private SessionStateService service(SessionStates over) {
    return new SessionStateService(
        conversation.store, over, () -> now, BackoffPolicy.immediate(), ONE_MEGABYTE);
  }

  private static StateChange setting(String name, String json) {
    return setting(name, new NewVariable(json, Optional.empty()));
  }

  private static StateChange setting(String name, NewVariable variable) {
    return variables(Map.of(name, new Edit.Put<>(variable)));
  }

  private static StateChange variables(Map<String, Edit<NewVariable>> variables) {
    return new StateChange(variables, Map.of(), keep(), keep(), keep(), keep());
  }

  private static StateChange dialog(String json) {
    Map<String, Edit<NewProfile>> none = Map.of();
    return new StateChange(Map.of(), none, new Edit.Put<>(json), keep(), keep(), keep());
  }

  private static <T> Edit<T> keep() {
    return new Edit.Keep<>();
  }
}
