package org.conversationsessions.local.runner;

import java.util.ArrayDeque;
import java.util.Deque;

/** Started resources, closed in reverse order. */
final class Resources implements AutoCloseable {
  private final Deque<AutoCloseable> started = new ArrayDeque<>();

  /** Adds a resource to close. */
  synchronized <T extends AutoCloseable> T add(T resource) {
    started.push(resource);
    return resource;
  }

  /**
   * Closes all resources, even if some fail; throws the first failure at the end. A second call
   * does nothing.
   */
  @Override
  public synchronized void close() {
    IllegalStateException failure = null;
    while (!started.isEmpty()) {
      try {
        started.pop().close();
      } catch (Exception e) { // close() may throw anything
        if (failure == null) {
          failure = new IllegalStateException(e);
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
