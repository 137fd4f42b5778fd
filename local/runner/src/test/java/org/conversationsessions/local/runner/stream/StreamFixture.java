package org.conversationsessions.local.runner.stream;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.conversationsessions.local.runner.aws.JsonCodec;
import org.conversationsessions.local.runner.aws.Settings;
import org.conversationsessions.local.runner.fixtures.FakeFunctions;
import org.conversationsessions.local.runner.lambda.Functions;
import org.conversationsessions.local.runner.sqs.Queues;
import org.conversationsessions.local.runner.sqs.ReceivedMessage;
import org.conversationsessions.local.template.FunctionEvent;
import org.conversationsessions.local.template.Resource;
import org.conversationsessions.testing.ManualClock;

/**
 * A stream, the function {@code Count} that reads it, and the queue {@code Lost}. Mappings run step
 * by step: batches are handed over by the thread that reads.
 */
final class StreamFixture {
  static final String SHARD = FakeTableStream.SHARD;

  /** Every pause is a multiple of it. */
  private static final Duration STEP = Duration.ofMillis(200);

  final ManualClock clock = new ManualClock(Instant.parse("2026-03-01T10:00:30Z"));
  final FakeTableStream stream = new FakeTableStream("arn:stream", clock);
  final Queues queues =
      new Queues(List.of(new Resource("Lost", "AWS::SQS::Queue", Map.of())), clock);

  /** Adds a change of one item for each value. */
  void add(String key, Object... values) {
    for (Object value : values) {
      stream.add(SHARD, key, value);
    }
  }

  StreamMapping mapping(Functions functions, Map<String, Object> properties) {
    return mapping(stream, functions, properties, Optional.empty());
  }

  /** A mapping whose checkpoints are kept in a folder. */
  StreamMapping kept(Path folder, Functions functions, Map<String, Object> properties) {
    return mapping(stream, functions, properties, Optional.of(folder));
  }

  StreamMapping mapping(
      FakeTableStream source,
      Functions functions,
      Map<String, Object> properties,
      Optional<Path> checkpoints) {
    return new StreamMapping(
        settings(properties),
        new StreamAccess(source, checkpoints),
        queues,
        functions,
        clock,
        Runnable::run);
  }

  /** The settings of the mapping, with these properties instead of or beside the usual ones. */
  StreamSettings settings(Map<String, Object> properties) {
    return StreamSettings.of("Count", event(properties), queues).orElseThrow();
  }

  static FunctionEvent event(Map<String, Object> properties) {
    Map<String, Object> all = new HashMap<>();
    all.put("Stream", "arn:aws:dynamodb:local:000000000000:table/Things/stream/local");
    all.put("StartingPosition", "TRIM_HORIZON");
    all.put(
        "DestinationConfig",
        Map.of("OnFailure", Map.of("Destination", "arn:aws:sqs:local:000000000000:Lost")));
    all.putAll(properties);
    return new FunctionEvent("Changes", "DynamoDB", all);
  }

  /** Properties with those that let a function name failed records. */
  static Map<String, Object> reports(Map<String, Object> properties) {
    Map<String, Object> all = new HashMap<>(properties);
    all.put("FunctionResponseTypes", List.of("ReportBatchItemFailures"));
    return all;
  }

  /** Runs until there is nothing to do at this moment. */
  static void run(StreamMapping mapping) {
    while (mapping.runOnce()) {
      // There is more.
    }
  }

  /** Runs as the time goes by. */
  void run(StreamMapping mapping, Duration time) {
    Instant end = clock.instant().plus(time);
    run(mapping);
    while (clock.instant().isBefore(end)) {
      clock.advance(STEP);
      run(mapping);
    }
  }

  /** The documents in the queue. */
  List<Map<String, Object>> lost() throws Exception {
    List<Map<String, Object>> documents = new ArrayList<>();
    for (ReceivedMessage each :
        queues.require("Lost").receive(10, Optional.of(Duration.ZERO), Duration.ZERO)) {
      documents.add(JsonCodec.object(each.message().body()));
    }
    return documents;
  }

  /** Of how many records a document tells. */
  static int batchSize(Map<String, Object> document) {
    return new Settings("document", document).object("DDBStreamBatchInfo").integer("batchSize", 0);
  }

  /** Fails that many times, then succeeds. */
  static FakeFunctions failingTimes(int times) {
    int[] left = {times};
    return FakeFunctions.answering(
        _ -> left[0]-- > 0 ? FakeFunctions.failed() : FakeFunctions.succeeded(""));
  }

  /** Fails whenever a record has this value. */
  static FakeFunctions poisonedBy(String value) {
    return FakeFunctions.answering(
        call ->
            values(call).contains(value)
                ? FakeFunctions.failed()
                : FakeFunctions.succeeded("null"));
  }

  /**
   * Names the records that have one of these values; the first of them in a batch then has failed
   * often enough, if its value is not given once more.
   */
  static FakeFunctions reporting(String... failing) {
    List<String> left = new ArrayList<>(List.of(failing));
    return FakeFunctions.answering(
        call -> {
          Set<String> named = new HashSet<>(left);
          List<String> failures = new ArrayList<>();
          for (Map<String, Object> record : call.records()) {
            if (named.contains(value(record))) {
              if (failures.isEmpty()) {
                left.remove(value(record));
              }
              failures.add("{\"itemIdentifier\":\"" + sequenceNumber(record) + "\"}");
            }
          }
          return FakeFunctions.succeeded(
              "{\"batchItemFailures\":[" + String.join(",", failures.reversed()) + "]}");
        });
  }

  /** The values of each invocation's records, joined. */
  static List<String> batches(FakeFunctions functions) {
    return functions.calls().stream().map(call -> String.join("", values(call))).toList();
  }

  static List<String> values(FakeFunctions.Call call) {
    return call.records().stream().map(StreamFixture::value).toList();
  }

  /** The values of an event's records. */
  static List<String> values(byte[] event) {
    try {
      return values(new FakeFunctions.Call("", JsonCodec.object(event)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The sequence numbers of an event's records. */
  static List<String> sequenceNumbers(byte[] event) {
    try {
      return new FakeFunctions.Call("", JsonCodec.object(event))
          .records().stream().map(StreamFixture::sequenceNumber).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String value(Map<String, Object> record) {
    return change(record).object("NewImage").object("value").required("S");
  }

  private static String sequenceNumber(Map<String, Object> record) {
    return change(record).required("SequenceNumber");
  }

  private static Settings change(Map<String, Object> record) {
    return new Settings("record", record).object("dynamodb");
  }
}
