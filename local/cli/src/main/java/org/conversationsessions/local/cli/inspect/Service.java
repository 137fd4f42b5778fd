package org.conversationsessions.local.cli.inspect;

import java.time.Clock;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.function.Supplier;
import org.conversationsessions.admin.inspect.Inspection;
import org.conversationsessions.store.client.Tables;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.lambda.LambdaClient;

/**
 * A running service: the one on this machine, or a deployment.
 *
 * @param dynamo closed with this
 * @param tables the names of its tables
 * @param lambda makes a client for its functions
 * @param recountFunction the name of the function that recounts
 */
public record Service(
    DynamoDbClient dynamo, Tables tables, Supplier<LambdaClient> lambda, String recountFunction)
    implements AutoCloseable {
  Inspection inspection(InstantSource clock) {
    return new Inspection(dynamo, tables, Clock.fixed(clock.instant(), ZoneOffset.UTC));
  }

  @Override
  public void close() {
    dynamo.close();
  }
}
