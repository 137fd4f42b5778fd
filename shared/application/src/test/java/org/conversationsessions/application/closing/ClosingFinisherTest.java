package org.conversationsessions.application.closing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.application.UnreadableItemException;
import org.conversationsessions.application.concurrent.BackoffPolicy;
import org.conversationsessions.application.conversation.InMemoryConversations;
import org.conversationsessions.application.publishing.EventBus.Delivery;
import org.conversationsessions.application.publishing.RecordingBus;
import org.conversationsessions.application.state.InMemorySessionStates;
import org.conversationsessions.application.state.SessionStates;
import org.conversationsessions.domain.event.ScriptOutcome;
import org.conversationsessions.domain.event.ScriptOutcome.ScriptFailure;
import org.conversationsessions.domain.event.ScriptedClosing;
import org.conversationsessions.domain.event.SessionEvent;
import org.conversationsessions.domain.event.Sessions;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.state.ClearMarkers;
import org.conversationsessions.domain.state.SessionState;
import org.conversationsessions.domain.state.WriteMark;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What follows a closing with a script, and how a failure of the script ends (contract, section 8).
 */
class ClosingFinisherTest {
  private static final Session SESSION = Sessions.closed(Sessions.live("u-1", 1), 1);
  private static final ScriptedClosing CLOSING = new ScriptedClosing(SESSION, "script");
  private static final ScriptFailure LOOPS =
      new ScriptFailure("timeout", "took longer than 1 s", 3);
  private static final ScriptFailure CRASHED =
      ScriptFailure.withoutLine(ScriptFailure.CRASHED, "its process died");

  private boolean isStored = true;
  private final RecordingBus bus = new RecordingBus();
  private final InMemorySessionStates states = new InMemorySessionStates();
  private final List<SessionEvent.ScriptFailed> log = new ArrayList<>();
  private final List<String> did = new ArrayList<>();
  private ScriptOutcome outcome = new ScriptOutcome(false, Set.of(), Optional.empty());
  private boolean statesAnswer = true;
  private boolean statesAreReadable = true;

  @Test
  void theClosingIsPublishedAfterItsScriptsClearing() {
    remember();
    outcome = new ScriptOutcome(false, Set.of("crm"), Optional.empty());
    bus.judging(
        event -> {
          did.add(event.type() + " " + profiles());
          return new Delivery.Accepted();
        });

    assertThat(finish(1)).isEmpty();

    assertThat(did).containsExactly("script", "SessionClosed [erp]");
    assertThat(log).isEmpty();
  }

  @Test
  void aFailureOfTheScriptItselfIsFinalAndPublishedBeforeTheClosing() {
    remember();
    outcome = new ScriptOutcome(true, Set.of(), Optional.of(LOOPS));

    assertThat(finish(1)).isEmpty();

    assertThat(bus.taken())
        .containsExactly(
            new SessionEvent.ScriptFailed(SESSION, LOOPS), new SessionEvent.Closed(SESSION));
    assertThat(log).containsExactly(new SessionEvent.ScriptFailed(SESSION, LOOPS));
    assertThat(profiles()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"crashed", "platform"})
  void anyOtherFailureIsRetriedAndFinalAtTheFifthDelivery(String kind) {
    outcome =
        new ScriptOutcome(false, Set.of(), Optional.of(ScriptFailure.withoutLine(kind, "died")));
    for (int delivery = 1; delivery < ClosingRetryPolicy.FIRST_FINAL_DELIVERY; delivery++) {
      assertThat(finish(delivery)).contains(kind + ": died");
      assertThat(bus.taken()).isEmpty();
      assertThat(log).isEmpty();
    }

    assertThat(finish(ClosingRetryPolicy.FIRST_FINAL_DELIVERY)).isEmpty();

    assertThat(ClosingRetryPolicy.FIRST_FINAL_DELIVERY).isEqualTo(5);
    assertThat(bus.taken())
        .extracting(SessionEvent::type)
        .containsExactly("ClosureScriptFailed", "SessionClosed");
    assertThat(log).hasSize(1);
  }

  @Test
  void aClearingBeforeACrashOfTheScriptIsAppliedAtOnce() {
    remember();
    outcome = new ScriptOutcome(false, Set.of("crm"), Optional.of(CRASHED));

    assertThat(finish(1)).isPresent();

    assertThat(profiles()).containsExactly("erp");
  }

  @Test
  void aClosingThatSucceedsAtALaterDeliveryPublishesNoFailure() {
    outcome = new ScriptOutcome(false, Set.of(), Optional.of(CRASHED));
    finish(1);
    outcome = new ScriptOutcome(false, Set.of(), Optional.empty());

    assertThat(finish(2)).isEmpty();

    assertThat(bus.taken()).containsExactly(new SessionEvent.Closed(SESSION));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 40})
  void aFailureOfTheStoreOrTheBusNeverFinishesAClosing(int delivery) {
    outcome = new ScriptOutcome(false, Set.of("crm"), Optional.of(LOOPS));
    statesAnswer = false;
    assertThat(finish(delivery)).contains("the states do not answer");
    assertThat(bus.calls()).isEmpty();
    statesAnswer = true;

    bus.judging(event -> new Delivery.Failed("busy"));
    assertThat(finish(delivery)).contains("busy");
    assertThat(bus.calls()).as("SessionClosed is not published first").hasSize(1);

    bus.judging(event -> new Delivery.Accepted());
    assertThat(finish(delivery)).isEmpty();
    assertThat(bus.taken())
        .extracting(SessionEvent::id)
        .containsExactly(SESSION.id() + "-ClosureScriptFailed", SESSION.id() + "-SessionClosed");
    assertThat(did)
        .as("each delivery runs the script")
        .containsExactly("script", "script", "script");
  }

  @Test
  void anUnreadableStateIsReportedAtTheFifthDeliveryAndTheClosingContinues() {
    outcome = new ScriptOutcome(false, Set.of("crm"), Optional.empty());
    statesAreReadable = false;

    assertThat(finish(1)).contains("platform: nothing was cleared: sealed with another key");
    assertThat(bus.taken()).isEmpty();

    assertThat(finish(ClosingRetryPolicy.FIRST_FINAL_DELIVERY)).isEmpty();
    assertThat(bus.taken())
        .extracting(SessionEvent::type)
        .containsExactly("ClosureScriptFailed", "SessionClosed");
  }

  @Test
  void anEventThatTheBusRefusesGoesToTheDeadLettersAndTheClosingContinues() {
    outcome = new ScriptOutcome(false, Set.of(), Optional.of(LOOPS));
    bus.judging(
        event ->
            event instanceof SessionEvent.ScriptFailed
                ? new Delivery.Refused("malformed")
                : new Delivery.Accepted());

    assertThat(finish(1)).isEmpty();

    assertThat(bus.deadLetters()).containsExactly(new SessionEvent.ScriptFailed(SESSION, LOOPS));
    assertThat(bus.taken()).containsExactly(new SessionEvent.Closed(SESSION));
  }

  @Test
  void anEventThatTheDeadLetterQueueRefusesIsRetried() {
    bus.judging(event -> new Delivery.Refused("malformed")).acceptingDeadLetters(event -> false);

    assertThat(finish(1)).isPresent();
  }

  @Test
  void aClosingWhoseSessionWasErasedIsDropped() {
    isStored = false;

    assertThat(finish(1)).isEmpty();
    assertThat(did).isEmpty();
    assertThat(bus.taken()).isEmpty();
  }

  private Optional<String> finish(int delivery) {
    return new ClosingFinisher(
            session -> isStored,
            (session, script) -> {
              did.add(script);
              return outcome;
            },
            new StateClearer(
                new InMemoryConversations(), answering(states), BackoffPolicy.immediate()),
            bus,
            log::add)
        .finish(CLOSING, delivery);
  }

  private SessionStates answering(SessionStates inner) {
    return new SessionStates() {
      @Override
      public Versioned read(ConversationKey key) {
        if (!statesAnswer) {
          throw new StoreException("the states do not answer");
        }
        if (!statesAreReadable) {
          throw new UnreadableItemException("sealed with another key");
        }
        return inner.read(key);
      }

      @Override
      public boolean write(ConversationKey key, SessionState state, long version) {
        return inner.write(key, state, version);
      }
    };
  }

  /** Sets two profiles before the closing. */
  private void remember() {
    WriteMark before =
        WriteMark.of(
            new InMemoryConversations().readConsistently(SESSION.conversation()).clearMarkers());
    SessionState.Profile profile =
        new SessionState.Profile("secret", Sessions.TEN, Sessions.TEN, before);
    states.write(
        SESSION.conversation(),
        new SessionState(
            Map.of(),
            Optional.empty(),
            Map.of("crm", profile, "erp", profile),
            SessionState.ContextTags.NONE,
            Optional.empty()),
        0);
  }

  private Set<String> profiles() {
    ClearMarkers marks =
        new InMemoryConversations().readConsistently(SESSION.conversation()).clearMarkers();
    return states
        .read(SESSION.conversation())
        .state()
        .visible(marks, Sessions.TEN)
        .profiles()
        .keySet();
  }
}
