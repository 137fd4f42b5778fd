package org.conversationsessions.local.runner;

import java.util.ArrayDeque;
import java.util.Deque;

/** What has been started, to be closed in the reverse order. */
final class Resources implements AutoCloseable {
  private final Deque<AutoCloseable> started = new ArrayDeque<>();

  /** Remembers what must be closed. */
  synchronized <T extends AutoCloseable> T add(T resource) {
    started.push(resource);
    return resource;
  }

  /**
   * Closes everything, whatever fails; the first failure is thrown at the end. Closed twice, it
   * does nothing.
   */
  @Override
  public synchronized void close() {
    IllegalStateException failure = null;
    while (!started.isEmpty()) {
      try {
        started.pop().close();
      } catch (Exception e) { // whatever a resource's close may throw
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
