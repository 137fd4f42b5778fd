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

/** The queues of the template, by name. A queue's name is its logical id. */
public final class Queues {
  private final Map<String, Queue> byName = new LinkedHashMap<>();
  private final Clock clock;
  private final AtomicLong sequence;

  /** Makes the queues, empty, of which nothing is kept. */
  public Queues(List<Resource> resources, Clock clock) {
    this(resources, clock, Optional.empty());
  }

  /**
   * Makes the queues.
   *
   * @param folder where their messages are kept, and read from; empty: in memory
   * @throws IllegalArgumentException if one has a dead-letter queue that is not in the template, or
   *     of the other type
   */
  public Queues(List<Resource> resources, Clock clock, Optional<Path> folder) {
    this.clock = clock;
    // Above what was given before a restart.
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
                spent -> deadLetter(settings, spent)));
      }
    }
    for (Queue queue : byName.values()) {
      queue.settings().redrive().ifPresent(redrive -> checkDeadLetters(queue, redrive));
    }
  }

  Collection<Queue> all() {
    return byName.values();
  }

  /** The queue of this name, URL or ARN. */
  Optional<Queue> find(String name) {
    return Optional.ofNullable(byName.get(LocalArn.nameOf(name)));
  }

  /** As {@link #find}, for what the template itself names. */
  public Queue require(String name) {
    return find(name)
        .orElseThrow(() -> new IllegalArgumentException("the template has no queue " + name));
  }

  /** As {@link #require}, for what sends messages without a message group. */
  public Queue requireStandard(String name) {
    Queue queue = require(name);
    if (queue.settings().fifo().isPresent()) {
      throw new IllegalArgumentException(name + " is a FIFO queue, which cannot be sent to here");
    }
    return queue;
  }

  /** Makes a message of this moment, with a new id. */
  public Message message(String body, Map<String, MessageAttribute> attributes) {
    return new Message(
        UUID.randomUUID().toString(),
        body,
        attributes,
        clock.instant(),
        Optional.empty(),
        Optional.empty());
  }

  /** The same for a FIFO queue. */
  public Message message(
      String body, Map<String, MessageAttribute> attributes, String group, String deduplicationId) {
    return new Message(
        UUID.randomUUID().toString(),
        body,
        attributes,
        clock.instant(),
        Optional.empty(),
        Optional.of(new Message.Order(group, deduplicationId, sequence.incrementAndGet())));
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

  private void deadLetter(QueueSettings from, Message spent) {
    require(from.redrive().orElseThrow().queue()).send(spent, Optional.of(Duration.ZERO));
  }
}
