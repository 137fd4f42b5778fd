package org.conversationsessions.local.runner.events;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.conversationsessions.local.runner.template.Resource;

/** The queues of the template, by name. A queue's name is its logical id. */
final class Queues {
  private final Map<String, Queue> byName = new LinkedHashMap<>();
  private final Clock clock;

  /**
   * Makes the queues, empty.
   *
   * @throws IllegalArgumentException if one has a dead-letter queue that is not in the template
   */
  Queues(List<Resource> resources, Clock clock) {
    this.clock = clock;
    for (Resource resource : resources) {
      if (resource.type().equals(QueueSettings.TYPE)) {
        QueueSettings settings = QueueSettings.of(resource);
        byName.put(
            settings.name(), new Queue(settings, clock, spent -> deadLetter(settings, spent)));
      }
    }
    for (Queue queue : byName.values()) {
      queue.settings().redrive().ifPresent(redrive -> require(redrive.queue()));
    }
  }

  Collection<Queue> all() {
    return byName.values();
  }

  /** The queue of this name, URL or ARN. */
  Optional<Queue> find(String name) {
    return Optional.ofNullable(byName.get(Local.nameOf(name)));
  }

  /** As {@link #find}, for what the template itself names. */
  Queue require(String name) {
    return find(name)
        .orElseThrow(() -> new IllegalArgumentException("the template has no queue " + name));
  }

  /** Makes a message of this moment, with a new id. */
  Message message(String body, Map<String, MessageAttribute> attributes) {
    return new Message(
        UUID.randomUUID().toString(), body, attributes, clock.instant(), Optional.empty());
  }

  private void deadLetter(QueueSettings from, Message spent) {
    require(from.redrive().orElseThrow().queue()).send(spent, Optional.of(Duration.ZERO));
  }
}
