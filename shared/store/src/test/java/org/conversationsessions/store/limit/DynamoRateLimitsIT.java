package org.conversationsessions.store.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.application.UnreadableItemException;
import org.conversationsessions.application.concurrent.BackoffPolicy;
import org.conversationsessions.application.limit.RateLimits;
import org.conversationsessions.domain.limit.RateKey;
import org.conversationsessions.domain.limit.RateLimit;
import org.conversationsessions.domain.limit.RatePeriod;
import org.conversationsessions.domain.limit.RateVerdict;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.store.FaultyDynamo;
import org.conversationsessions.store.TestDynamo;
import org.conversationsessions.store.client.Attributes;
import org.conversationsessions.store.client.Dynamo;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;

/** How rate limits are stored, and how two writers of one key meet. */
class DynamoRateLimitsIT {
  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
  private static final RateVerdict ALLOWED = new RateVerdict.Allowed();

  private final TestDynamo.Database database = TestDynamo.LOCAL.of(DynamoRateLimitsIT.class);
  private final RateKey key = RateKey.of(new BotId("st-" + UUID.randomUUID()));

  @Test
  void aWriterThatLosesDecidesAgain() {
    RateLimit one = new RateLimit(1, 0);
    RateLimits other = limits(database.dynamo(), one);
    Calls calls = new Calls(() -> assertThat(other.countIfAllowed(key, NOW)).isEqualTo(ALLOWED));

    RateVerdict verdict = limits(TestDynamo.LOCAL.client(calls), one).countIfAllowed(key, NOW);

    assertThat(verdict).isEqualTo(new RateVerdict.Exceeded(RatePeriod.MINUTE, 60));
    assertThat(calls.names).containsExactly("GetItem", "PutItem", "GetItem");
  }

  @Test
  void bothWritersAreCountedWhileTheLimitAllows() {
    RateLimit three = new RateLimit(3, 0);
    RateLimits other = limits(database.dynamo(), three);
    Calls calls = new Calls(() -> assertThat(other.countIfAllowed(key, NOW)).isEqualTo(ALLOWED));
    RateLimits limits = limits(TestDynamo.LOCAL.client(calls), three);

    assertThat(limits.countIfAllowed(key, NOW)).isEqualTo(ALLOWED);
    assertThat(calls.names).containsExactly("GetItem", "PutItem", "GetItem", "PutItem");
    assertThat(other.countIfAllowed(key, NOW)).isEqualTo(ALLOWED);
    assertThat(other.countIfAllowed(key, NOW))
        .isEqualTo(new RateVerdict.Exceeded(RatePeriod.MINUTE, 60));
  }

  @Test
  void aWriterOfAStoredKeyLosesToo() {
    RateLimit three = new RateLimit(3, 0);
    RateLimits other = limits(database.dynamo(), three);
    other.countIfAllowed(key, NOW);
    Calls calls = new Calls(() -> assertThat(other.countIfAllowed(key, NOW)).isEqualTo(ALLOWED));

    assertThat(limits(TestDynamo.LOCAL.client(calls), three).countIfAllowed(key, NOW))
        .isEqualTo(ALLOWED);

    assertThat(other.countIfAllowed(key, NOW))
        .isEqualTo(new RateVerdict.Exceeded(RatePeriod.MINUTE, 60));
  }

  @Test
  void aRefusedCallReadsOnceAndWritesNothing() {
    RateLimit one = new RateLimit(0, 1);
    limits(database.dynamo(), one).countIfAllowed(key, NOW);
    Calls calls = new Calls(() -> {});

    limits(TestDynamo.LOCAL.client(calls), one).countIfAllowed(key, NOW);

    assertThat(calls.names).containsExactly("GetItem");
  }

  @Test
  void withoutLimitsNoCallIsMade() {
    assertThat(limits(database.dynamo(), RateLimit.NONE)).isSameAs(RateLimits.NONE);
  }

  @Test
  void anItemExpiresTwoHoursAfterItsLastCall() {
    RateLimits limits = limits(database.dynamo(), new RateLimit(5, 5));

    limits.countIfAllowed(key, NOW);
    limits.countIfAllowed(key, NOW.plusSeconds(10));

    assertThat(new Attributes(stored()).number("expiresAt"))
        .isEqualTo(NOW.plusSeconds(10 + 7200).getEpochSecond());
  }

  @Test
  void callsThatHaveLeftTheWindowAreNotStored() {
    RateLimits limits = limits(database.dynamo(), new RateLimit(60, 0));
    for (int second = 0; second < 200; second++) {
      limits.countIfAllowed(key, NOW.plusSeconds(second));
    }

    Map<String, AttributeValue> item = stored();
    assertThat(new Attributes(item).number("v")).isEqualTo(200);
    assertThat(item.get("minute")).satisfies(minute -> assertThat(minute.m()).hasSize(60));
    assertThat(item.get("hour")).satisfies(hour -> assertThat(hour.m()).isEmpty());
  }

  @Test
  void damagedCountsAreUnreadable() {
    for (AttributeValue damaged :
        List.of(
            AttributeValue.fromM(Map.of("x", Attributes.n(1))),
            AttributeValue.fromM(Map.of("1", AttributeValue.fromS("y"))),
            AttributeValue.fromM(Map.of("1", Attributes.n(0))))) {
      database
          .dynamo()
          .putItem(
              put ->
                  put.tableName(database.tables().limits())
                      .item(
                          Map.of(
                              "id", Attributes.s(key.value()),
                              "v", Attributes.n(1),
                              "minute", damaged)));
      RateLimits limits = limits(database.dynamo(), new RateLimit(5, 5));
      assertThatExceptionOfType(UnreadableItemException.class)
          .as("%s", damaged)
          .isThrownBy(() -> limits.countIfAllowed(key, NOW));
    }
  }

  @Test
  void aFailureOfTheStoreIsNoVerdict() {
    for (String operation : List.of("getItem", "putItem")) {
      FaultyDynamo faulty =
          new FaultyDynamo(database.dynamo())
              .failing(operation, SdkClientException.create("no route"));

      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(() -> limits(faulty.client(), new RateLimit(5, 5)).countIfAllowed(key, NOW))
          .withMessageContaining("no route");
    }
  }

  private RateLimits limits(DynamoDbClient dynamo, RateLimit limit) {
    return DynamoRateLimits.of(
        Dynamo.bounded(dynamo), database.tables(), limit, BackoffPolicy.jittered());
  }

  private Map<String, AttributeValue> stored() {
    return database
        .dynamo()
        .getItem(
            get ->
                get.tableName(database.tables().limits())
                    .key(Map.of("id", Attributes.s(key.value())))
                    .consistentRead(true))
        .item();
  }

  /** Records the calls of a client, and runs something right before its first write. */
  private static final class Calls implements ExecutionInterceptor {
    private final List<String> names = new ArrayList<>();
    private final Runnable beforeFirstWrite;
    private boolean hasWritten;

    Calls(Runnable beforeFirstWrite) {
      this.beforeFirstWrite = beforeFirstWrite;
    }

    @Override
    public void beforeExecution(
        Context.BeforeExecution context, ExecutionAttributes executionAttributes) {
      names.add(context.request().getClass().getSimpleName().replace("Request", ""));
      if (context.request() instanceof PutItemRequest && !hasWritten) {
        hasWritten = true;
        beforeFirstWrite.run();
      }
    }
  }
}
