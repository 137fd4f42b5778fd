package org.conversationsessions.local.runner.bus;

import java.util.Map;

/** A rule's target. */
interface Target {
  /** Accepts an event; does not wait for its delivery. */
  void deliver(Map<String, Object> event);
}
