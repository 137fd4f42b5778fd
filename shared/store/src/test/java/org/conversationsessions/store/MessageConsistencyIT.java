package org.conversationsessions.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.conversationsessions.application.closing.SessionCloser;
import org.conversationsessions.application.concurrent.BackoffPolicy;
import org.conversationsessions.application.conversation.RandomSessionIds;
import org.conversationsessions.application.message.MessageHistory.Result;
import org.conversationsessions.application.message.MessagePolicy;
import org.conversationsessions.application.message.Transcripts;
import org.conversationsessions.application.recording.Recorder;
import org.conversationsessions.domain.conversation.ActivityEvent;
import org.conversationsessions.domain.conversation.ActivityType;
import org.conversationsessions.domain.history.TagFilter;
import org.conversationsessions.domain.history.TimeWindow;
import org.conversationsessions.domain.message.MessageContent;
import org.conversationsessions.domain.message.MessageFilter;
import org.conversationsessions.domain.message.MessageQuery;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.registry.TestBots;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.session.Tags;
import org.conversationsessions.store.client.Expiry;
import org.conversationsessions.store.conversation.DynamoConversations;
import org.conversationsessions.store.conversation.DynamoDueConversations;
import org.conversationsessions.store.history.DynamoSessionHistory;
import org.conversationsessions.store.message.CipherMessageSealer;
import org.conversationsessions.store.message.DynamoMessageHistory;
import org.conversationsessions.store.message.DynamoMessageParts;
import org.conversationsessions.store.registry.RegistryFixture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/**
 * What is found while a replica of the messages table is behind (contract, section 14). It answers
 * eventually consistent queries of the table without any part; DynamoDB Local itself is always up
 * to date.
 */
class MessageConsistencyIT {
  private static final Instant TEN = Instant.parse("2026-11-20T10:00:00Z");
  private static final Clock CLOCK = Clock.fixed(TEN.plusSeconds(7200), ZoneOffset.UTC);
  private static final Expiry EXPIRY = new Expiry(Duration.ofDays(90), CLOCK);

  private final TestDynamo.Database database = TestDynamo.LOCAL.of(MessageConsistencyIT.class);
  private final Bot bot = TestBots.of(new BotId("st-" + UUID.randomUUID()));
  private final ConversationKey key = new ConversationKey(bot.id(), "ann", "rtm");
  private final DynamoConversations conversations =
      new DynamoConversations(database.dynamo(), database.tables(), EXPIRY);
  private final DynamoDueConversations due =
      new DynamoDueConversations(database.dynamo(), database.tables(), 1);
  private final Transcripts transcripts =
      new Transcripts(
          new DynamoMessageParts(database.dynamo(), database.tables(), BackoffPolicy.immediate()),
          new CipherMessageSealer(RegistryFixture.CIPHER),
          any -> new MessagePolicy(true, Optional.empty(), UnaryOperator.identity(), "en"));
  private final Recorder recorder =
      new Recorder(
          conversations,
          due,
          transcripts,
          new RandomSessionIds(),
          CLOCK,
          BackoffPolicy.immediate());

  /** The number of strongly consistent queries for parts. */
  private int consistent;

  @Test
  void partsOfALiveSessionAreReadAgainIfTheirReplicaIsBehind() {
    SessionId session = say(0, 30);

    assertThat(ofUser(true)).hasSize(30);
    assertThat(consistent).isEqualTo(1);
    assertThat(ofSession(session, true)).hasSize(30);
    assertThat(consistent).isEqualTo(2);
  }

  @Test
  void partsOfTheSessionThatEndedLastAreReadAgainIfTheirReplicaIsBehind() {
    SessionId session = say(0, 5);
    close();

    assertThat(ofUser(true)).hasSize(5);
    assertThat(ofSession(session, true)).hasSize(5);
    assertThat(consistent).isEqualTo(2);
  }

  @Test
  void aLateMessageOfAnEarlierSessionIsReadConsistently() {
    say(0, 5);
    close();
    say(1800, 5);
    record(List.of(event(8)));

    assertThat(ofUser(true)).hasSize(11);
    assertThat(consistent).isEqualTo(1);
  }

  @Test
  void nothingIsReadTwiceIfNothingIsMissing() {
    SessionId first = say(0, 30);
    close();
    SessionId second = say(1800, 30);

    assertThat(ofUser(false)).hasSize(60);
    assertThat(ofSession(first, false)).hasSize(30);
    assertThat(ofSession(second, false)).hasSize(30);
    assertThat(consistent).isZero();
  }

  private SessionId say(int second, int messages) {
    SessionId session = null;
    for (int i = 0; i < messages; i++) {
      session = record(List.of(event(second + i)));
    }
    return Objects.requireNonNull(session);
  }

  private SessionId record(List<ActivityEvent> events) {
    Recorder.RecordingResult recorded =
        recorder.record(bot, events, Optional.of("request")).getLast();
    return ((Recorder.RecordingResult.InSession) recorded).session();
  }

  private ActivityEvent event(int second) {
    return new ActivityEvent(
        UUID.randomUUID().toString(),
        key,
        ActivityType.USER_MESSAGE,
        TEN.plusSeconds(second),
        Optional.empty(),
        Optional.empty(),
        false,
        false,
        false,
        Tags.NONE,
        new MessageContent(
            "second " + second + " " + UUID.randomUUID(),
            false,
            Optional.empty(),
            Optional.empty(),
            List.of()));
  }

  private void close() {
    new SessionCloser(conversations, due, transcripts.parts(), CLOCK, BackoffPolicy.immediate())
        .closeByApi(bot, key.userId(), Optional.empty(), Optional.empty());
  }

  private List<String> ofUser(boolean behind) {
    return texts(behind, Optional.of(key.userId()), Optional.empty());
  }

  private List<String> ofSession(SessionId session, boolean behind) {
    return texts(behind, Optional.empty(), Optional.of(Set.of(session)));
  }

  private List<String> texts(
      boolean behind, Optional<String> userId, Optional<Set<SessionId>> sessions) {
    DynamoDbClient dynamo = replica(behind);
    DynamoMessageHistory history =
        new DynamoMessageHistory(
            dynamo,
            database.tables(),
            EXPIRY,
            conversations,
            new DynamoSessionHistory(dynamo, database.tables(), EXPIRY, conversations),
            transcripts.sealer(),
            Duration.ofDays(14));
    MessageFilter filter =
        new MessageFilter(
            new TimeWindow(TEN.minus(Duration.ofDays(6)), TEN.plus(Duration.ofDays(1))),
            userId,
            Optional.empty(),
            sessions,
            Set.of(),
            Optional.empty(),
            TagFilter.NONE);
    Result result =
        history.page(
            new MessageQuery(
                List.of(bot), filter, Optional.empty(), true, 0, Optional.empty(), 100, false));
    List<String> texts = new ArrayList<>();
    ((Result.Found) result).page().messages().forEach(found -> texts.add(found.message().text()));
    assertThat(texts).doesNotHaveDuplicates();
    return texts;
  }

  private DynamoDbClient replica(boolean behind) {
    return (DynamoDbClient)
        Proxy.newProxyInstance(
            MessageConsistencyIT.class.getClassLoader(),
            new Class<?>[] {DynamoDbClient.class},
            (proxy, method, arguments) -> invoke(behind, proxy, method, arguments));
  }

  private @Nullable Object invoke(
      boolean behind, Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
    Object[] given = arguments == null ? new Object[0] : arguments;
    if (given.length == 1 && given[0] instanceof Consumer) {
      return InvocationHandler.invokeDefault(proxy, method, given);
    }
    if (given.length == 1
        && given[0] instanceof QueryRequest query
        && query.tableName().equals(database.tables().messages())
        && query.indexName() == null) {
      if (Boolean.TRUE.equals(query.consistentRead())) {
        consistent++;
      } else if (behind) {
        return QueryResponse.builder().items(List.of()).count(0).scannedCount(0).build();
      }
    }
    try {
      return method.invoke(database.dynamo(), given);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
