package org.conversationsessions.local.workbench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/**
 * Adds up the capacity that calls consume, including all indexes, as DynamoDB Local reports it. The
 * service never charges more: for index entries changed in a transaction DynamoDB Local reports
 * twice what the service was observed to charge. An unknown call is an error.
 */
public final class CapacityMeter implements ExecutionInterceptor {
  private static final ReturnConsumedCapacity ALL = ReturnConsumedCapacity.INDEXES;
  private static final ExecutionAttribute<Long> BEGIN =
      new ExecutionAttribute<>("org.conversationsessions.begin");

  private final Duration delay;
  private List<Call> calls = new ArrayList<>();

  /** Creates a meter that does not slow calls down. */
  public CapacityMeter() {
    this(Duration.ZERO);
  }

  /**
   * Creates a meter that delays every call. If the delay is much longer than a call, calls that can
   * run in parallel do, and {@link Reading#trips} counts the calls that must wait for each other.
   *
   * @param delay the delay of each call
   */
  public CapacityMeter(Duration delay) {
    this.delay = delay;
  }

  /**
   * The cost of calls.
   *
   * @param writes write capacity units
   * @param reads read capacity units
   * @param items items read, including those that a filter dropped
   * @param calls the number of calls
   * @param trips the length of the longest chain of sequential calls
   */
  public record Reading(double writes, double reads, long items, int calls, int trips) {
    /** No calls. */
    public static final Reading NOTHING = new Reading(0, 0, 0, 0, 0);

    /** Returns the sum of two readings, one after the other. */
    public Reading plus(Reading other) {
      return new Reading(
          writes + other.writes,
          reads + other.reads,
          items + other.items,
          calls + other.calls,
          trips + other.trips);
    }

    /** Returns the reading divided into equal parts. */
    public Reading dividedBy(int parts) {
      return new Reading(
          writes / parts, reads / parts, items / parts, calls / parts, trips / parts);
    }

    @Override
    public String toString() {
      return "%6.2f WU %6.2f RU %4d calls".formatted(writes, reads, calls);
    }
  }

  /** A call's start and end, by {@link System#nanoTime}, and its cost. */
  private record Call(long begin, long end, double writes, double reads, long items) {}

  /** Returns the cost of the calls that some work makes. */
  public Reading of(Runnable work) {
    synchronized (this) {
      calls = new ArrayList<>();
    }
    work.run();
    synchronized (this) {
      return sum(calls);
    }
  }

  private static Reading sum(List<Call> calls) {
    return new Reading(
        calls.stream().mapToDouble(Call::writes).sum(),
        calls.stream().mapToDouble(Call::reads).sum(),
        calls.stream().mapToLong(Call::items).sum(),
        calls.size(),
        longestChain(calls));
  }

  /**
   * Returns the length of the longest chain: of the calls sorted by their end, each that starts
   * after the last one taken has ended.
   */
  private static int longestChain(List<Call> calls) {
    List<Call> byEnd = calls.stream().sorted(Comparator.comparingLong(Call::end)).toList();
    int chain = 0;
    long end = Long.MIN_VALUE;
    for (Call call : byEnd) {
      if (chain == 0 || call.begin - end >= 0) {
        chain++;
        end = call.end;
      }
    }
    return chain;
  }

  @Override
  public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
    attributes.putAttribute(BEGIN, System.nanoTime());
    LockSupport.parkNanos(delay.toNanos());
  }

  @Override
  public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
    return switch (context.request()) {
      case GetItemRequest get -> get.toBuilder().returnConsumedCapacity(ALL).build();
      case BatchGetItemRequest get -> get.toBuilder().returnConsumedCapacity(ALL).build();
      case QueryRequest query -> query.toBuilder().returnConsumedCapacity(ALL).build();
      case PutItemRequest put -> put.toBuilder().returnConsumedCapacity(ALL).build();
      case UpdateItemRequest update -> update.toBuilder().returnConsumedCapacity(ALL).build();
      case DeleteItemRequest delete -> delete.toBuilder().returnConsumedCapacity(ALL).build();
      case TransactWriteItemsRequest write -> write.toBuilder().returnConsumedCapacity(ALL).build();
      default -> throw new IllegalStateException("not metered: " + context.request());
    };
  }

  @Override
  public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
    long end = System.nanoTime();
    Cost cost = cost(context.request(), context.response());
    Call call = new Call(attributes.getAttribute(BEGIN), end, cost.writes, cost.reads, cost.items);
    synchronized (this) {
      calls.add(call);
    }
  }

  private record Cost(double writes, double reads, long items) {}

  private static Cost cost(SdkRequest request, SdkResponse response) {
    return switch (response) {
      case GetItemResponse get ->
          read(
              ((GetItemRequest) request).consistentRead(),
              get.consumedCapacity(),
              get.hasItem() ? 1 : 0);
      case QueryResponse query ->
          read(
              ((QueryRequest) request).consistentRead(),
              query.consumedCapacity(),
              query.scannedCount());
      case BatchGetItemResponse get -> batch((BatchGetItemRequest) request, get);
      case PutItemResponse put -> written(put.consumedCapacity().capacityUnits());
      case UpdateItemResponse update -> written(update.consumedCapacity().capacityUnits());
      case DeleteItemResponse delete ->
          written(Math.max(1, delete.consumedCapacity().capacityUnits()));
      case TransactWriteItemsResponse write ->
          written(
              write.consumedCapacity().stream().mapToDouble(ConsumedCapacity::capacityUnits).sum());
      default -> throw new IllegalStateException("not metered: " + response);
    };
  }

  /**
   * Returns a read's cost. A read without a result costs the minimum; DynamoDB Local reports zero.
   */
  private static Cost read(@Nullable Boolean consistent, ConsumedCapacity reported, long items) {
    double least = Boolean.TRUE.equals(consistent) ? 1 : 0.5;
    return new Cost(0, Math.max(least, reported.capacityUnits()), items);
  }

  private static Cost batch(BatchGetItemRequest request, BatchGetItemResponse response) {
    int keys = request.requestItems().values().stream().mapToInt(k -> k.keys().size()).sum();
    int items = response.responses().values().stream().mapToInt(List::size).sum();
    double reported =
        response.consumedCapacity().stream().mapToDouble(ConsumedCapacity::capacityUnits).sum();
    return new Cost(0, Math.max(0.5 * keys, reported), items);
  }

  private static Cost written(double units) {
    return new Cost(units, 0, 0);
  }
}
