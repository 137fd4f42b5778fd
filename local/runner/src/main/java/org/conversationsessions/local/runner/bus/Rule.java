package org.conversationsessions.local.runner.bus;

import java.util.List;
import java.util.Map;
import org.conversationsessions.local.runner.aws.JsonCodec;
import org.conversationsessions.local.runner.pattern.EventPattern;

/**
 * A rule of an event bus.
 *
 * @param name its name in the template
 * @param bus the name or ARN of its bus
 * @param pattern the events it matches
 * @param targets where it delivers them
 */
record Rule(String name, String bus, EventPattern pattern, List<Target> targets) {
  Rule {
    targets = List.copyOf(targets);
  }

  void offer(Map<String, Object> event) {
    if (pattern.matches(JsonCodec.write(event))) {
      targets.forEach(target -> target.deliver(event));
    }
  }
}
