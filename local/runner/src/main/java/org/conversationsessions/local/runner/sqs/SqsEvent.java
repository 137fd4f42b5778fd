package org.conversationsessions.local.runner.sqs;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.conversationsessions.local.runner.aws.JsonCodec;
import org.conversationsessions.local.runner.aws.LocalArn;
import org.conversationsessions.local.runner.aws.Md5;

/** Builds the event that Lambda passes to a function for a batch of messages. */
final class SqsEvent {
  private SqsEvent() {}

  static byte[] of(List<ReceivedMessage> batch, String queueArn) {
    List<Map<String, Object>> records = new ArrayList<>();
    batch.forEach(received -> records.add(record(received, queueArn)));
    return JsonCodec.write(Map.of("Records", records)).getBytes(StandardCharsets.UTF_8);
  }

  private static Map<String, Object> record(ReceivedMessage received, String queueArn) {
    QueueMessage message = received.message();
    Map<String, Object> attributes = new LinkedHashMap<>();
    message.attributes().forEach((name, each) -> attributes.put(name, each.lambdaJson()));
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("messageId", message.id());
    record.put("receiptHandle", received.receiptHandle());
    record.put("body", message.body());
    record.put("attributes", received.systemAttributes());
    record.put("messageAttributes", attributes);
    record.put("md5OfBody", Md5.hex(message.body()));
    record.put("eventSource", "aws:sqs");
    record.put("eventSourceARN", queueArn);
    record.put("awsRegion", LocalArn.REGION);
    return record;
  }
}
