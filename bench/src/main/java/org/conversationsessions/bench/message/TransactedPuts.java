package org.conversationsessions.bench.message;

import java.util.concurrent.atomic.AtomicLong;
import org.conversationsessions.store.client.ItemSize;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/**
 * Adds up the write units of transactions of puts: two for each kilobyte begun of each item (AWS:
 * read and write operations). DynamoDB Local reports only one item where several are of one table.
 */
final class TransactedPuts implements ExecutionInterceptor {
  private final AtomicLong units = new AtomicLong();

  /** Returns the units since the last call. */
  long take() {
    return units.getAndSet(0);
  }

  @Override
  public void afterExecution(
      Context.AfterExecution context, ExecutionAttributes executionAttributes) {
    if (context.request() instanceof TransactWriteItemsRequest write) {
      write
          .transactItems()
          .forEach(item -> units.addAndGet(2L * ItemSize.writeUnits(item.put().item())));
    }
  }
}
