package org.conversationsessions.local.runner.bus;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.conversationsessions.local.runner.aws.LocalArn;

/**
 * An event bus: appends each event to the log and then offers it to its rules, one event at a time,
 * so that targets receive events in the order of the log.
 */
public final class LocalEventBus {
  static final String TYPE = "AWS::Events::EventBus";

  /** The name of the bus that every account has, used where no bus is named. */
  static final String DEFAULT = "default";

  private final String name;
  private final List<Rule> rules;
  private final EventLog log;

  LocalEventBus(String name, List<Rule> rules, EventLog log) {
    this.name = name;
    this.rules = rules.stream().filter(rule -> answersTo(rule.bus())).toList();
    this.log = log;
  }

  String name() {
    return name;
  }

  /** Returns whether a name or ARN refers to this bus. */
  boolean answersTo(String nameOrArn) {
    return LocalArn.nameOf(nameOrArn).equals(name);
  }

  /**
   * Publishes an event.
   *
   * @throws IOException if the log could not be written; nothing was delivered then
   */
  synchronized void publish(Map<String, Object> event) throws IOException {
    log.append(event);
    rules.forEach(rule -> rule.offer(event));
  }
}
