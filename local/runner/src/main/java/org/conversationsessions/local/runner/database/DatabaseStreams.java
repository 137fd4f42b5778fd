package org.conversationsessions.local.runner.database;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.conversationsessions.local.runner.stream.TableStream;
import org.conversationsessions.local.runner.stream.TableStreams;
import org.conversationsessions.local.template.FunctionResource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.StreamSpecification;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** The streams of a database's tables. */
public final class DatabaseStreams implements TableStreams {
  /**
   * The value of {@code Fn::GetAtt Table.StreamArn}; the stream's real label is known only after
   * its creation.
   */
  private static final Pattern ARN_IN_TEMPLATE =
      Pattern.compile("arn:aws:dynamodb:[^:]*:[^:]*:table/([A-Za-z0-9_.-]+)/stream/local\\b");

  private final DynamoDbClient tables;
  private final DynamoDbStreamsClient streams;
  private final String region;

  /**
   * Creates the streams.
   *
   * @param region the region in the records
   */
  public DatabaseStreams(DynamoDbClient tables, DynamoDbStreamsClient streams, String region) {
    this.tables = tables;
    this.streams = streams;
    this.region = region;
  }

  @Override
  public TableStream of(String table) {
    TableDescription description = describe(table);
    String partitionKey =
        description.keySchema().stream()
            .filter(key -> key.keyType() == KeyType.HASH)
            .map(KeySchemaElement::attributeName)
            .findFirst()
            .orElseThrow();
    return new DynamoStream(description.latestStreamArn(), partitionKey, region, streams);
  }

  /**
   * Returns a function with the streams' real ARNs in its environment instead of the template's.
   */
  public FunctionResource withStreamArns(FunctionResource function) {
    Map<String, String> environment = new LinkedHashMap<>();
    function
        .environment()
        .forEach(
            (name, value) ->
                environment.put(
                    name,
                    ARN_IN_TEMPLATE
                        .matcher(value)
                        .replaceAll(
                            arn ->
                                Matcher.quoteReplacement(
                                    describe(arn.group(1)).latestStreamArn()))));
    return function.with(environment);
  }

  private TableDescription describe(String table) {
    try {
      TableDescription description = tables.describeTable(t -> t.tableName(table)).table();
      // The ARN proves nothing: it remains after a stream is disabled.
      StreamSpecification stream = description.streamSpecification();
      if (stream != null && stream.streamEnabled()) {
        return description;
      }
    } catch (ResourceNotFoundException e) {
      throw new IllegalArgumentException("the database has no table " + table, e);
    }
    throw new IllegalArgumentException("the table " + table + " has no stream");
  }
}
