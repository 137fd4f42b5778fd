package org.conversationsessions.store.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.application.StoreRefusedException;
import org.conversationsessions.application.concurrent.Deadline;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

@Timeout(60)
class BoundedDynamoDbClientTest {
  private static final long RESERVE = CallPermits.MIN_TIME_LEFT.toMillis();

  private final CallPermits permits = new CallPermits(2);

  @Test
  void concurrentCallsAreLimitedToThePermitsAndTheOthersWait() throws Exception {
    AtomicInteger underWay = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch full = new CountDownLatch(2);
    CountDownLatch answer = new CountDownLatch(1);
    DynamoDbClient client =
        client(
            () -> {
              most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
              full.countDown();
              await(answer);
              underWay.decrementAndGet();
            });

    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<GetItemResponse>> calls = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        calls.add(threads.submit(() -> get(client)));
      }
      await(full);
      awaitWaiting(48);
      answer.countDown();
      for (Future<GetItemResponse> call : calls) {
        assertThat(call.get()).isNotNull();
      }
    }
    assertThat(most).hasValue(2);
  }

  @Test
  void callsAreServedFirstComeFirstServed() throws Exception {
    List<Integer> served = Collections.synchronizedList(new ArrayList<>());
    permits.acquire();
    permits.acquire();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 20; i++) {
        int number = i;
        threads.execute(
            () -> {
              permits.acquire();
              served.add(number);
              permits.release();
            });
        awaitWaiting(i + 1);
      }
      // A single permit, so one call is served at a time.
      permits.release();
    }
    permits.release();

    assertThat(served).isSorted().hasSize(20);
  }

  @Test
  void aCallBeginsOnlyIfThereIsTimeToFinishIt() {
    AtomicInteger calls = new AtomicInteger();
    DynamoDbClient client = client(calls::incrementAndGet);

    Deadline.within(() -> RESERVE + 1, () -> get(client));
    assertThat(calls).hasValue(1);
    for (long left : new long[] {RESERVE, 0, -5}) {
      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(() -> Deadline.within(() -> left, () -> get(client)))
          .matches(StoreException::isTransient);
    }
    assertThat(calls).hasValue(1);
  }

  @Test
  void waitingEndsAtTheDeadlineAndTakesNoPermit() {
    permits.acquire();
    permits.acquire();
    DynamoDbClient client = client(() -> {});

    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> Deadline.within(() -> RESERVE + 1, () -> get(client)))
        .matches(StoreException::isTransient);

    permits.release();
    permits.release();
    get(client);
    assertThat(permits.waiting()).isZero();
  }

  @Test
  void anInterruptEndsTheWaitAndIsKept() throws Exception {
    permits.acquire();
    permits.acquire();
    DynamoDbClient client = client(() -> {});
    List<Object> seen = Collections.synchronizedList(new ArrayList<>());
    Thread waiting =
        Thread.startVirtualThread(
            () -> {
              try {
                get(client);
              } catch (StoreException e) {
                seen.add(e.getMessage());
                seen.add(Thread.currentThread().isInterrupted());
              }
            });
    awaitWaiting(1);
    waiting.interrupt();
    waiting.join();

    assertThat(seen).containsExactly("interrupted while waiting for the store", true);
  }

  @Test
  void aFailedCallGivesItsPermitBack() {
    DynamoDbClient failing =
        client(
            () -> {
              throw SdkClientException.create("no route");
            });
    for (int i = 0; i < 10; i++) {
      assertThatExceptionOfType(StoreException.class).isThrownBy(() -> get(failing));
    }
    DynamoDbClient broken =
        client(
            () -> {
              throw new IllegalStateException("closed");
            });
    for (int i = 0; i < 10; i++) {
      assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> get(broken));
    }
  }

  @Test
  void aFailedConditionIsRethrownAsItIs() {
    DynamoDbException failed = ConditionalCheckFailedException.builder().message("lost").build();
    DynamoDbException conflict = TransactionConflictException.builder().message("busy").build();
    PutItemRequest conditional = PutItemRequest.builder().conditionExpression("v = :v").build();
    for (DynamoDbException lost : List.of(failed, conflict)) {
      assertThatThrownBy(() -> client(throwing(lost)).putItem(conditional)).isSameAs(lost);
    }
    assertThatThrownBy(() -> transact(canceled("None", "ConditionalCheckFailed")))
        .isInstanceOf(TransactionCanceledException.class);
    assertThatThrownBy(() -> transact(canceled("TransactionConflict")))
        .isInstanceOf(TransactionCanceledException.class);
  }

  @Test
  void aConflictOfAnUnconditionalWriteIsATransientFailure() {
    DynamoDbException conflict = TransactionConflictException.builder().message("busy").build();

    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> client(throwing(conflict)).putItem(PutItemRequest.builder().build()))
        .matches(StoreException::isTransient)
        .withCause(conflict);
  }

  @Test
  void aThrottledTransactionIsTransientAndAWrongOneIsNot() {
    for (String code : List.of("ThrottlingError", "ProvisionedThroughputExceeded")) {
      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(() -> transact(canceled("None", code)))
          .matches(StoreException::isTransient);
    }
    for (String code : List.of("ValidationError", "ItemCollectionSizeLimitExceeded")) {
      assertThatExceptionOfType(StoreRefusedException.class)
          .isThrownBy(() -> transact(canceled("None", code)));
    }
  }

  @Test
  void aFailureNamesTheOperationAndTheTable() {
    DynamoDbException failure = ResourceNotFoundException.builder().message("no table").build();

    assertThatExceptionOfType(StoreRefusedException.class)
        .isThrownBy(() -> get(client(throwing(failure))))
        .withMessage("reading from sessions: no table");
  }

  @Test
  void aBoundedClientIsNotBoundedTwice() {
    DynamoDbClient bounded = BoundedDynamoDbClient.of(client(() -> {}));

    assertThat(BoundedDynamoDbClient.of(bounded)).isSameAs(bounded);
  }

  @Test
  void theLimitCostsMicroseconds() {
    DynamoDbClient client = client(() -> {});
    long nanos = 0;
    for (int round = 0; round < 5; round++) {
      long start = System.nanoTime();
      for (int i = 0; i < 20_000; i++) {
        get(client);
      }
      nanos = (System.nanoTime() - start) / 20_000;
    }
    System.out.printf("a bounded call of a client that does nothing takes %d ns%n", nanos);
    // A hundred times the figure of an idle machine: only a change of magnitude fails.
    assertThat(Duration.ofNanos(nanos)).isLessThan(Duration.ofNanos(200_000));
  }

  private static GetItemResponse get(DynamoDbClient client) {
    return client.getItem(GetItemRequest.builder().tableName("sessions").build());
  }

  private void transact(DynamoDbException failure) {
    client(throwing(failure)).transactWriteItems(TransactWriteItemsRequest.builder().build());
  }

  private static Runnable throwing(RuntimeException failure) {
    return () -> {
      throw failure;
    };
  }

  private static TransactionCanceledException canceled(String... codes) {
    List<CancellationReason> reasons = new ArrayList<>();
    for (String code : codes) {
      reasons.add(CancellationReason.builder().code(code).build());
    }
    return TransactionCanceledException.builder()
        .message("canceled")
        .cancellationReasons(reasons)
        .build();
  }

  /** Returns a client that runs this in each call, with the test's permits. */
  private DynamoDbClient client(Runnable call) {
    return new BoundedDynamoDbClient(new Answering(call), permits);
  }

  /** Polls, because a waiting thread sends no signal. */
  private void awaitWaiting(int number) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (permits.waiting() != number) {
      assertThat(System.nanoTime()).isLessThan(end);
      Thread.onSpinWait();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Runs something in each call and returns an empty response. */
  private record Answering(Runnable call) implements DynamoDbClient {
    @Override
    public GetItemResponse getItem(GetItemRequest get) {
      return answer(() -> GetItemResponse.builder().build());
    }

    @Override
    public PutItemResponse putItem(PutItemRequest put) {
      return answer(() -> PutItemResponse.builder().build());
    }

    @Override
    public TransactWriteItemsResponse transactWriteItems(TransactWriteItemsRequest write) {
      return answer(() -> TransactWriteItemsResponse.builder().build());
    }

    private <T> T answer(Supplier<T> response) {
      call.run();
      return response.get();
    }

    @Override
    public String serviceName() {
      return "dynamodb";
    }

    @Override
    public void close() {
      // Holds nothing.
    }
  }
}
