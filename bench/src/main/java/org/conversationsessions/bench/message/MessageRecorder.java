package org.conversationsessions.bench.message;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.conversationsessions.application.closing.InactivitySweeper;
import org.conversationsessions.application.closing.SessionCloser;
import org.conversationsessions.application.concurrent.BackoffPolicy;
import org.conversationsessions.application.message.MessagePolicy;
import org.conversationsessions.application.message.Transcripts;
import org.conversationsessions.application.recording.Recorder;
import org.conversationsessions.bench.BenchmarkDatabase;
import org.conversationsessions.domain.conversation.ActivityEvent;
import org.conversationsessions.domain.conversation.ActivityType;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.session.Tags;
import org.conversationsessions.store.Store;
import org.conversationsessions.store.client.SecretCipher;
import org.conversationsessions.store.message.CipherMessageSealer;

/**
 * Records and closes sessions as the functions do. Identifiers and texts come from a fixed seed.
 *
 * @param store the ports
 * @param clock the time of every event
 * @param keepsTexts whether texts are kept
 * @param random the source of identifiers and texts
 */
record MessageRecorder(Store store, SimulatedClock clock, boolean keepsTexts, Random random) {
  private static final Duration RETENTION = Duration.ofDays(90);
  private static final Duration GRACE = Duration.ofSeconds(30);

  /** Returns the sealer of all texts. */
  static CipherMessageSealer sealer() {
    return new CipherMessageSealer(new SecretCipher(BenchmarkDatabase.SECRETS_KEY));
  }

  /**
   * Records events as a function does: reads the bot, then records.
   *
   * @param events of one bot, at the clock's time
   * @return the session of the last event
   */
  SessionId record(List<ActivityEvent> events) {
    Bot bot =
        store
            .registryWithoutSecrets()
            .bot(events.getFirst().conversation().bot().value())
            .orElseThrow();
    Transcripts transcripts = new Transcripts(store.messageParts(), sealer(), any -> policy());
    List<Recorder.RecordingResult> results =
        new Recorder(
                store.conversations(),
                store.due(),
                transcripts,
                start -> SessionId.of(start, random.nextLong()),
                clock,
                BackoffPolicy.jittered())
            .record(bot, events, Optional.of(requestId(random)));
    return switch (results.getLast()) {
      case Recorder.RecordingResult.InSession recorded -> recorded.session();
      case Recorder.RecordingResult other -> throw new IllegalStateException("recorded: " + other);
    };
  }

  /**
   * Records a session's messages, users' and bot's in turn, some seconds apart.
   *
   * @param together the number of messages in a request
   */
  SessionId converse(ConversationKey key, int messages, int together) {
    MadeUpTexts texts = new MadeUpTexts(random);
    SessionId session = null;
    for (int from = 0; from < messages; from += together) {
      List<ActivityEvent> events = new ArrayList<>();
      for (int number = from; number < Math.min(messages, from + together); number++) {
        clock.advance(Duration.ofSeconds(5L + random.nextInt(20)));
        ActivityType type = number % 2 == 0 ? ActivityType.USER_MESSAGE : ActivityType.BOT_MESSAGE;
        events.add(event(key, type, texts.next()));
      }
      session = record(events);
    }
    if (session == null) {
      throw new IllegalArgumentException("a session has a message");
    }
    return session;
  }

  /** Returns a message event at the clock's time. */
  ActivityEvent event(ConversationKey key, ActivityType type, String text) {
    return new ActivityEvent(
        new UUID(random.nextLong(), random.nextLong()).toString(),
        key,
        type,
        clock.instant(),
        Optional.of("en"),
        Optional.empty(),
        false,
        false,
        false,
        Tags.NONE,
        RecordedMessages.saying(text));
  }

  /** Closes an end user's live sessions a while after their last message. */
  void close(ConversationKey key) {
    clock.advance(Duration.ofMinutes(16));
    Bot bot = store.registryWithoutSecrets().bot(key.bot().value()).orElseThrow();
    closer().closeByApi(bot, key.userId(), Optional.empty(), Optional.empty());
    clock.advance(Duration.ofMinutes(20));
  }

  /** Closes all sessions that are inactive in an hour. */
  void sweep() {
    clock.advance(Duration.ofHours(1));
    InactivitySweeper.Report report =
        new InactivitySweeper(
                store.registryWithoutSecrets(),
                store.due(),
                store.conversations(),
                closer(),
                GRACE,
                100)
            .run(clock.instant(), () -> true);
    if (!report.finished() || report.failed() > 0) {
      throw new IllegalStateException("swept: " + report);
    }
  }

  private SessionCloser closer() {
    return new SessionCloser(
        store.conversations(), store.due(), store.messageParts(), clock, BackoffPolicy.jittered());
  }

  private MessagePolicy policy() {
    return keepsTexts
        ? new MessagePolicy(true, Optional.of(RETENTION), UnaryOperator.identity(), "en")
        : MessagePolicy.NONE;
  }

  /** Returns an identifier as long as API Gateway's. */
  static String requestId(Random random) {
    return Long.toString(random.nextLong() >>> 1, 36) + "abc=";
  }
}
