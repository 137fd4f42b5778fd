package org.conversationsessions.local.runner.sqs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.conversationsessions.local.runner.aws.Md5;
import org.conversationsessions.local.runner.aws.Settings;

/** Messages in SQS's JSON protocol. */
final class SqsMessages {
  private SqsMessages() {}

  /** Reads message attributes by name. */
  static Map<String, MessageAttribute> attributes(Map<String, Object> json) {
    Map<String, MessageAttribute> attributes = new LinkedHashMap<>();
    json.forEach(
        (name, value) -> {
          if (!(value instanceof Map<?, ?> map)) {
            throw new IllegalArgumentException("the message attribute " + name + " is no object");
          }
          attributes.put(name, MessageAttribute.of(map));
        });
    return attributes;
  }

  /** Writes a received message with the attributes that the request asks for. */
  static Map<String, Object> json(ReceivedMessage received, Settings request) {
    Message message = received.message();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("MessageId", message.id());
    json.put("ReceiptHandle", received.receiptHandle());
    json.put("MD5OfBody", Md5.hex(message.body()));
    json.put("Body", message.body());
    List<String> system = new ArrayList<>(request.texts("AttributeNames"));
    system.addAll(request.texts("MessageSystemAttributeNames"));
    Map<String, String> told = received.systemAttributes();
    told.keySet().removeIf(name -> !system.contains("All") && !system.contains(name));
    if (!told.isEmpty()) {
      json.put("Attributes", told);
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
   * {@code All} and {@code .*} ask for every attribute, {@code prefix.*} for those that start so.
   */
  private static boolean asksFor(String asked, String name) {
    return asked.equals("All")
        || asked.equals(name)
        || (asked.endsWith(".*") && name.startsWith(asked.substring(0, asked.length() - 2)));
  }
}
