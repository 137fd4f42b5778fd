package org.conversationsessions.local.template;

import java.util.Map;
import java.util.Set;

/**
 * An event source of a function.
 *
 * @param id its id among the function's events
 * @param type one of {@link #SUPPORTED}
 * @param properties its properties, with all intrinsic functions resolved
 */
public record FunctionEvent(String id, String type, Map<String, Object> properties) {
  /** The types that the runner supports. */
  static final Set<String> SUPPORTED =
      Set.of("HttpApi", "ScheduleV2", "SQS", "EventBridgeRule", "DynamoDB");
}
