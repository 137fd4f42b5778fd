package org.conversationsessions.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.application.concurrent.BackoffPolicy;
import org.conversationsessions.application.conversation.AwaitedSilence;
import org.conversationsessions.application.conversation.Conversations;
import org.conversationsessions.application.conversation.DueConversations;
import org.conversationsessions.application.conversation.ForwardingConversations;
import org.conversationsessions.application.conversation.RandomSessionIds;
import org.conversationsessions.application.debug.DebugEntry;
import org.conversationsessions.application.message.TestTranscripts;
import org.conversationsessions.application.recording.Recorder;
import org.conversationsessions.application.recording.Recorder.RecordingResult;
import org.conversationsessions.application.state.SessionStateService;
import org.conversationsessions.application.state.SessionStates;
import org.conversationsessions.application.state.SessionStatesPortTests;
import org.conversationsessions.domain.Edit;
import org.conversationsessions.domain.conversation.ActivityEvent;
import org.conversationsessions.domain.conversation.ActivityType;
import org.conversationsessions.domain.conversation.Conversation;
import org.conversationsessions.domain.conversation.TestEventBuilder;
import org.conversationsessions.domain.history.HistoryFilter;
import org.conversationsessions.domain.history.HistoryQuery;
import org.conversationsessions.domain.history.TagFilter;
import org.conversationsessions.domain.history.TimeWindow;
import org.conversationsessions.domain.message.TranscriptPart;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.registry.Sharding;
import org.conversationsessions.domain.registry.TestBots;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.settings.ManagedSettings;
import org.conversationsessions.domain.settings.SettingsDraft;
import org.conversationsessions.domain.state.SessionState;
import org.conversationsessions.domain.state.StateChange;
import org.conversationsessions.store.client.Expiry;
import org.conversationsessions.store.conversation.ConversationItem;
import org.conversationsessions.store.conversation.DynamoConversations;
import org.conversationsessions.store.conversation.DynamoDueConversations;
import org.conversationsessions.store.history.DynamoSessionHistory;
import org.conversationsessions.store.registry.DynamoAccountOperators;
import org.conversationsessions.store.registry.DynamoRegistry;
import org.conversationsessions.store.registry.DynamoSettingsStore;
import org.conversationsessions.store.registry.RegistryFixture;
import org.conversationsessions.store.state.DynamoSessionStates;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.InternalServerErrorException;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.RequestLimitExceededException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ThrottlingException;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;
import software.amazon.awssdk.services.dynamodb.model.TransactionInProgressException;

/** The outcome of calls that DynamoDB refuses, loses or answers too late. */
class FaultsIT {
  private static final Expiry EXPIRY = new Expiry(Duration.ofDays(90), Clock.systemUTC());

  private final TestDynamo.Database database = TestDynamo.LOCAL.of(FaultsIT.class);
  private final BotId bot = new BotId("st-" + UUID.randomUUID());
  private final ConversationKey key = new ConversationKey(bot, "user", "rtm");
  private final FaultyDynamo faulty = new FaultyDynamo(database.dynamo());

  static Stream<RuntimeException> failures() {
    return Stream.of(
        ThrottlingException.builder().message("slow down").build(),
        ProvisionedThroughputExceededException.builder().message("slow down").build(),
        RequestLimitExceededException.builder().message("slow down").build(),
        InternalServerErrorException.builder().message("inside").build(),
        ResourceNotFoundException.builder().message("no table").build(),
        TransactionInProgressException.builder().message("in progress").build(),
        SdkClientException.create("no route"),
        ApiCallTimeoutException.create(5000),
        TransactionCanceledException.builder().message("no reasons").build(),
        canceled("None", "ThrottlingError"),
        canceled("ThrottlingError", "None"),
        canceled("ValidationError"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void everyFailureOfEveryCallIsAnExceptionAndNeverAnEmptyResult(RuntimeException failure) {
    FaultyDynamo all = new FaultyDynamo(database.dynamo());
    for (String call :
        List.of(
            "getItem",
            "query",
            "batchGetItem",
            "putItem",
            "transactWriteItems",
            "transactGetItems",
            "scan")) {
      for (int i = 0; i < 20; i++) {
        all.failing(call, failure);
      }
    }
    DynamoDbClient client = all.client();
    Conversations conversations = conversations(client);
    DynamoSessionHistory history =
        new DynamoSessionHistory(client, database.tables(), EXPIRY, conversations);
    DynamoRegistry registry = new DynamoRegistry(client, database.tables(), RegistryFixture.CIPHER);
    DynamoSettingsStore settings = new DynamoSettingsStore(client, database.tables());
    SessionStates states = states(client);
    Session storedSession = Session.starting(SessionId.of(TestEventBuilder.at("10:00"), 1), key);
    List<Runnable> calls =
        List.of(
            () -> conversations.readConsistently(key),
            () -> conversations.readEventually(Set.of(key)),
            () -> conversations.ofUser(bot, "user"),
            () ->
                conversations.adjacentSessions(
                    key, TestEventBuilder.at("10:00"), Duration.ofMinutes(15)),
            () ->
                conversations.commit(Conversation.unknown(key), List.of(), List.of(), Sharding.ONE),
            () ->
                conversations.commit(
                    Conversation.unknown(key), List.of(storedSession), List.of(), Sharding.ONE),
            () ->
                new DynamoDueConversations(client, database.tables(), 4)
                    .readInactiveSince(
                        bot, 0, new AwaitedSilence.OfBot(), Instant.EPOCH, Optional.empty(), 10),
            () ->
                new DynamoDueConversations(client, database.tables(), 4)
                    .readAll(bot, 0, Optional.empty(), 10),
            () ->
                new DynamoDueConversations(client, database.tables(), 4)
                    .put(bot, 0, DueConversations.Filing.INITIAL),
            () -> history.page(everything()),
            () -> history.byId(List.of(TestBots.of(bot)), List.of(storedSession.id())),
            () -> registry.app("cs-1"),
            () -> registry.bot("st-1"),
            () -> registry.bots(unreadable -> {}),
            () -> registry.botsOf("account"),
            () -> settings.read(bot),
            () -> settings.write(bot, ManagedSettings.OF_NEW_BOT),
            () -> settings.draft(bot),
            () -> settings.writeDraft(bot, SettingsDraft.NONE),
            () -> new DynamoAccountOperators(client, database.tables()).of("account"),
            () -> states.read(key),
            () -> states.write(key, SessionStatesPortTests.everything(), 0));
    for (Runnable call : calls) {
      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(call::run)
          .withMessageContaining(Objects.requireNonNull(failure.getMessage()));
    }
  }

  @Test
  void aWriteThatTookEffectBeforeItFailedIsRecordedOnceWhenSentAgain() {
    for (String operation : List.of("transactWriteItems", "putItem")) {
      ActivityEvent event = event(operation, operation.equals("putItem") ? 5 : 0);
      faulty.failingAfterwards(operation, ApiCallTimeoutException.create(5000));

      RecordingResult first = record(faulty.client(), event);
      RecordingResult again = record(faulty.client(), event);

      assertThat(faulty.isUsedUp()).isTrue();
      assertThat(first).isInstanceOf(RecordingResult.Failed.class);
      assertThat(again).isInstanceOf(RecordingResult.InSession.class);
    }
    assertThat(liveSession().messages()).isEqualTo(2);
  }

  @Test
  void aWriteWhoseFirstResponseIsLostIsRetriedByTheSdkAndRecordedOnce() {
    LosingFirstAnswers losing = new LosingFirstAnswers();
    try (DynamoDbClient client = TestDynamo.LOCAL.client(losing)) {
      for (int i = 0; i < 3; i++) {
        int number = i;
        Conversations arming = new Arming(conversations(client), losing);
        RecordingResult recorded = record(arming, event("e" + number, number));
        assertThat(losing.isUsedUp()).isTrue();
        assertThat(recorded).isInstanceOf(RecordingResult.InSession.class);
      }
    }
    assertThat(liveSession().messages()).isEqualTo(3);
  }

  @Test
  void aTransactionConflictIsALostWrite() {
    record(database.dynamo(), event("e0", 0));
    Conversation stored = conversations(database.dynamo()).readConsistently(key);
    Session storedSession = Objects.requireNonNull(stored.live()).session();
    faulty
        .failing("putItem", TransactionConflictException.builder().message("busy").build())
        .failing("transactWriteItems", canceled("TransactionConflict", "None"))
        .failing("transactWriteItems", canceled("None", "TransactionConflict"));

    Conversations.Commit lost = new Conversations.Commit.Conflict(stored);
    assertThat(conversations(faulty.client()).commit(stored, List.of(), List.of(), Sharding.ONE))
        .isEqualTo(lost);
    assertThat(
            conversations(faulty.client())
                .commit(stored, List.of(storedSession), List.of(), Sharding.ONE))
        .isEqualTo(lost);
    assertThat(
            conversations(faulty.client())
                .commit(stored, List.of(storedSession), List.of(), Sharding.ONE))
        .isEqualTo(lost);
    assertThat(faulty.isUsedUp()).isTrue();
    assertThat(conversations(database.dynamo()).readConsistently(key)).isEqualTo(stored);
  }

  @Test
  void eventsAreRecordedDespiteTransactionConflicts() {
    record(database.dynamo(), event("e0", 0));
    faulty
        .failing("putItem", TransactionConflictException.builder().message("busy").build())
        .failing("putItem", TransactionConflictException.builder().message("busy").build());

    assertThat(record(faulty.client(), event("e1", 1)))
        .isInstanceOf(RecordingResult.InSession.class);
    assertThat(liveSession().messages()).isEqualTo(2);
  }

  @Test
  void unprocessedKeysAreReadAgain() {
    record(database.dynamo(), event("e0", 0));
    faulty
        .answering("batchGetItem", this::unprocessed)
        .answering("batchGetItem", this::unprocessed);

    Map<ConversationKey, Conversation> found =
        conversations(faulty.client()).readEventually(Set.of(key));

    assertThat(faulty.isUsedUp()).isTrue();
    assertThat(found.get(key)).isEqualTo(conversations(database.dynamo()).readConsistently(key));
  }

  @Test
  void keysThatStayUnprocessedAreAFailureNotAnUnknownConversation() {
    for (int i = 0; i < 20; i++) {
      faulty.answering("batchGetItem", this::unprocessed);
    }

    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> conversations(faulty.client()).readEventually(Set.of(key)))
        .withMessageContaining("throttled");
  }

  @Test
  void aFailedQueryPageFailsTheHistoryInsteadOfShorteningIt() {
    record(database.dynamo(), event("e0", 0));
    DynamoSessionHistory history =
        new DynamoSessionHistory(
            faulty.client(), database.tables(), EXPIRY, conversations(faulty.client()));
    assertThat(history.page(everything()).total()).isEqualTo(1);
    for (String call : List.of("query", "batchGetItem")) {
      faulty.failing(call, ThrottlingException.builder().message("slow down").build());

      assertThatExceptionOfType(StoreException.class).isThrownBy(() -> history.page(everything()));
    }
  }

  @Test
  void aTransactionConflictOfAStateIsALostWrite() {
    faulty.failing("putItem", TransactionConflictException.builder().message("busy").build());

    assertThat(states(faulty.client()).write(key, SessionState.EMPTY, 0)).isFalse();
    assertThat(states(database.dynamo()).read(key).version()).isZero();
  }

  @Test
  void aStateWriteThatTookEffectBeforeItFailedIsAFailureAndKeepsItsVersion() {
    SessionState state = SessionStatesPortTests.everything();
    faulty.failingAfterwards("putItem", ApiCallTimeoutException.create(5000));

    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> states(faulty.client()).write(key, state, 0));
    assertThat(states(faulty.client()).write(key, state, 0)).isFalse();
    assertThat(states(database.dynamo()).read(key).state()).isEqualTo(state);
  }

  @Test
  void aStateChangeWhoseFirstResponseIsLostIsStoredOnce() {
    LosingFirstAnswers losing = new LosingFirstAnswers();
    StateChange.NewVariable one = new StateChange.NewVariable("1", Optional.empty());
    StateChange change =
        new StateChange(
            Map.of("a", new Edit.Put<>(one)),
            Map.of(),
            new Edit.Keep<>(),
            new Edit.Keep<>(),
            new Edit.Keep<>(),
            new Edit.Keep<>());
    try (DynamoDbClient client = TestDynamo.LOCAL.client(losing)) {
      SessionStates states = states(client);
      SessionStateService service =
          new SessionStateService(
              conversations(client),
              states,
              Clock.systemUTC(),
              BackoffPolicy.immediate(),
              new SessionStateService.SizeLimit(
                  1,
                  next -> {
                    losing.armOnce();
                    return 0;
                  }));
      // The SDK retries, and its own first write makes the condition fail.
      assertThat(service.change(key, change))
          .isInstanceOf(SessionStateService.Result.Changed.class);
      assertThat(losing.isUsedUp()).isTrue();
      assertThat(service.read(key).variables()).containsOnlyKeys("a");
    }
  }

  private SessionStates states(DynamoDbClient client) {
    return new DynamoSessionStates(client, database.tables(), EXPIRY, RegistryFixture.CIPHER);
  }

  private Object unprocessed(Object answer) {
    KeysAndAttributes asked = KeysAndAttributes.builder().keys(ConversationItem.key(key)).build();
    return ((BatchGetItemResponse) answer)
        .toBuilder()
            .responses(Map.of())
            .unprocessedKeys(Map.of(database.tables().conversations(), asked))
            .build();
  }

  private Session liveSession() {
    return Objects.requireNonNull(conversations(database.dynamo()).readConsistently(key).live())
        .session();
  }

  private HistoryQuery everything() {
    HistoryFilter all =
        new HistoryFilter(
            new TimeWindow(TestEventBuilder.at("00:00"), TestEventBuilder.at("23:00")),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            TagFilter.NONE);
    return new HistoryQuery(List.of(TestBots.of(bot)), all, 0, Optional.empty(), 100);
  }

  private ActivityEvent event(String id, int second) {
    return TestEventBuilder.event(
            ActivityType.USER_MESSAGE, TestEventBuilder.at("10:00").plusSeconds(second))
        .in(key)
        .id(id)
        .build();
  }

  private Conversations conversations(DynamoDbClient client) {
    return new DynamoConversations(client, database.tables(), EXPIRY);
  }

  private RecordingResult record(DynamoDbClient client, ActivityEvent event) {
    return record(conversations(client), event);
  }

  private RecordingResult record(Conversations conversations, ActivityEvent event) {
    return new Recorder(
            conversations,
            new DynamoDueConversations(database.dynamo(), database.tables(), 4),
            TestTranscripts.NONE,
            new RandomSessionIds(),
            Clock.systemUTC(),
            BackoffPolicy.immediate())
        .record(TestBots.ANY, List.of(event))
        .getFirst();
  }

  private static TransactionCanceledException canceled(String... codes) {
    return TransactionCanceledException.builder()
        .message("canceled")
        .cancellationReasons(
            Stream.of(codes).map(code -> CancellationReason.builder().code(code).build()).toList())
        .build();
  }

  /** Loses the response to every write. */
  private static final class Arming extends ForwardingConversations {
    private final LosingFirstAnswers losing;

    Arming(Conversations inner, LosingFirstAnswers losing) {
      super(inner);
      this.losing = losing;
    }

    @Override
    public Commit commit(
        Conversation next,
        Collection<Session> changedSessions,
        Collection<TranscriptPart> parts,
        Collection<DebugEntry> entries,
        Sharding sharding) {
      losing.arm();
      return super.commit(next, changedSessions, parts, entries, sharding);
    }
  }
}
