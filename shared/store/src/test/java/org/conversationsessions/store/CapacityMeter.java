package org.conversationsessions.store;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
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

/**
 * Adds up what calls cost, all indexes counted, as DynamoDB Local says. That is never less than the
 * service charges: for index entries that change in a transaction DynamoDB Local says twice what
 * the service was seen to charge. A call it does not know is an error.
 */
final class CapacityMeter implements ExecutionInterceptor {
  private static final ReturnConsumedCapacity ALL = ReturnConsumedCapacity.INDEXES;

  private Reading sum = Reading.NOTHING;

  /**
   * What calls cost.
   *
   * @param writes write units
   * @param reads read units
   * @param calls round trips
   */
  record Reading(double writes, double reads, int calls) {
    static final Reading NOTHING = new Reading(0, 0, 0);

    static Reading read(double units) {
      return new Reading(0, units, 1);
    }

    Reading plus(Reading other) {
      return new Reading(writes + other.writes, reads + other.reads, calls + other.calls);
    }

    /** One of so many equal parts. */
    Reading dividedBy(int parts) {
      return new Reading(writes / parts, reads / parts, calls / parts);
    }

    @Override
    public String toString() {
      return "%6.2f WU %6.2f RU %4d calls".formatted(writes, reads, calls);
    }
  }

  /** What the work's calls cost. */
  Reading of(Runnable work) {
    synchronized (this) {
      sum = Reading.NOTHING;
    }
    work.run();
    synchronized (this) {
      return sum;
    }
  }

  @Override
  public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
    return switch (context.request()) {
      case GetItemRequest get -> get.toBuilder().returnConsumedCapacity(ALL).build();
      case BatchGetItemRequest get -> get.toBuilder().returnConsumedCapacity(ALL).build();
      case QueryRequest query -> query.toBuilder().returnConsumedCapacity(ALL).build();
      case PutItemRequest put -> put.toBuilder().returnConsumedCapacity(ALL).build();
      case DeleteItemRequest delete -> delete.toBuilder().returnConsumedCapacity(ALL).build();
      case TransactWriteItemsRequest write -> write.toBuilder().returnConsumedCapacity(ALL).build();
      default -> throw new IllegalStateException("not metered: " + context.request());
    };
  }

  @Override
  public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
    Reading reading = reading(context.request(), context.response());
    synchronized (this) {
      sum = sum.plus(reading);
    }
  }

  private static Reading reading(SdkRequest request, SdkResponse response) {
    return switch (response) {
      case GetItemResponse get ->
          read(((GetItemRequest) request).consistentRead(), get.consumedCapacity());
      case QueryResponse query ->
          read(((QueryRequest) request).consistentRead(), query.consumedCapacity());
      case BatchGetItemResponse get -> batch((BatchGetItemRequest) request, get);
      case PutItemResponse put -> written(put.consumedCapacity().capacityUnits());
      case DeleteItemResponse delete ->
          written(Math.max(1, delete.consumedCapacity().capacityUnits()));
      case TransactWriteItemsResponse write ->
          written(
              write.consumedCapacity().stream().mapToDouble(ConsumedCapacity::capacityUnits).sum());
      default -> throw new IllegalStateException("not metered: " + response);
    };
  }

  /** A read that finds nothing costs the least there is; DynamoDB Local calls it nothing. */
  private static Reading read(@Nullable Boolean consistent, ConsumedCapacity told) {
    double least = Boolean.TRUE.equals(consistent) ? 1 : 0.5;
    return Reading.read(Math.max(least, told.capacityUnits()));
  }

  private static Reading batch(BatchGetItemRequest request, BatchGetItemResponse response) {
    int keys = request.requestItems().values().stream().mapToInt(k -> k.keys().size()).sum();
    double told =
        response.consumedCapacity().stream().mapToDouble(ConsumedCapacity::capacityUnits).sum();
    return Reading.read(Math.max(0.5 * keys, told));
  }

  private static Reading written(double units) {
    return new Reading(units, 0, 1);
  }
}
