package org.conversationsessions.local.runner.sqs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.conversationsessions.local.runner.aws.Md5;
import org.conversationsessions.local.runner.aws.Settings;

/** Reads and writes messages in SQS's JSON protocol. */
final class SqsMessages {
  private SqsMessages() {}

  /** Reads message attributes by name. */
  static Map<String, MessageAttribute> attributes(Map<String, Object> json) {
    Map<String, MessageAttribute> attributes = new LinkedHashMap<>();
    json.forEach(
        (name, value) -> {
          if (!(value instanceof Map<?, ?> map)) {
            throw new IllegalArgumentException(
                "the message attribute " + name + " is not an object");
          }
          attributes.put(name, MessageAttribute.of(map));
        });
    return attributes;
  }

  /** Writes a received message with the attributes that the request names. */
  static Map<String, Object> json(ReceivedMessage received, Settings request) {
    QueueMessage message = received.message();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("MessageId", message.id());
    json.put("ReceiptHandle", received.receiptHandle());
    json.put("MD5OfBody", Md5.hex(message.body()));
    json.put("Body", message.body());
    List<String> wanted = new ArrayList<>(request.texts("AttributeNames"));
    wanted.addAll(request.texts("MessageSystemAttributeNames"));
    Map<String, String> system = received.systemAttributes();
    system.keySet().removeIf(name -> !wanted.contains("All") && !wanted.contains(name));
    if (!system.isEmpty()) {
      json.put("Attributes", system);
    }
    Map<String, MessageAttribute> asked = new LinkedHashMap<>(message.attributes());
    List<String> names = request.texts("MessageAttributeNames");
    asked.keySet().removeIf(name -> names.stream().noneMatch(each -> asksFor(each, name)));
    if (!asked.isEmpty()) {
      json.put("MD5OfMessageAttributes", MessageAttribute.md5(asked));
      Map<String, Object> written = new LinkedHashMap<>();
      asked.forEach((name, attribute) -> written.put(name, attribute.json()));
      json.put("MessageAttributes", written);
    }
    return json;
  }

  /**
   * Returns whether a requested name selects an attribute: {@code All} and {@code .*} select every
   * attribute, {@code prefix.*} those with the prefix.
   */
  private static boolean asksFor(String asked, String name) {
    return asked.equals("All")
        || asked.equals(name)
        || (asked.endsWith(".*") && name.startsWith(asked.substring(0, asked.length() - 2)));
  }
}
