package org.conversationsessions.local.runner.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.conversationsessions.local.runner.stream.StreamRecord;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Record;

class RecordJsonTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, AttributeValue> KEYS =
      Map.of("id", AttributeValue.fromS("a"), "sort", AttributeValue.fromN("7"));
  private static final String ARN = "arn:aws:dynamodb:local:000000000000:table/Things/stream/now";

  @Test
  void aRecordIsAsLambdaMakesIt() throws Exception {
    Record record =
        record("MODIFY")
            .dynamodb(
                change ->
                    change
                        .approximateCreationDateTime(Instant.parse("2026-03-01T10:00:00.700Z"))
                        .keys(KEYS)
                        .oldImage(Map.of("id", AttributeValue.fromS("a")))
                        .newImage(Map.of("id", AttributeValue.fromS("a")))
                        .sequenceNumber("400000000000000000007")
                        .sizeBytes(26L)
                        .streamViewType("NEW_AND_OLD_IMAGES"))
            .build();

    StreamRecord read = RecordJson.record(record, "id", ARN, "local");

    assertThat(JSON.readTree(read.json()))
        .isEqualTo(
            json(
                """
                {'eventID': 'e1', 'eventName': 'MODIFY', 'eventVersion': '1.1',
                 'eventSource': 'aws:dynamodb', 'awsRegion': 'local',
                 'dynamodb': {
                   'ApproximateCreationDateTime': 1772359200,
                   'Keys': {'id': {'S': 'a'}, 'sort': {'N': '7'}},
                   'NewImage': {'id': {'S': 'a'}}, 'OldImage': {'id': {'S': 'a'}},
                   'SequenceNumber': '400000000000000000007', 'SizeBytes': 26,
                   'StreamViewType': 'NEW_AND_OLD_IMAGES'},
                 'eventSourceARN': 'arn:aws:dynamodb:local:000000000000:table/Things/stream/now'}
                """));
    assertThat(read.sequenceNumber()).isEqualTo("400000000000000000007");
    assertThat(read.partition()).isEqualTo("{\"S\":\"a\"}");
    assertThat(read.created()).isEqualTo("2026-03-01T10:00:00.700Z");
  }

  @Test
  void anExpiredItemsRecordNamesWhoDeletedIt() throws Exception {
    Record record =
        record("REMOVE")
            .userIdentity(i -> i.type("Service").principalId("dynamodb.amazonaws.com"))
            .dynamodb(
                change ->
                    change
                        .approximateCreationDateTime(Instant.EPOCH)
                        .keys(KEYS)
                        .sequenceNumber("1")
                        .sizeBytes(1L)
                        .streamViewType("KEYS_ONLY"))
            .build();

    JsonNode json = JSON.readTree(RecordJson.record(record, "sort", ARN, "local").json());

    assertThat(json.get("userIdentity"))
        .isEqualTo(json("{'type': 'Service', 'principalId': 'dynamodb.amazonaws.com'}"));
    assertThat(json.get("dynamodb").has("NewImage")).isFalse();
    assertThat(json.get("dynamodb").has("OldImage")).isFalse();
  }

  @Test
  void everyTypeOfAttributeHasItsName() throws Exception {
    SdkBytes bytes = SdkBytes.fromByteArray(new byte[] {(byte) 0xfb, (byte) 0xff, 0});
    Map<String, AttributeValue> attributes =
        Map.of(
            "s", AttributeValue.fromS("a\"\u00e9"),
            "n", AttributeValue.fromN("12345678901234567890.5"),
            "b", AttributeValue.fromB(bytes),
            "bool", AttributeValue.fromBool(false),
            "null", AttributeValue.fromNul(true),
            "ss", AttributeValue.fromSs(List.of("x")),
            "ns", AttributeValue.fromNs(List.of("1", "2")),
            "bs", AttributeValue.fromBs(List.of(bytes)),
            "l", AttributeValue.fromL(List.of(AttributeValue.fromS("x"))),
            "m", AttributeValue.fromM(Map.of("x", AttributeValue.fromM(Map.of()))));

    assertThat(JSON.readTree(JSON.writeValueAsString(AttributeJson.of(attributes))))
        .isEqualTo(
            json(
                """
                {'s': {'S': 'a\\"\u00e9'}, 'n': {'N': '12345678901234567890.5'},
                 'b': {'B': '+/8A'}, 'bool': {'BOOL': false}, 'null': {'NULL': true},
                 'ss': {'SS': ['x']}, 'ns': {'NS': ['1', '2']}, 'bs': {'BS': ['+/8A']},
                 'l': {'L': [{'S': 'x'}]}, 'm': {'M': {'x': {'M': {}}}}}
                """));
  }

  private static Record.Builder record(String name) {
    return Record.builder()
        .eventID("e1")
        .eventName(name)
        .eventVersion("1.1")
        .eventSource("aws:dynamodb")
        .awsRegion("ddblocal");
  }

  private static JsonNode json(String text) throws Exception {
    return JSON.readTree(text.replace('\'', '"'));
  }
}
