package org.conversationsessions.local.template;

import java.util.Map;
import java.util.Set;

/**
 * What invokes a function.
 *
 * @param id its name among the function's events
 * @param type one of {@link #SUPPORTED}
 * @param properties its properties, every intrinsic function resolved
 */
public record FunctionEvent(String id, String type, Map<String, Object> properties) {
  /** The types that the runner can honour. */
  static final Set<String> SUPPORTED =
      Set.of("HttpApi", "ScheduleV2", "SQS", "EventBridgeRule", "DynamoDB");
}
