package org.conversationsessions.application.publishing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.conversationsessions.domain.event.Sessions.BOT;
import static org.conversationsessions.domain.event.Sessions.close;
import static org.conversationsessions.domain.event.Sessions.closed;
import static org.conversationsessions.domain.event.Sessions.live;
import static org.conversationsessions.domain.event.Sessions.start;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.application.UnreadableItemException;
import org.conversationsessions.application.closing.InMemoryClosingQueue;
import org.conversationsessions.application.publishing.EventBus.Delivery;
import org.conversationsessions.application.registry.InMemorySettings;
import org.conversationsessions.application.registry.SettingsStore;
import org.conversationsessions.domain.event.ScriptOutcome;
import org.conversationsessions.domain.event.ScriptedClosing;
import org.conversationsessions.domain.event.SessionChange;
import org.conversationsessions.domain.event.SessionEvent;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.settings.BotSettings;
import org.conversationsessions.domain.settings.ClosureSettings;
import org.conversationsessions.domain.settings.ClosureSettings.ClosureBehavior;
import org.conversationsessions.domain.settings.ManagedSettings;
import org.junit.jupiter.api.Test;

/**
 * Which events a change of a session publishes, in which order, also after failures (contract,
 * section 8).
 */
class SessionEventPublisherTest {
  private final RecordingBus bus = new RecordingBus();
  private final InMemorySettings settings = new InMemorySettings().register(BOT);
  private final InMemoryClosingQueue queue = new InMemoryClosingQueue();
  private final List<String> did = new ArrayList<>();
  private final Map<Integer, UnreadableItemException> unprocessable = new TreeMap<>();
  private boolean answering = true;
  private int pauses;

  @Test
  void publishesAStartAndThenAClosing() {
    Session session = live("u-1", 1);

    assertThat(work(start(session), close(session, 0))).isEmpty();

    assertThat(bus.taken())
        .containsExactly(
            new SessionEvent.Started(session), new SessionEvent.Closed(closed(session, 0)));
  }

  @Test
  void aSessionThatStartedAndClosedInOneWriteIsPublishedTwice() {
    Session session = closed(live("u-1", 1), 0);

    assertThat(work(start(session))).isEmpty();

    assertThat(bus.taken())
        .containsExactly(new SessionEvent.Started(session), new SessionEvent.Closed(session));
  }

  @Test
  void otherChangesAreNotPublished() {
    Session session = live("u-1", 1);
    Session over = closed(session, 0);

    assertThat(
            work(
                new SessionChange(session, session.withAgent()),
                new SessionChange(over, over.withAgent()),
                new SessionChange(over, null)))
        .isEmpty();

    assertThat(bus.calls()).isEmpty();
  }

  @Test
  void aClosingWithAScriptGoesToTheQueueAfterItsMessage() {
    long version = settings(ClosureBehavior.MESSAGE, "koreUtil.ClearAllAuthProfiles()");
    bus.judging(
        event -> {
          did.add(event.type());
          return new Delivery.Accepted();
        });
    queue.judging(
        closing -> {
          did.add("queue");
          return Optional.empty();
        });
    Session session = live("u-1", 1);

    assertThat(work(close(session, version))).isEmpty();

    assertThat(did).containsExactly("SessionMessage", "queue");
    assertThat(queue.sent())
        .containsExactly(
            new ScriptedClosing(closed(session, version), "koreUtil.ClearAllAuthProfiles()"));
  }

  @Test
  void theClosingsOfOneConversationReachTheQueueInTheirOrder() {
    long version = settings(ClosureBehavior.SILENT, "script");
    Session first = live("u-1", 1);
    Session second = live("u-1", 2);

    assertThat(work(close(first, version), start(second), close(second, version))).isEmpty();

    assertThat(queue.sent())
        .extracting(closing -> closing.session().id())
        .containsExactly(first.id(), second.id());
    assertThat(ids()).containsExactly(second.id() + "-SessionStarted");
  }

  @Test
  void aClosingThatTheQueueCannotTakeNowBlocksItsConversationOnly() {
    long version = settings(ClosureBehavior.MESSAGE, "koreUtil.ClearAllAuthProfiles()");
    queue.unreachable();
    Session held = live("u-1", 1);
    Session other = live("u-2", 2);

    assertThat(work(start(other), close(held, version), close(other, 0))).hasValue(1);

    assertThat(ids())
        .containsExactlyInAnyOrder(
            other.id() + "-SessionStarted",
            other.id() + "-SessionClosed",
            held.id() + "-SessionMessage");
  }

  @Test
  void aClosingThatTheQueueWillNeverTakeContinuesWithoutItsScriptAndReportsIt() {
    long version = settings(ClosureBehavior.SILENT, "script");
    queue.judging(closing -> Optional.of("too large"));
    Session session = live("u-1", 1);

    assertThat(work(close(session, version))).isEmpty();

    Session over = closed(session, version);
    assertThat(bus.taken())
        .containsExactly(
            new SessionEvent.ScriptFailed(
                over, new ScriptOutcome.ScriptFailure("platform", "too large", 0)),
            new SessionEvent.Closed(over));
  }

  @Test
  void aFailedEventIsRetriedAloneAndThenBlocksLaterOnes() {
    Session unlucky = live("u-1", 1);
    Session other = live("u-2", 2);
    bus.judging(
        event ->
            event.session().id().equals(unlucky.id())
                ? new Delivery.Failed("busy")
                : new Delivery.Accepted());

    assertThat(work(start(other), start(unlucky), close(unlucky, 0), close(other, 0))).hasValue(1);

    assertThat(bus.calls()).containsExactly(2, 1, 1, 1);
    assertThat(pauses).isEqualTo(2);
    assertThat(ids())
        .containsExactly(other.id() + "-SessionStarted", other.id() + "-SessionClosed");
  }

  @Test
  void anEventAcceptedAtTheSecondAttemptIsFollowedByLaterOnes() {
    Session session = live("u-1", 1);
    int[] busy = {1};
    bus.judging(event -> busy[0]-- > 0 ? new Delivery.Failed("busy") : new Delivery.Accepted());

    assertThat(work(start(session), close(session, 0))).isEmpty();

    assertThat(ids())
        .containsExactly(session.id() + "-SessionStarted", session.id() + "-SessionClosed");
  }

  @Test
  void anEventThatTheBusRefusesGoesToTheDeadLettersAndLaterOnesFollow() {
    Session session = live("u-1", 1);
    bus.judging(
        event ->
            event instanceof SessionEvent.Started
                ? new Delivery.Refused("malformed")
                : new Delivery.Accepted());

    assertThat(work(start(session), close(session, 0))).isEmpty();

    assertThat(bus.deadLetters()).containsExactly(new SessionEvent.Started(session));
    assertThat(ids()).containsExactly(session.id() + "-SessionClosed");
  }

  @Test
  void anEventThatTheDeadLetterQueueRefusesIsRetried() {
    bus.judging(event -> new Delivery.Refused("malformed")).acceptingDeadLetters(event -> false);

    assertThat(work(start(live("u-1", 1)))).hasValue(0);
  }

  @Test
  void unreadableSettingsAreReportedAndTheClosingIsPublished() {
    Session unlucky = live("u-1", 1);
    Session other = live("u-2", 2);

    assertThat(work(start(other), close(unlucky, 7), close(other, 0))).isEmpty();

    assertThat(unprocessable).containsOnlyKeys(1);
    assertThat(ids())
        .containsExactlyInAnyOrder(
            other.id() + "-SessionStarted",
            other.id() + "-SessionClosed",
            unlucky.id() + "-SessionClosed");
  }

  @Test
  void aPassingFailureOfTheSettingsBlocksTheClosing() {
    answering = false;

    assertThat(work(close(live("u-1", 1), 7))).hasValue(0);
    assertThat(bus.taken()).isEmpty();
    assertThat(unprocessable).isEmpty();
  }

  @Test
  void identifiersAndTextsAreTheSameOnEveryDelivery() {
    long version = settings(ClosureBehavior.MESSAGE, "");
    SessionChange change = close(live("u-1", 1), version);

    work(change);
    List<SessionEvent> first = bus.taken();
    work(change);

    assertThat(bus.taken().subList(first.size(), bus.taken().size())).isEqualTo(first);
  }

  @Test
  void manyConversationsShareCallsAndNoCallHasTwoEventsOfOne() {
    List<SessionChange> changes = new ArrayList<>();
    for (int user = 0; user < 25; user++) {
      Session session = live("u-" + user, user);
      changes.add(start(session));
      changes.add(close(session, 0));
    }

    assertThat(work(changes.toArray(SessionChange[]::new))).isEmpty();

    assertThat(bus.calls()).containsExactlyInAnyOrder(10, 10, 5, 10, 10, 5);
    assertThat(bus.taken()).hasSize(50);
  }

  private List<String> ids() {
    return bus.taken().stream().map(SessionEvent::id).toList();
  }

  private long settings(ClosureBehavior behavior, String script) {
    ManagedSettings next =
        new ManagedSettings(
            BotSettings.DEFAULT,
            new ClosureSettings(
                behavior,
                List.of("Bye", "See you", "So long"),
                Set.of(),
                Optional.of(script).filter(text -> !text.isEmpty())));
    return settings.write(BOT, next).orElseThrow().version();
  }

  /** The settings, as long as the store answers. */
  private SettingsStore stored() {
    return new SettingsStore() {
      @Override
      public Optional<ManagedSettings> read(BotId bot) {
        return settings.read(bot);
      }

      @Override
      public ClosureSettings closure(BotId bot, long version) {
        if (!answering) {
          throw new StoreException("throttled");
        }
        return settings.closure(bot, version);
      }

      @Override
      public Optional<ManagedSettings> write(BotId bot, ManagedSettings next) {
        return settings.write(bot, next);
      }
    };
  }

  private OptionalInt work(SessionChange... changes) {
    return new SessionEventPublisher(stored(), queue, bus, 3, attempt -> pauses++)
        .publish(List.of(changes), unprocessable::put);
  }
}
