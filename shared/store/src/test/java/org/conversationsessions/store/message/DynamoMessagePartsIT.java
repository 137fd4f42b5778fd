package org.conversationsessions.store.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.application.concurrent.BackoffPolicy;
import org.conversationsessions.application.message.MessageParts;
import org.conversationsessions.application.message.MessagePartsPortTests;
import org.conversationsessions.domain.message.MessageId;
import org.conversationsessions.domain.message.SealedMessages;
import org.conversationsessions.domain.message.TranscriptPart;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.registry.Sharding;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.store.FaultyDynamo;
import org.conversationsessions.store.OnEveryEngine;
import org.conversationsessions.store.TestDynamo;
import org.conversationsessions.store.client.Attributes;
import org.conversationsessions.store.client.ItemSize;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

@OnEveryEngine
class DynamoMessagePartsIT extends MessagePartsPortTests {
  private static final Instant TEN = Instant.parse("2026-03-02T10:00:00.123Z");
  private static final SessionId SESSION = new SessionId("69a55fa007b0123456789abc");
  private static final Instant EXPIRY = Instant.parse("2027-03-02T10:00:00Z");

  private final TestDynamo.Database database;
  private final ConversationKey key =
      new ConversationKey(new BotId("st-" + UUID.randomUUID()), "ada", "rtm");

  DynamoMessagePartsIT(TestDynamo engine) {
    database = engine.of(getClass());
  }

  @Override
  protected MessageParts parts() {
    return parts(database.dynamo());
  }

  @Override
  protected List<TranscriptPart> stored(BotId of, String userId) {
    return StoredParts.of(database, of, userId);
  }

  @Test
  void theSortKeyIsTheTimeTheSessionAndTheNumberOfTheFirstMessage() {
    parts().put(key, part(TEN, 258, 1), Sharding.ONE);

    ByteBuffer sortKey = ByteBuffer.wrap(Objects.requireNonNull(item().get("p")).b().asByteArray());
    assertThat(sortKey.remaining()).isEqualTo(22);
    assertThat(((long) sortKey.getShort() << 32) | (sortKey.getInt() & 0xffff_ffffL))
        .isEqualTo(TEN.toEpochMilli());
    byte[] session = new byte[12];
    sortKey.get(session);
    assertThat(HexFormat.of().formatHex(session)).isEqualTo(SESSION.value());
    assertThat(sortKey.getInt()).isEqualTo(258);
  }

  @Test
  void partsSortByTimeThenSessionThenNumberWhateverTheTime() {
    List<Instant> times = List.of(Instant.EPOCH, TEN, TEN.plusMillis(1), SessionId.MAX_START);
    times.reversed().forEach(at -> parts().put(key, part(at, 7, 1), Sharding.ONE));
    parts().put(key, part(TEN, 300, 1), Sharding.ONE);

    assertThat(stored(key.bot(), "ada"))
        .extracting(TranscriptPart::time, part -> part.first().number())
        .containsExactly(
            tuple(Instant.EPOCH, 7),
            tuple(TEN, 7),
            tuple(TEN, 300),
            tuple(TEN.plusMillis(1), 7),
            tuple(SessionId.MAX_START, 7));
  }

  @Test
  void theIndexHasWhatIsCountedAndNoMessages() {
    Sharding sharding = Sharding.ONE.with(LocalDate.parse("2026-03-01"), 4);
    int shard = sharding.shardOf("ada", LocalDate.parse("2026-03-02"));
    parts().put(key, part(TEN, 0, 2), sharding);

    Map<String, AttributeValue> entry =
        database
            .dynamo()
            .query(
                query ->
                    query
                        .tableName(database.tables().messages())
                        .indexName(TranscriptPartItem.BY_DATE)
                        .keyConditionExpression("#day = :day")
                        .expressionAttributeNames(Map.of("#day", TranscriptPartItem.BOT_DAY))
                        .expressionAttributeValues(
                            Map.of(
                                ":day",
                                TranscriptPartItem.botDay(
                                    key.bot(), LocalDate.parse("2026-03-02"), shard))))
            .items()
            .getFirst();

    assertThat(entry)
        .containsOnlyKeys("o", "p", "d", "c", "n", "e", "l", "x")
        .containsEntry("c", Attributes.s("rtm"))
        .containsEntry("n", Attributes.n(2))
        .containsEntry("e", Attributes.n(1000))
        .containsEntry("l", Attributes.n(2000))
        .containsEntry("x", Attributes.n(EXPIRY.getEpochSecond()));
    TranscriptPart counted = TranscriptPartItem.read(entry);
    assertThat(counted.count()).isEqualTo(2);
    assertThat(counted.earliest()).isEqualTo(TEN.minusSeconds(1));
    assertThat(counted.latest()).isEqualTo(TEN.plusSeconds(2));
    assertThat(ItemSize.bytes(entry)).isEqualTo(76);
  }

  @Test
  void aPartWithoutExpiryIsKeptForEver() {
    TranscriptPart part = part(TEN, 0, 1);
    parts()
        .put(
            key,
            new TranscriptPart(part.first(), 1, TEN, TEN, TEN, TEN, Optional.empty(), part.body()),
            Sharding.ONE);

    assertThat(item()).doesNotContainKeys("x");
  }

  @Test
  void aPutThatMeetsATransactionOfTheSamePartIsTriedAgain() {
    RuntimeException conflict = TransactionConflictException.builder().message("busy").build();
    FaultyDynamo busy =
        new FaultyDynamo(database.dynamo())
            .failing("putItem", conflict)
            .failing("putItem", conflict);

    parts(busy.client()).put(key, part(TEN, 0, 1), Sharding.ONE);

    assertThat(stored(key.bot(), "ada")).containsExactly(part(TEN, 0, 1));
  }

  @Test
  void aTransactionThatNeverEndsIsAFailureAndNoEndlessLoop() {
    FaultyDynamo busy = new FaultyDynamo(database.dynamo());
    for (int i = 0; i < BackoffPolicy.MAX_CONFLICTS; i++) {
      busy.failing("putItem", TransactionConflictException.builder().message("busy").build());
    }
    MessageParts parts = parts(busy.client());

    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> parts.put(key, part(TEN, 0, 1), Sharding.ONE));
  }

  private MessageParts parts(DynamoDbClient dynamo) {
    return new DynamoMessageParts(dynamo, database.tables(), BackoffPolicy.immediate());
  }

  private Map<String, AttributeValue> item() {
    return StoredParts.items(database, key.bot(), "ada").getFirst();
  }

  private static TranscriptPart part(Instant at, int first, int count) {
    return new TranscriptPart(
        new MessageId(SESSION, first),
        count,
        at,
        at.minusSeconds(1),
        at.plusSeconds(2),
        at,
        Optional.of(EXPIRY),
        new SealedMessages(new byte[] {1, 2}));
  }
}
