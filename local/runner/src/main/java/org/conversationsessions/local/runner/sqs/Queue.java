package org.conversationsessions.local.runner.sqs;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A queue. A standard queue delivers messages in the order of sending, which SQS does not promise
 * but makes output readable. A FIFO queue keeps the order within each message group: while a
 * message of a group is in flight, it delivers no other message of that group. With a file,
 * messages outlive the process.
 */
public final class Queue {
  /** How often a waiting receiver checks for messages that have become visible again. */
  private static final Duration RECHECK = Duration.ofMillis(100);

  /** How long a FIFO queue remembers sent messages (SQS, "Exactly-once processing"). */
  private static final Duration DEDUPLICATION = Duration.ofMinutes(5);

  private final QueueSettings settings;
  private final Clock clock;
  private final QueueFile file;
  private final Consumer<QueueMessage> deadLetters;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition sent = lock.newCondition();
  private final Map<String, Held> messages = new LinkedHashMap<>();
  private final Map<String, QueueMessage> recent = new LinkedHashMap<>();

  /**
   * Creates a queue from its file.
   *
   * @param deadLetters receives messages that were received too often; unused without a redrive
   *     policy
   */
  Queue(QueueSettings settings, Clock clock, QueueFile file, Consumer<QueueMessage> deadLetters) {
    this.settings = settings;
    this.clock = clock;
    this.file = file;
    this.deadLetters = deadLetters;
    file.read().forEach(kept -> messages.put(kept.id(), new Held(kept, clock.instant())));
  }

  /** A message in the queue and its delivery state; guarded by the lock. */
  private static final class Held {
    final QueueMessage message;
    Instant visibleAt;
    int receives;
    @Nullable Instant firstReceived;

    Held(QueueMessage message, Instant visibleAt) {
      this.message = message;
      this.visibleAt = visibleAt;
    }

    /** Returns the message group; empty for a standard queue. */
    String group() {
      return message.order().map(QueueMessage.Order::group).orElse("");
    }
  }

  /** The number of messages that are visible, in flight, and delayed. */
  record Counts(int visible, int inFlight, int delayed) {}

  QueueSettings settings() {
    return settings;
  }

  /**
   * Adds a message, hidden for the given time or the queue's own delay. A FIFO queue ignores a
   * repetition of a message sent within the last five minutes.
   *
   * @return the message, or the earlier one that it repeats
   * @throws IllegalArgumentException if the queue is FIFO and the message has no group
   */
  public QueueMessage send(QueueMessage message, Optional<Duration> delay) {
    lock.lock();
    try {
      Optional<QueueMessage> first = settings.fifo().flatMap(fifo -> findDuplicate(message, fifo));
      if (first.isPresent()) {
        return first.get();
      }
      Instant visibleAt = clock.instant().plus(delay.orElse(settings.delay()));
      file.writeAdded(message);
      messages.put(message.id(), new Held(message, visibleAt));
      sent.signalAll();
      return message;
    } finally {
      lock.unlock();
    }
  }

  private Optional<QueueMessage> findDuplicate(QueueMessage message, QueueSettings.Fifo fifo) {
    QueueMessage.Order order =
        message
            .order()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "a message for a FIFO queue needs a message group"));
    Instant now = clock.instant();
    recent.values().removeIf(old -> !old.sent().plus(DEDUPLICATION).isAfter(now));
    if (message.movedFrom().isPresent()) {
      return Optional.empty();
    }
    String key = (fifo.perGroup() ? order.group() : "") + " " + order.deduplicationId();
    return Optional.ofNullable(recent.putIfAbsent(key, message));
  }

  /**
   * Receives messages and hides them.
   *
   * @param limit the maximum number of messages
   * @param visibility how long they are hidden; empty: the queue's own visibility timeout
   * @param wait how long to wait for the first message, in real time
   */
  public List<ReceivedMessage> receive(int limit, Optional<Duration> visibility, Duration wait)
      throws InterruptedException {
    long deadline = System.nanoTime() + wait.toNanos();
    while (true) {
      List<QueueMessage> exhausted = new ArrayList<>();
      List<ReceivedMessage> received;
      lock.lock();
      try {
        received = take(limit, visibility.orElse(settings.visibility()), exhausted);
        long left = deadline - System.nanoTime();
        if (received.isEmpty() && exhausted.isEmpty() && left > 0) {
          sent.awaitNanos(Math.min(left, RECHECK.toNanos()));
        }
      } finally {
        lock.unlock();
      }
      // Outside the lock: the dead-letter queue takes its own.
      exhausted.forEach(deadLetters);
      if (!received.isEmpty() || System.nanoTime() - deadline >= 0) {
        return received;
      }
    }
  }

  /**
   * Deletes the message of a receipt handle, if it is still in the queue.
   *
   * @throws IllegalArgumentException if the handle is malformed
   */
  void delete(String receiptHandle) {
    String id = messageId(receiptHandle);
    lock.lock();
    try {
      if (messages.remove(id) != null) {
        file.writeRemoved(id, messages.isEmpty());
        // The next message of its group may be deliverable now.
        sent.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Hides the message of a receipt handle for a time from now, if it is still in the queue.
   *
   * @throws IllegalArgumentException if the handle is malformed
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
      List<String> all = List.copyOf(messages.keySet());
      messages.clear();
      all.forEach(id -> file.writeRemoved(id, true));
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

  private List<ReceivedMessage> take(int limit, Duration visibility, List<QueueMessage> exhausted) {
    Instant now = clock.instant();
    Set<String> blocked = groupsInFlight(now);
    List<ReceivedMessage> received = new ArrayList<>();
    Iterator<Held> all = messages.values().iterator();
    while (all.hasNext() && received.size() < limit) {
      Held held = all.next();
      if (blocked.contains(held.group())) {
        continue;
      }
      if (held.visibleAt.isAfter(now)) {
        held.message.order().ifPresent(order -> blocked.add(order.group()));
      } else if (!held.message.sent().plus(settings.retention()).isAfter(now)) {
        all.remove();
        file.writeRemoved(held.message.id(), messages.isEmpty());
      } else if (isExhausted(held)) {
        all.remove();
        file.writeRemoved(held.message.id(), messages.isEmpty());
        exhausted.add(held.message.movedFrom(settings.arn()));
      } else {
        received.add(handOut(held, now, visibility));
      }
    }
    return received;
  }

  private Set<String> groupsInFlight(Instant now) {
    Set<String> groups = new HashSet<>();
    for (Held held : messages.values()) {
      if (held.receives > 0 && held.visibleAt.isAfter(now)) {
        held.message.order().ifPresent(order -> groups.add(order.group()));
      }
    }
    return groups;
  }

  private boolean isExhausted(Held held) {
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
      throw new IllegalArgumentException("malformed receipt handle");
    }
    return handle.substring(0, end);
  }
}
