package org.conversationsessions.bench.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.conversationsessions.bench.BenchmarkDatabase;
import org.conversationsessions.bench.Traffic;
import org.conversationsessions.domain.message.TranscriptPart;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.store.client.Queries;
import org.conversationsessions.store.message.TranscriptPartItem;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/**
 * How recording divides sessions of {@value #MESSAGES} messages into transcript parts.
 *
 * @param recorded the numbers of messages of the parts of each session that was recorded
 */
record PartSizes(List<List<Integer>> recorded) {
  /** The messages of a session. */
  static final int MESSAGES = 20;

  /**
   * So many sessions of an end user. The more events a conversation remembers, up to fifty, the
   * fewer messages its item holds: in the recording four of five messages meet fewer than fifty.
   */
  private static final int SESSIONS = 5;

  private static final int USERS = 4;

  /**
   * Records sessions of some end users, and returns the sizes of their parts.
   *
   * @param together the number of messages in a request
   */
  static PartSizes record(BenchmarkDatabase database, int together) {
    SimulatedClock clock = new SimulatedClock(Traffic.FROM);
    Bot bot = database.register(Traffic.botId("parts, " + together));
    Map<SessionId, List<Integer>> sizes = new TreeMap<>();
    try (DynamoDbClient dynamo = database.client()) {
      MessageRecorder recorder =
          new MessageRecorder(database.store(dynamo, clock), clock, true, new Random(MESSAGES));
      for (int user = 0; user < USERS; user++) {
        ConversationKey key =
            new ConversationKey(bot.id(), Traffic.userId("parts, " + user), "rtm");
        for (int session = 0; session < SESSIONS; session++) {
          recorder.converse(key, MESSAGES, together);
          recorder.close(key);
        }
        visitParts(
            dynamo,
            database.tables().messages(),
            key,
            part ->
                sizes
                    .computeIfAbsent(part.first().session(), session -> new ArrayList<>())
                    .add(part.count()));
      }
    }
    return new PartSizes(List.copyOf(sizes.values()));
  }

  private static void visitParts(
      DynamoDbClient dynamo, String table, ConversationKey key, Consumer<TranscriptPart> visitor) {
    Queries.forEach(
        dynamo,
        QueryRequest.builder()
            .tableName(table)
            .keyConditionExpression("#owner = :owner")
            .expressionAttributeNames(Map.of("#owner", TranscriptPartItem.OWNER))
            .expressionAttributeValues(
                Map.of(":owner", TranscriptPartItem.owner(key.bot(), key.userId())))
            .build(),
        item -> {
          visitor.accept(TranscriptPartItem.read(item));
          return true;
        });
  }

  /** Returns the numbers of messages of a session's parts. They repeat after some sessions. */
  List<Integer> ofSession(int number) {
    return recorded.get(number % recorded.size());
  }

  /** Returns the messages of a part, on average. */
  double average() {
    long parts = recorded.stream().mapToLong(List::size).sum();
    return (double) recorded.size() * MESSAGES / parts;
  }
}
