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
 * A queue. A standard queue hands messages out in the order of sending, which SQS does not promise
 * but a person who looks on expects. A FIFO queue keeps the order within each message group: while
 * a message of a group is handed out and neither deleted nor visible again, it hands out no other
 * of that group. Messages outlive the process where the queue has a file.
 */
public final class Queue {
  /** How often a waiting receiver looks whether the clock has made a message visible again. */
  private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

  /** How long a FIFO queue remembers what was sent (SQS, "Exactly-once processing"). */
  private static final Duration DEDUPLICATION = Duration.ofMinutes(5);

  private final QueueSettings settings;
  private final Clock clock;
  private final QueueFile file;
  private final Consumer<Message> deadLetters;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition sent = lock.newCondition();
  private final Map<String, Held> messages = new LinkedHashMap<>();
  private final Map<String, Message> recent = new LinkedHashMap<>();

  /**
   * Makes a queue of what its file holds.
   *
   * @param deadLetters takes what was received too often; never called while the settings have no
   *     redrive
   */
  Queue(QueueSettings settings, Clock clock, QueueFile file, Consumer<Message> deadLetters) {
    this.settings = settings;
    this.clock = clock;
    this.file = file;
    this.deadLetters = deadLetters;
    file.read().forEach(kept -> messages.put(kept.id(), new Held(kept, clock.instant())));
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

    /** The message group; a text that is no group's for a message of a standard queue. */
    String group() {
      return message.order().map(Message.Order::group).orElse("");
    }
  }

  /** How many messages are ready, handed out and not yet deleted, and not yet due. */
  record Counts(int visible, int inFlight, int delayed) {}

  QueueSettings settings() {
    return settings;
  }

  /**
   * Puts a message at the end, hidden for the given time or the queue's own delay. A FIFO queue
   * takes a message and forgets it if it was sent before, in the last five minutes.
   *
   * @return the message; the one that was sent before if this one repeats it
   * @throws IllegalArgumentException if it is a FIFO queue and the message has no group
   */
  public Message send(Message message, Optional<Duration> delay) {
    lock.lock();
    try {
      Optional<Message> first = settings.fifo().flatMap(fifo -> repeated(message, fifo));
      if (first.isPresent()) {
        return first.get();
      }
      Instant visibleAt = clock.instant().plus(delay.orElse(settings.delay()));
      file.added(message);
      messages.put(message.id(), new Held(message, visibleAt));
      sent.signalAll();
      return message;
    } finally {
      lock.unlock();
    }
  }

  private Optional<Message> repeated(Message message, QueueSettings.Fifo fifo) {
    Message.Order order =
        message
            .order()
            .orElseThrow(
                () -> new IllegalArgumentException("a message for a FIFO queue has no group"));
    Instant now = clock.instant();
    recent.values().removeIf(old -> !old.sent().plus(DEDUPLICATION).isAfter(now));
    if (message.movedFrom().isPresent()) {
      return Optional.empty();
    }
    String key = (fifo.perGroup() ? order.group() : "") + " " + order.deduplicationId();
    return Optional.ofNullable(recent.putIfAbsent(key, message));
  }

  /**
   * Hands out messages and hides them.
   *
   * @param most at most so many
   * @param visibility how long they are hidden; empty: the queue's own time
   * @param wait how long to wait for the first, in real time
   */
  public List<ReceivedMessage> receive(int most, Optional<Duration> visibility, Duration wait)
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
      if (messages.remove(id) != null) {
        file.removed(id, messages.isEmpty());
        // The next of its group can be handed out.
        sent.signalAll();
      }
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
      List<String> all = List.copyOf(messages.keySet());
      messages.clear();
      all.forEach(id -> file.removed(id, true));
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
    Set<String> blocked = groupsInFlight(now);
    List<ReceivedMessage> received = new ArrayList<>();
    Iterator<Held> all = messages.values().iterator();
    while (all.hasNext() && received.size() < most) {
      Held held = all.next();
      if (blocked.contains(held.group())) {
        continue;
      }
      if (held.visibleAt.isAfter(now)) {
        held.message.order().ifPresent(order -> blocked.add(order.group()));
      } else if (!held.message.sent().plus(settings.retention()).isAfter(now)) {
        all.remove();
        file.removed(held.message.id(), messages.isEmpty());
      } else if (isSpent(held)) {
        all.remove();
        file.removed(held.message.id(), messages.isEmpty());
        spent.add(held.message.movedFrom(settings.arn()));
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
