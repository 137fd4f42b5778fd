package org.conversationsessions.local.runner.bus;

import java.util.Map;

/** Where a rule delivers events. */
interface Target {
  /** Takes an event; returns before whatever comes of it has happened. */
  void deliver(Map<String, Object> event);
}
