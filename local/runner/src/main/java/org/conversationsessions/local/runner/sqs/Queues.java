package org.conversationsessions.local.runner.sqs;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.conversationsessions.local.runner.aws.LocalArn;
import org.conversationsessions.local.template.Resource;

/** The template's queues by name. A queue's name is its logical id. */
public final class Queues {
  private final Map<String, Queue> byName = new LinkedHashMap<>();
  private final Clock clock;
  private final AtomicLong sequence;

  /** Creates empty queues in memory. */
  public Queues(List<Resource> resources, Clock clock) {
    this(resources, clock, Optional.empty());
  }

  /**
   * Creates the queues.
   *
   * @param folder where their messages are stored and read from; empty: in memory
   * @throws IllegalArgumentException if the template lacks a queue's dead-letter queue, or only one
   *     of the two is FIFO
   */
  public Queues(List<Resource> resources, Clock clock, Optional<Path> folder) {
    this.clock = clock;
    // Greater than every sequence number before a restart.
    this.sequence = new AtomicLong(clock.millis() * 1000);
    for (Resource resource : resources) {
      if (resource.type().equals(QueueSettings.TYPE)) {
        QueueSettings settings = QueueSettings.of(resource);
        byName.put(
            settings.name(),
            new Queue(
                settings,
                clock,
                QueueFile.of(folder, settings.name()),
                exhausted -> deadLetter(settings, exhausted)));
      }
    }
    for (Queue queue : byName.values()) {
      queue.settings().redrive().ifPresent(redrive -> checkDeadLetters(queue, redrive));
    }
  }

  Collection<Queue> all() {
    return byName.values();
  }

  /** Returns the queue with this name, URL or ARN. */
  Optional<Queue> find(String name) {
    return Optional.ofNullable(byName.get(LocalArn.nameOf(name)));
  }

  /**
   * Returns the queue that the template refers to.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Queue require(String name) {
    return find(name)
        .orElseThrow(() -> new IllegalArgumentException("the template has no queue " + name));
  }

  /**
   * Returns the standard queue that the template refers to, for messages without a message group.
   *
   * @throws IllegalArgumentException if there is none, or it is FIFO
   */
  public Queue requireStandard(String name) {
    Queue queue = require(name);
    if (queue.settings().fifo().isPresent()) {
      throw new IllegalArgumentException(
          name + " is a FIFO queue; a standard queue is needed here");
    }
    return queue;
  }

  /** Creates a message for a standard queue, sent now, with a new id. */
  public QueueMessage message(String body, Map<String, MessageAttribute> attributes) {
    return new QueueMessage(
        UUID.randomUUID().toString(),
        body,
        attributes,
        clock.instant(),
        Optional.empty(),
        Optional.empty());
  }

  /** Creates a message for a FIFO queue, sent now, with a new id. */
  public QueueMessage message(
      String body, Map<String, MessageAttribute> attributes, String group, String deduplicationId) {
    return new QueueMessage(
        UUID.randomUUID().toString(),
        body,
        attributes,
        clock.instant(),
        Optional.empty(),
        Optional.of(new QueueMessage.Order(group, deduplicationId, sequence.incrementAndGet())));
  }

  private void checkDeadLetters(Queue queue, QueueSettings.Redrive redrive) {
    Queue target = require(redrive.queue());
    if (target.settings().fifo().isPresent() != queue.settings().fifo().isPresent()) {
      throw new IllegalArgumentException(
          "the dead-letter queue of "
              + queue.settings().name()
              + " must be of the same type: FIFO or standard");
    }
  }

  private void deadLetter(QueueSettings from, QueueMessage exhausted) {
    require(from.redrive().orElseThrow().queue()).send(exhausted, Optional.of(Duration.ZERO));
  }
}
