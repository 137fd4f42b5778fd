package org.conversationsessions.acceptance;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.conversationsessions.local.runner.LocalService;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A look behind the service, into its tables: for what no client could bring about in the time of a
 * test.
 *
 * @param dynamo reaches them
 */
record Tables(DynamoDbClient dynamo) {
  static final String SESSIONS = "SessionsTable";
  static final String CONVERSATIONS = "ConversationsTable";
  static final String STATES = "StatesTable";
  static final String DUE = "DueTable";
  static final String REGISTRY = "RegistryTable";
  static final String COUNTERS = "CountersTable";
  static final String DEBUG_LOGS = "DebugLogsTable";

  static Tables of(LocalService service) {
    return new Tables(
        DynamoDbClient.builder()
            .endpointOverride(service.dynamoDbUrl())
            // DynamoDB Local keeps apart what other regions and keys have written, unless told to
            // share.
            .region(Region.of("local"))
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build());
  }

  /** Puts an item as somebody might by hand: its attributes are these texts. */
  void put(String table, Map<String, String> texts) {
    Map<String, AttributeValue> item = new HashMap<>();
    texts.forEach((name, text) -> item.put(name, AttributeValue.fromS(text)));
    dynamo.putItem(put -> put.tableName(table).item(item));
  }

  /** Takes an item away. */
  void delete(String table, Map<String, String> key) {
    Map<String, AttributeValue> item = new HashMap<>();
    key.forEach((name, text) -> item.put(name, AttributeValue.fromS(text)));
    dynamo.deleteItem(delete -> delete.tableName(table).key(item));
  }

  /** The stored sessions of a bot's user {@code u-1}. */
  List<Map<String, AttributeValue>> sessionsOf(TestBot bot) {
    return dynamo
        .query(
            query ->
                query
                    .tableName(SESSIONS)
                    .keyConditionExpression("#o = :o")
                    .expressionAttributeNames(Map.of("#o", "owner"))
                    .expressionAttributeValues(
                        Map.of(":o", AttributeValue.fromS(bot.id() + "#u-1"))))
        .items();
  }

  /** Lets a stored session expire at this second. */
  void expire(Map<String, AttributeValue> session, long epochSecond) {
    Map<String, AttributeValue> item = new HashMap<>(session);
    item.put("expiresAt", AttributeValue.fromN(Long.toString(epochSecond)));
    dynamo.putItem(put -> put.tableName(SESSIONS).item(item));
  }

  /** What is stored of a conversation's state. */
  Map<String, AttributeValue> stateOf(StoredState state) {
    Map<String, AttributeValue> key =
        Map.of(
            "owner", AttributeValue.fromS(state.bot().id() + "#" + state.userId()),
            "channel", AttributeValue.fromS(state.channel()));
    return dynamo.getItem(get -> get.tableName(STATES).key(key).consistentRead(true)).item();
  }

  /** An attribute that must be there: bytes. */
  static byte[] bytes(Map<String, AttributeValue> item, String name) {
    return Objects.requireNonNull(item.get(name)).b().asByteArray();
  }

  /** An attribute that must be there: a number. */
  static long number(Map<String, AttributeValue> item, String name) {
    return Long.parseLong(Objects.requireNonNull(item.get(name)).n());
  }

  /** Lets a stored state expire at this second. */
  void expireState(Map<String, AttributeValue> state, long epochSecond) {
    Map<String, AttributeValue> item = new HashMap<>(state);
    item.put("expiresAt", AttributeValue.fromN(Long.toString(epochSecond)));
    dynamo.putItem(put -> put.tableName(STATES).item(item));
  }
}
