package org.conversationsessions.application.closing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.application.concurrent.BackoffPolicy;
import org.conversationsessions.application.conversation.ConversationWriter;
import org.conversationsessions.application.conversation.Conversations;
import org.conversationsessions.application.conversation.FlakyConversations;
import org.conversationsessions.application.conversation.InMemoryConversations;
import org.conversationsessions.application.message.InMemorySealer;
import org.conversationsessions.application.message.MessageParts;
import org.conversationsessions.application.message.MessagePolicy;
import org.conversationsessions.application.message.Transcripts;
import org.conversationsessions.application.recording.Recorder;
import org.conversationsessions.application.registry.InMemoryRegistry;
import org.conversationsessions.domain.conversation.ActivityType;
import org.conversationsessions.domain.conversation.Conversation;
import org.conversationsessions.domain.conversation.TestEventBuilder;
import org.conversationsessions.domain.conversation.TestIds;
import org.conversationsessions.domain.message.TranscriptPart;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.SessionIds;
import org.conversationsessions.domain.settings.BotSettings;
import org.conversationsessions.testing.ManualClock;
import org.junit.jupiter.api.Test;

/** Messages leave conversations in which nothing happens any more. */
class MessageSweeperTest {
  private final InMemoryConversations store = new InMemoryConversations();
  private final SessionIds ids = TestIds.counting();
  private final InMemorySealer sealer = new InMemorySealer();
  private final ManualClock clock = new ManualClock(TestEventBuilder.at("10:00"));
  private final Bot bot =
      new Bot(
          TestEventBuilder.HERE.bot(),
          "account",
          new BotSettings(false, Duration.ofMinutes(15), "en"));
  private final InMemoryRegistry registry = new InMemoryRegistry().put(bot);

  @Test
  void whatHasWaitedForMoreThanAnHourIsStored() {
    send("ada", "bob");
    clock.advance(Duration.ofHours(1));
    send("eve");
    assertThat(sweep(store, true))
        .isEqualTo(new MessageSweeper.Report(0, 0, List.of(), true, Optional.empty()));

    clock.advance(Duration.ofMillis(1));
    assertThat(sweep(store, true))
        .isEqualTo(new MessageSweeper.Report(2, 0, List.of(), true, Optional.empty()));

    assertThat(store.parts(bot.id(), "ada")).hasSize(1);
    assertThat(store.parts(bot.id(), "bob")).hasSize(1);
    assertThat(store.parts(bot.id(), "eve")).isEmpty();
    assertThat(conversation("ada").pendingPart()).isNull();
    assertThat(conversation("ada").live()).isNotNull();
    assertThat(conversation("eve").pendingPart()).isNotNull();
    assertThat(sweep(store, true).stored()).isZero();
  }

  @Test
  void whatIsWrittenAfterwardsBeginsAnotherPart() {
    send("ada", "ada");
    clock.advance(Duration.ofHours(2));
    sweep(store, true);
    send("ada");
    clock.advance(Duration.ofHours(2));
    sweep(store, true);

    assertThat(store.parts(bot.id(), "ada"))
        .extracting(TranscriptPart::count)
        .containsExactly(2, 1);
  }

  @Test
  void aFailureLeavesTheMessagesForTheNextSweep() {
    send("ada");
    clock.advance(Duration.ofHours(2));
    for (boolean afterEffect : new boolean[] {false, true}) {
      // The first calls look for the messages, one for each segment.
      for (int call = 0; call < 17; call++) {
        MessageSweeper.Report report =
            sweep(new FlakyConversations(store, call, afterEffect), true);
        assertThat(report.failure().isPresent() ? report.failed() : 1).isBetween(0, 1);
      }
    }
    sweep(store, true);

    assertThat(conversation("ada").pendingPart()).isNull();
    assertThat(store.parts(bot.id(), "ada")).hasSize(1);
  }

  @Test
  void oneConversationThatFailsDoesNotStopTheOthers() {
    send("ada", "bob", "eve");
    clock.advance(Duration.ofHours(2));
    MessageParts failing =
        (conversation, part, sharding) -> {
          if (conversation.userId().equals("bob")) {
            throw new StoreException("no capacity");
          }
          store.put(conversation, part, sharding);
        };

    MessageSweeper.Report report = sweep(store, failing, true);

    assertThat(report.stored()).isEqualTo(2);
    assertThat(report.failed()).isEqualTo(1);
    assertThat(report.finished()).isTrue();
    assertThat(report.failure()).isPresent();
    assertThat(conversation("bob").pendingPart()).isNotNull();
  }

  @Test
  void aSweepMayEndEarlyAndSaysSo() {
    send("ada");
    clock.advance(Duration.ofHours(2));

    assertThat(sweep(store, false))
        .isEqualTo(new MessageSweeper.Report(0, 0, List.of(), false, Optional.empty()));
    assertThat(conversation("ada").pendingPart()).isNotNull();
  }

  @Test
  void messagesOfABotThatIsNotKnownWait() {
    ConversationKey stranger = new ConversationKey(new BotId("st-2"), "ada", "rtm");
    recorder().record(bot, List.of(TestEventBuilder.user("10:00").in(stranger).text("a").build()));
    clock.advance(Duration.ofHours(2));

    assertThat(sweep(store, true).stored()).isZero();
    assertThat(store.readConsistently(stranger).pendingPart()).isNotNull();
  }

  private void send(String... users) {
    for (String user : users) {
      recorder()
          .record(
              bot,
              List.of(
                  TestEventBuilder.event(ActivityType.USER_MESSAGE, clock.instant())
                      .in(key(user))
                      .text("hello")
                      .build()));
    }
  }

  private Recorder recorder() {
    MessagePolicy all = new MessagePolicy(true, Optional.empty(), UnaryOperator.identity(), "en");
    return new Recorder(
        store,
        store,
        new Transcripts(store, sealer, of -> all),
        ids,
        clock,
        BackoffPolicy.immediate());
  }

  private MessageSweeper.Report sweep(Conversations conversations, boolean mayContinue) {
    return sweep(conversations, store, mayContinue);
  }

  private MessageSweeper.Report sweep(
      Conversations conversations, MessageParts parts, boolean mayContinue) {
    ConversationWriter writer = new ConversationWriter(conversations, store, parts, clock);
    return new MessageSweeper(registry, conversations, writer, clock).run(() -> mayContinue);
  }

  private Conversation conversation(String user) {
    return store.readConsistently(key(user));
  }

  private ConversationKey key(String user) {
    return new ConversationKey(bot.id(), user, "rtm");
  }
}
