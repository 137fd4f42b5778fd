package org.conversationsessions.application.publishing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.conversationsessions.domain.event.Sessions.BOT;
import static org.conversationsessions.domain.event.Sessions.close;
import static org.conversationsessions.domain.event.Sessions.closed;
import static org.conversationsessions.domain.event.Sessions.live;
import static org.conversationsessions.domain.event.Sessions.start;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.application.UnreadableItemException;
import org.conversationsessions.application.closing.InMemoryClosingQueue;
import org.conversationsessions.application.conversation.InMemoryConversations;
import org.conversationsessions.application.erasure.InMemoryErasures;
import org.conversationsessions.application.erasure.MarkNotes;
import org.conversationsessions.application.message.ClosingMessages;
import org.conversationsessions.application.message.InMemorySealer;
import org.conversationsessions.application.message.MessagePolicy;
import org.conversationsessions.application.message.Transcripts;
import org.conversationsessions.application.publishing.EventBus.Delivery;
import org.conversationsessions.application.settings.ForwardingSettings;
import org.conversationsessions.application.settings.InMemorySettings;
import org.conversationsessions.application.settings.SettingsStore;
import org.conversationsessions.domain.erasure.DataSubject;
import org.conversationsessions.domain.erasure.ErasureId;
import org.conversationsessions.domain.erasure.ErasureMark;
import org.conversationsessions.domain.erasure.ErasureTarget;
import org.conversationsessions.domain.erasure.StreamReader;
import org.conversationsessions.domain.event.PassingMark;
import org.conversationsessions.domain.event.PublishedEvent;
import org.conversationsessions.domain.event.ScriptOutcome;
import org.conversationsessions.domain.event.ScriptedClosing;
import org.conversationsessions.domain.event.SessionChange;
import org.conversationsessions.domain.event.SessionEvent;
import org.conversationsessions.domain.event.StreamChange;
import org.conversationsessions.domain.event.UserDataErased;
import org.conversationsessions.domain.message.Message;
import org.conversationsessions.domain.message.MessageDirection;
import org.conversationsessions.domain.message.MessageId;
import org.conversationsessions.domain.message.TranscriptPart;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.registry.Sharding;
import org.conversationsessions.domain.session.AgentTransfer;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.Nudge;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.settings.BotSettings;
import org.conversationsessions.domain.settings.ClosureSettings;
import org.conversationsessions.domain.settings.ClosureSettings.ClosureBehavior;
import org.conversationsessions.domain.settings.ManagedSettings;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Which events a change of a session publishes, in which order, including after failures (contract,
 * sections 8 and 15).
 */
class SessionEventPublisherTest {
  private final RecordingBus bus = new RecordingBus();
  private final InMemorySettings settings = new InMemorySettings().register(BOT);
  private final InMemoryClosingQueue queue = new InMemoryClosingQueue();
  private final List<String> did = new ArrayList<>();
  private final Map<Integer, UnreadableItemException> unprocessable = new TreeMap<>();
  private final InMemoryConversations transcripts = new InMemoryConversations();
  private final InMemorySealer sealer = new InMemorySealer();
  private MessagePolicy policy = MessagePolicy.NONE;
  private boolean stored = true;
  private final ClosingMessages messages =
      new ClosingMessages(
          new Transcripts(this::put, sealer, bot -> policy), bot -> bot(), session -> stored);
  private @Nullable Bot registered = new Bot(BOT, "account", BotSettings.DEFAULT);
  private boolean storing = true;
  private boolean readable = true;
  private boolean answering = true;
  private final InMemoryErasures erasures = new InMemoryErasures();
  private MarkNotes notes = erasures;
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
                new SessionChange(
                    session, session.transferred(new AgentTransfer(session.endTime(), false))),
                new SessionChange(over, over.transferred(new AgentTransfer(over.endTime(), false))),
                new SessionChange(over, null)))
        .isEmpty();

    assertThat(bus.calls()).isEmpty();
  }

  @Test
  void aNudgeIsPublishedWithATextOfItsSettingsAndTheSameIdOnEveryDelivery() {
    long version = settings(ClosureBehavior.SILENT, "");
    Session session = live("u-1", 1);
    Session nudged = session.with(new Nudge(session.startTime(), session.startTime(), version));

    work(start(session), new SessionChange(session, nudged), new SessionChange(nudged, nudged));
    work(new SessionChange(session, nudged), close(nudged, version));

    assertThat(bus.taken())
        .extracting(SessionEvent::type)
        .containsExactly("SessionStarted", "SessionNudge", "SessionNudge", "SessionClosed");
    assertThat(bus.taken().get(2)).isEqualTo(bus.taken().get(1));
    assertThat(bus.taken().get(2).id()).isEqualTo(bus.taken().get(1).id());
    assertThat(((SessionEvent.Nudged) bus.taken().get(1)).text()).isEqualTo("Hello?");
  }

  @Test
  void theMessageOfAClosingIsKeptBeforeItIsPublished() {
    keepMessages();
    long version = settings(ClosureBehavior.MESSAGE, "");
    bus.judging(
        event -> {
          did.add(event.type() + " " + transcripts.parts().size());
          return new Delivery.Accepted();
        });
    Session session = live("u-1", 1);

    assertThat(work(close(session, version))).isEmpty();

    Session closed = closed(session, version);
    assertThat(did).containsExactly("SessionMessage 1", "SessionClosed 1");
    TranscriptPart part = transcripts.parts().getFirst();
    Instant closedAt = closed.closing().orElseThrow().recordedAt();
    assertThat(part.expiresAt()).contains(closedAt.plus(Duration.ofDays(7)));
    assertThat(sealer.open(session.conversation(), part))
        .containsExactly(
            new Message(
                new MessageId(session.id(), MessageId.CLOSING),
                MessageDirection.OUTGOING,
                closedAt,
                closedAt,
                ((SessionEvent.Message) bus.taken().getFirst()).text(),
                "en",
                false,
                false,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty()));
  }

  @Test
  void theMessageOfAClosingIsKeptOnceHoweverOftenItIsDelivered() {
    keepMessages();
    long version = settings(ClosureBehavior.MESSAGE, "");

    work(close(live("u-1", 1), version));
    work(close(live("u-1", 1), version));

    assertThat(transcripts.parts()).hasSize(1);
  }

  @Test
  void aMessageThatCannotBeKeptNowIsNotPublished() {
    keepMessages();
    storing = false;
    long version = settings(ClosureBehavior.MESSAGE, "");

    assertThat(work(start(live("u-2", 2)), close(live("u-1", 1), version))).hasValue(1);
    assertThat(bus.taken()).containsExactly(new SessionEvent.Started(live("u-2", 2)));

    storing = true;
    assertThat(work(close(live("u-1", 1), version))).isEmpty();
    assertThat(transcripts.parts()).hasSize(1);
  }

  @Test
  void aMessageThatCanNeverBeKeptIsReportedAndPublished() {
    long version = settings(ClosureBehavior.MESSAGE, "");
    readable = false;

    assertThat(work(close(live("u-1", 1), version))).isEmpty();

    assertThat(unprocessable).containsOnlyKeys(0);
    assertThat(bus.taken())
        .extracting(SessionEvent::type)
        .containsExactly("SessionMessage", "SessionClosed");
  }

  @Test
  void nothingIsKeptForABotThatKeepsNothingOrIsRemoved() {
    long speaking = settings(ClosureBehavior.MESSAGE, "");
    work(close(live("u-1", 1), speaking));
    keepMessages();
    registered = null;
    work(close(live("u-2", 2), speaking));

    assertThat(transcripts.parts()).isEmpty();
    assertThat(bus.taken()).hasSize(4);
  }

  @Test
  void nothingIsKeptOfASessionThatIsNoLongerStored() {
    keepMessages();
    stored = false;

    work(close(live("u-1", 1), settings(ClosureBehavior.MESSAGE, "")));

    assertThat(transcripts.parts()).isEmpty();
    assertThat(bus.taken())
        .extracting(PublishedEvent::type)
        .containsExactly("SessionMessage", "SessionClosed");
  }

  @Test
  void nothingIsKeptOfASilentClosing() {
    keepMessages();

    work(close(live("u-1", 1), settings(ClosureBehavior.SILENT, "")));

    assertThat(transcripts.parts()).isEmpty();
    assertThat(bus.taken()).hasSize(1);
  }

  private void keepMessages() {
    policy =
        new MessagePolicy(
            true, Optional.of(Duration.ofDays(7)), text -> text.replace("e", "*"), "en");
  }

  private Optional<Bot> bot() {
    if (!readable) {
      throw new UnreadableItemException("a bot that cannot be read");
    }
    return Optional.ofNullable(registered);
  }

  private void put(ConversationKey conversation, TranscriptPart part, Sharding sharding) {
    if (!storing) {
      throw new StoreException("no capacity");
    }
    transcripts.put(conversation, part, sharding);
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
            ((SessionEvent) event).session().id().equals(unlucky.id())
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
                List.of("Hello?"),
                Optional.of(script).filter(text -> !text.isEmpty())));
    return settings.write(BOT, next).orElseThrow().version();
  }

  /** The settings, as long as the store answers. */
  private SettingsStore stored() {
    return new ForwardingSettings(settings) {
      @Override
      public ClosureSettings closure(BotId bot, long version) {
        if (!answering) {
          throw new StoreException("throttled");
        }
        return super.closure(bot, version);
      }
    };
  }

  @Test
  void aMarkIsPublishedAndNotedAfterEveryEarlierEventOfItsEndUserOnAnyChannel() {
    Session first = live("u-1", 1);
    Session other = live("u-2", 3);
    PassingMark mark = mark("u-1");
    Session later = live("u-1", 9);
    bus.judging(
        event ->
            event.type().equals("SessionClosed") && did.isEmpty() && did.add("failed")
                ? new Delivery.Failed("slow")
                : new Delivery.Accepted());

    assertThat(work(start(first), start(other), close(first, 0), mark, start(later))).isEmpty();

    assertThat(bus.published())
        .filteredOn(event -> !event.id().startsWith(other.id().value()))
        .containsExactly(
            new SessionEvent.Started(first),
            new SessionEvent.Closed(closed(first, 0)),
            new UserDataErased(mark.mark(), mark.at()),
            new SessionEvent.Started(later));
    assertThat(erasures.isNoted(mark.mark(), StreamReader.PUBLISHER)).isTrue();
    assertThat(erasures.isNoted(mark.mark(), StreamReader.COUNTER)).isFalse();
  }

  @Test
  void aMarkWhoseEventIsNotTakenIsNotNotedAndComesAgain() {
    bus.judging(
        event ->
            event instanceof UserDataErased
                ? new Delivery.Failed("slow")
                : new Delivery.Accepted());
    PassingMark mark = mark("u-1");

    assertThat(work(start(live("u-2", 1)), mark)).hasValue(1);
    assertThat(erasures.isNoted(mark.mark(), StreamReader.PUBLISHER)).isFalse();
  }

  @Test
  void aMarkThatCannotBeNotedComesAgain() {
    notes =
        new MarkNotes() {
          @Override
          public void note(ErasureMark mark, StreamReader reader) {
            throw new StoreException("no answer");
          }

          @Override
          public boolean isNoted(ErasureMark mark, StreamReader reader) {
            return false;
          }
        };

    assertThat(work(mark("u-1"), start(live("u-1", 2)))).hasValue(0);
    assertThat(bus.taken()).isEmpty();
  }

  private static PassingMark mark(String user) {
    return new PassingMark(
        new ErasureMark(
            ErasureId.ofUsers(new UUID(1, 2)),
            0,
            new ErasureTarget(
                live(user, 1).conversation().bot(), new DataSubject(user, Optional.empty()))),
        Instant.parse("2026-03-01T10:00:00Z"));
  }

  private OptionalInt work(StreamChange... changes) {
    return new SessionEventPublisher(stored(), messages, queue, bus, notes, 3, attempt -> pauses++)
        .publish(List.of(changes), unprocessable::put);
  }
}
