package org.conversationsessions.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.conversationsessions.json.Bytes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Compares {@link StreamBatch} with AWS's type for the event. The differences are the reason why
 * the stream's functions do not use the type (docs/decisions/0016-stream-handlers.md).
 */
class DynamodbEventTest {
  private static final String GOOD = record("\"SizeBytes\":1", "{\"S\":\"en\"}");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "true",
        "\"en\"",
        "{\"B\":\"***\"}",
        "{\"BS\":[\"***\"]}",
        "{\"BOOL\":\"perhaps\"}",
        "{\"M\":5}",
        "{\"L\":[5]}"
      })
  void oneAttributeThatTheTypeCannotHoldFailsTheWholeBatchThere(String attribute) {
    String event = batch(GOOD, record("\"SizeBytes\":1", attribute), GOOD);

    assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> read(event));

    assertThat(StreamBatch.read(Bytes.utf8(event)).changes()).hasSize(2);
    assertThat(sentToDeadLetterQueue(event))
        .singleElement()
        .asString()
        .contains("\"note\":" + attribute);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"SizeBytes\":1e40", "\"StreamViewType\":\"LATER_IMAGES\""})
  void aMemberThatNobodyReadsFailsTheWholeBatchThere(String member) {
    String event = batch(GOOD, record(member, "{\"S\":\"en\"}"));

    assertThatExceptionOfType(Exception.class).isThrownBy(() -> read(event));

    assertThat(StreamBatch.read(Bytes.utf8(event)).changes()).hasSize(2);
  }

  @Test
  void anAttributeOfAnUnknownTypeIsLostThereAndGoesToTheDeadLetterQueueHere() {
    String event = batch(record("\"SizeBytes\":1", "{\"LATER\":\"en\"}"));

    assertThat(note(event)).isEqualTo(new AttributeValue());

    assertThat(sentToDeadLetterQueue(event))
        .singleElement()
        .asString()
        .contains("{\"LATER\":\"en\"}");
  }

  @Test
  void anAttributeThatIsNotOfItsTypeIsConvertedThereAndGoesToTheDeadLetterQueueHere() {
    String event = batch(record("\"SizeBytes\":1", "{\"S\":5}"));

    assertThat(note(event)).isEqualTo(new AttributeValue("5"));

    assertThat(sentToDeadLetterQueue(event)).singleElement().asString().contains("{\"S\":5}");
  }

  /** Reads an event as Lambda does for a handler of the type. */
  private static DynamodbEvent read(String event) {
    return LambdaEventSerializers.serializerFor(
            DynamodbEvent.class, DynamodbEventTest.class.getClassLoader())
        .fromJson(event);
  }

  private static @Nullable AttributeValue note(String event) {
    return read(event).getRecords().getFirst().getDynamodb().getNewImage().get("note");
  }

  private static List<String> sentToDeadLetterQueue(String event) {
    List<String> bodies = new ArrayList<>();
    StreamBatch.read(Bytes.utf8(event))
        .toResponse(OptionalInt.empty(), Map.of(), (body, attributes) -> bodies.add(body));
    return bodies;
  }

  private static String batch(String... records) {
    return "{\"Records\":[" + String.join(",", records) + "]}";
  }

  /** Returns a record of a session with a foreign attribute. */
  private static String record(String member, String note) {
    return """
        {"eventName":"INSERT","dynamodb":{"ApproximateCreationDateTime":1772359201,%s,
         "SequenceNumber":"100","NewImage":{"owner":{"S":"st-1#ada"},
         "sessionId":{"S":"69a40e80000000000000000a"},"channel":{"S":"rtm"},
         "sessionType":{"S":"interactive"},"containmentType":{"S":"agent"},
         "endTime":{"N":"1772359201000"},"note":%s}}}\
        """
        .formatted(member, note);
  }
}
