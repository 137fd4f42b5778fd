package org.conversationsessions.cli.connection;

import java.time.Clock;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.function.Supplier;
import org.conversationsessions.admin.inspect.Inspection;
import org.conversationsessions.store.client.Tables;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.lambda.LambdaClient;

/**
 * A connection to the tables and functions of an installation, without the key of its secrets.
 *
 * @param dynamo a client that this connection closes
 * @param tables the tables' names
 * @param lambda creates a client for the functions
 * @param recountFunction the name of the function that recounts sessions
 */
public record ServiceConnection(
    DynamoDbClient dynamo, Tables tables, Supplier<LambdaClient> lambda, String recountFunction)
    implements AutoCloseable {
  /** Returns the operator's view of the tables, as of the clock's current instant. */
  public Inspection inspection(InstantSource clock) {
    return new Inspection(dynamo, tables, Clock.fixed(clock.instant(), ZoneOffset.UTC));
  }

  @Override
  public void close() {
    dynamo.close();
  }
}
