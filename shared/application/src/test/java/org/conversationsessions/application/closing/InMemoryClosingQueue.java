package org.conversationsessions.application.closing;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.application.publishing.ClosingQueue;
import org.conversationsessions.domain.event.ScriptedClosing;

/** A queue in memory. It keeps duplicates, as a queue may. */
public final class InMemoryClosingQueue implements ClosingQueue {
  private final List<ScriptedClosing> sent = new ArrayList<>();
  private final Deque<ScriptedClosing> waiting = new ArrayDeque<>();
  private Function<ScriptedClosing, Optional<String>> judge = closing -> Optional.empty();

  /** Finishes a closing; empty when it is finished. */
  @FunctionalInterface
  public interface Finish {
    /** Finishes a closing that was delivered this many times. */
    Optional<String> finish(ScriptedClosing closing, int delivery);
  }

  /** Sets the decision whether a closing is taken; it may throw. */
  public InMemoryClosingQueue judging(Function<ScriptedClosing, Optional<String>> next) {
    judge = next;
    return this;
  }

  /** Makes every later send fail. */
  public InMemoryClosingQueue unreachable() {
    return judging(
        closing -> {
          throw new StoreException("the queue does not answer");
        });
  }

  @Override
  public synchronized Optional<String> send(ScriptedClosing closing) {
    Optional<String> refused = judge.apply(closing);
    if (refused.isEmpty()) {
      sent.add(closing);
      waiting.add(closing);
    }
    return refused;
  }

  /** Returns all closings sent, in order. */
  public synchronized List<ScriptedClosing> sent() {
    return List.copyOf(sent);
  }

  /**
   * Delivers the waiting closings in order, each until it is finished. A closing whose delivery
   * throws stays first.
   *
   * @return the number of deliveries
   */
  public synchronized int deliver(Finish finish) {
    int deliveries = 0;
    while (!waiting.isEmpty()) {
      ScriptedClosing first = waiting.getFirst();
      int delivery = 1;
      deliveries++;
      while (finish.finish(first, delivery).isPresent()) {
        delivery++;
        deliveries++;
      }
      waiting.removeFirst();
    }
    return deliveries;
  }
}
