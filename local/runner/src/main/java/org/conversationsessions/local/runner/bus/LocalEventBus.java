package org.conversationsessions.local.runner.bus;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.conversationsessions.local.runner.aws.LocalArn;

/**
 * One event bus: what is published is appended to the log and offered to its rules, one event after
 * the other, so that targets receive in the order of the log.
 */
public final class LocalEventBus {
  static final String TYPE = "AWS::Events::EventBus";

  /** The bus that every account has, and that is meant where none is named. */
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

  /** Whether this bus is meant by its name or its ARN. */
  boolean answersTo(String nameOrArn) {
    return LocalArn.nameOf(nameOrArn).equals(name);
  }

  /**
   * Delivers an event.
   *
   * @throws IOException if the log could not be written; nothing was delivered then
   */
  synchronized void publish(Map<String, Object> event) throws IOException {
    log.append(event);
    rules.forEach(rule -> rule.offer(event));
  }
}
