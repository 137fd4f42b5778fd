package org.conversationsessions.local.runner.events;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A standard queue in memory. Messages are handed out in the order of sending, which SQS does not
 * promise but a person who looks on expects. They live as long as the process: nothing of a queue
 * is kept over a restart.
 */
final class Queue {
  /** How often a waiting receiver looks whether the clock has made a message visible again. */
  private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

  private final QueueSettings settings;
  private final Clock clock;
  private final Consumer<Message> deadLetters;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition sent = lock.newCondition();
  private final Map<String, Held> messages = new LinkedHashMap<>();

  /**
   * Makes an empty queue.
   *
   * @param deadLetters takes what was received too often; never called while the settings have no
   *     redrive
   */
  Queue(QueueSettings settings, Clock clock, Consumer<Message> deadLetters) {
    this.settings = settings;
    this.clock = clock;
    this.deadLetters = deadLetters;
  }

  /** A message in the queue and what has become of it so far; guarded by the lock. */
  private static final class Held {
    final Message message;
    Instant visibleAt;
    int receives;
    @Nullable Instant firstReceived;

    Held(Message message, Instant visibleAt) {
      this.message = message;
      this.visibleAt = visibleAt;
    }
  }

  /** How many messages are ready, handed out and not yet deleted, and not yet due. */
  record Counts(int visible, int inFlight, int delayed) {}

  QueueSettings settings() {
    return settings;
  }

  /** Puts a message at the end, hidden for the given time or the queue's own delay. */
  void send(Message message, Optional<Duration> delay) {
    lock.lock();
    try {
      Instant visibleAt = clock.instant().plus(delay.orElse(settings.delay()));
      messages.put(message.id(), new Held(message, visibleAt));
      sent.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Hands out messages and hides them.
   *
   * @param most at most so many
   * @param visibility how long they are hidden; empty: the queue's own time
   * @param wait how long to wait for the first, in real time
   */
  List<ReceivedMessage> receive(int most, Optional<Duration> visibility, Duration wait)
      throws InterruptedException {
    long deadline = System.nanoTime() + wait.toNanos();
    while (true) {
      List<Message> spent = new ArrayList<>();
      List<ReceivedMessage> received;
      lock.lock();
      try {
        received = take(most, visibility.orElse(settings.visibility()), spent);
        long left = deadline - System.nanoTime();
        if (received.isEmpty() && spent.isEmpty() && left > 0) {
          sent.awaitNanos(Math.min(left, LOOK_AGAIN.toNanos()));
        }
      } finally {
        lock.unlock();
      }
      // Outside the lock, because the other queue has one too.
      spent.forEach(deadLetters);
      if (!received.isEmpty() || System.nanoTime() - deadline >= 0) {
        return received;
      }
    }
  }

  /**
   * Removes what was received with this handle, if it is still there.
   *
   * @throws IllegalArgumentException if this is no receipt handle
   */
  void delete(String receiptHandle) {
    String id = messageId(receiptHandle);
    lock.lock();
    try {
      messages.remove(id);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Hides what was received with this handle for so long from now; does nothing if it is gone.
   *
   * @throws IllegalArgumentException if this is no receipt handle
   */
  void changeVisibility(String receiptHandle, Duration visibility) {
    String id = messageId(receiptHandle);
    lock.lock();
    try {
      Held held = messages.get(id);
      if (held != null) {
        held.visibleAt = clock.instant().plus(visibility);
        sent.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  void purge() {
    lock.lock();
    try {
      messages.clear();
    } finally {
      lock.unlock();
    }
  }

  Counts counts() {
    lock.lock();
    try {
      Instant now = clock.instant();
      int visible = 0;
      int inFlight = 0;
      for (Held held : messages.values()) {
        boolean ready = !held.visibleAt.isAfter(now);
        visible += ready ? 1 : 0;
        inFlight += !ready && held.receives > 0 ? 1 : 0;
      }
      return new Counts(visible, inFlight, messages.size() - visible - inFlight);
    } finally {
      lock.unlock();
    }
  }

  private List<ReceivedMessage> take(int most, Duration visibility, List<Message> spent) {
    Instant now = clock.instant();
    List<ReceivedMessage> received = new ArrayList<>();
    Iterator<Held> all = messages.values().iterator();
    while (all.hasNext() && received.size() < most) {
      Held held = all.next();
      if (held.visibleAt.isAfter(now)) {
        continue;
      }
      if (!held.message.sent().plus(settings.retention()).isAfter(now)) {
        all.remove();
      } else if (isSpent(held)) {
        all.remove();
        spent.add(held.message.movedFrom(settings.arn()));
      } else {
        received.add(handOut(held, now, visibility));
      }
    }
    return received;
  }

  private boolean isSpent(Held held) {
    return settings.redrive().filter(it -> held.receives >= it.maxReceiveCount()).isPresent();
  }

  private static ReceivedMessage handOut(Held held, Instant now, Duration visibility) {
    held.receives++;
    held.visibleAt = now.plus(visibility);
    Instant first = held.firstReceived == null ? now : held.firstReceived;
    held.firstReceived = first;
    String handle = held.message.id() + "#" + held.receives;
    return new ReceivedMessage(
        held.message,
        Base64.getUrlEncoder().encodeToString(handle.getBytes(StandardCharsets.UTF_8)),
        held.receives,
        first);
  }

  private static String messageId(String receiptHandle) {
    String handle =
        new String(Base64.getUrlDecoder().decode(receiptHandle), StandardCharsets.UTF_8);
    int end = handle.indexOf('#');
    if (end < 0) {
      throw new IllegalArgumentException("no receipt handle");
    }
    return handle.substring(0, end);
  }
}
