package org.conversationsessions.bench.message;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.conversationsessions.bench.BenchmarkDatabase;
import org.conversationsessions.bench.Traffic;
import org.conversationsessions.domain.message.Message;
import org.conversationsessions.domain.message.MessageDirection;
import org.conversationsessions.domain.message.MessageId;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.registry.Sharding;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.store.client.Batches;
import org.conversationsessions.store.client.Expiry;
import org.conversationsessions.store.message.TranscriptPartItem;
import org.conversationsessions.store.session.SessionItem;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A bot's closed sessions of a week with their messages, written directly as items. Every session
 * has 20 messages within a quarter of an hour.
 */
final class MessageTraffic {
  /** The retention. */
  private static final Duration RETENTION = Duration.ofDays(90);

  private static final Expiry EXPIRY = new Expiry(RETENTION, Traffic.CLOCK);

  /** How many sessions are written at a time. */
  private static final int BATCH = 1000;

  private final Bot bot;
  private final PartSizes partSizes;
  private final Random random = new Random(14);
  private final MadeUpTexts texts = new MadeUpTexts(random);

  /**
   * Creates traffic.
   *
   * @param partSizes the numbers of messages of the sessions' parts
   */
  MessageTraffic(Bot bot, PartSizes partSizes) {
    this.bot = bot;
    this.partSizes = partSizes;
  }

  /** Writes sessions with this many messages, a multiple of 20. */
  void fill(BenchmarkDatabase database, long messages) {
    int written = 0;
    Iterator<Session> sessions = Traffic.of(messages / PartSizes.MESSAGES).mainSessions();
    try (DynamoDbClient dynamo = database.client()) {
      while (sessions.hasNext()) {
        List<Map<String, AttributeValue>> rows = new ArrayList<>();
        List<Map<String, AttributeValue>> parts = new ArrayList<>();
        while (sessions.hasNext() && rows.size() < BATCH) {
          Session session = of(bot.id(), sessions.next());
          rows.add(SessionItem.of(session, EXPIRY, Sharding.ONE, 1));
          addParts(session, partSizes.ofSession(written++), parts);
        }
        Batches.putAll(dynamo, database.tables().sessions(), rows);
        Batches.putAll(dynamo, database.tables().messages(), parts);
      }
    }
  }

  private static Session of(BotId bot, Session session) {
    return new Session(
        session.id(),
        new ConversationKey(bot, session.conversation().userId(), session.conversation().channel()),
        session.endTime(),
        session.languages(),
        session.type(),
        session.containment(),
        session.transfer(),
        session.developer(),
        session.tags(),
        PartSizes.MESSAGES,
        session.tasks(),
        session.closing());
  }

  private void addParts(
      Session session, List<Integer> sizes, List<Map<String, AttributeValue>> parts) {
    List<Message> messages = messages(session);
    int from = 0;
    for (int size : sizes) {
      parts.add(
          TranscriptPartItem.of(
              session.conversation(),
              MessageRecorder.sealer()
                  .seal(
                      session.conversation(),
                      messages.subList(from, from + size),
                      Optional.of(session.startTime().plus(RETENTION))),
              Sharding.ONE));
      from += size;
    }
  }

  private List<Message> messages(Session session) {
    Duration length = Duration.between(session.startTime(), session.endTime());
    List<Message> messages = new ArrayList<>();
    for (int number = 0; number < PartSizes.MESSAGES; number++) {
      boolean incoming = number % 2 == 0;
      Instant at =
          session.startTime().plus(length.multipliedBy(number).dividedBy(PartSizes.MESSAGES));
      messages.add(
          new Message(
              new MessageId(session.id(), number),
              incoming ? MessageDirection.INCOMING : MessageDirection.OUTGOING,
              at,
              at.plusMillis(random.nextInt(300)),
              texts.next(),
              "en",
              false,
              true,
              Optional.empty(),
              Optional.empty(),
              List.of(),
              incoming ? Optional.of(MessageRecorder.requestId(random)) : Optional.empty()));
    }
    return messages;
  }
}
