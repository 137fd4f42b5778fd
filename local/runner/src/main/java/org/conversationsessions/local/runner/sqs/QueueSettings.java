package org.conversationsessions.local.runner.sqs;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.conversationsessions.local.runner.aws.LocalArn;
import org.conversationsessions.local.runner.aws.Settings;
import org.conversationsessions.local.template.Resource;

/**
 * The attributes of a queue, with SQS's defaults and limits.
 *
 * @param name its logical id; a FIFO queue's ends with {@code .fifo}
 * @param visibility how long a received message is hidden
 * @param retention how long a message is kept
 * @param delay how long a message is hidden after sending
 * @param receiveWait how long a receiver waits for a message
 * @param maximumSize the maximum size of a message, in bytes
 * @param redrive where messages go that are received too often
 * @param fifo the settings of a FIFO queue; empty for a standard queue
 */
record QueueSettings(
    String name,
    Duration visibility,
    Duration retention,
    Duration delay,
    Duration receiveWait,
    int maximumSize,
    Optional<Redrive> redrive,
    Optional<Fifo> fifo) {
  static final String TYPE = "AWS::SQS::Queue";

  /** The suffix of every FIFO queue's name. */
  private static final String SUFFIX = ".fifo";

  private static final Set<String> KNOWN =
      Set.of(
          "ContentBasedDeduplication",
          "DeduplicationScope",
          "DelaySeconds",
          "FifoQueue",
          "FifoThroughputLimit",
          "MaximumMessageSize",
          "MessageRetentionPeriod",
          "ReceiveMessageWaitTimeSeconds",
          "RedriveAllowPolicy",
          "RedrivePolicy",
          "SqsManagedSseEnabled",
          "Tags",
          "VisibilityTimeout");

  QueueSettings {
    check("VisibilityTimeout", visibility.toSeconds(), 0, 43_200);
    check("MessageRetentionPeriod", retention.toSeconds(), 60, 1_209_600);
    check("DelaySeconds", delay.toSeconds(), 0, 900);
    check("ReceiveMessageWaitTimeSeconds", receiveWait.toSeconds(), 0, 20);
    check("MaximumMessageSize", maximumSize, 1024, 1024 * 1024);
  }

  /**
   * The redrive policy.
   *
   * @param queue the name of the dead-letter queue
   * @param maxReceiveCount how often a message is delivered at most
   */
  record Redrive(String queue, int maxReceiveCount) {
    Redrive {
      check("maxReceiveCount", maxReceiveCount, 1, 1000);
    }
  }

  /**
   * How a FIFO queue recognises repeated messages.
   *
   * @param byContent whether a message without a deduplication id is identified by its body
   * @param perGroup whether deduplication ids are compared within a message group only
   */
  record Fifo(boolean byContent, boolean perGroup) {}

  /**
   * Reads a queue of the template.
   *
   * @throws IllegalArgumentException if it uses a setting that is not supported here
   */
  static QueueSettings of(Resource resource) {
    Settings settings = new Settings(resource.logicalId(), resource.properties()).knowing(KNOWN);
    Optional<Fifo> fifo = fifo(settings);
    return new QueueSettings(
        resource.logicalId() + (fifo.isPresent() ? SUFFIX : ""),
        Duration.ofSeconds(settings.integer("VisibilityTimeout", 30)),
        Duration.ofSeconds(settings.integer("MessageRetentionPeriod", 345_600)),
        Duration.ofSeconds(settings.integer("DelaySeconds", 0)),
        Duration.ofSeconds(settings.integer("ReceiveMessageWaitTimeSeconds", 0)),
        settings.integer("MaximumMessageSize", 1024 * 1024),
        settings.has("RedrivePolicy")
            ? Optional.of(redrive(settings.object("RedrivePolicy")))
            : Optional.empty(),
        fifo);
  }

  String arn() {
    return LocalArn.arn("sqs", name);
  }

  private static Optional<Fifo> fifo(Settings settings) {
    if (!isTrue(settings, "FifoQueue")) {
      for (String name :
          List.of("ContentBasedDeduplication", "DeduplicationScope", "FifoThroughputLimit")) {
        if (settings.has(name)) {
          throw settings.fault(name, "is for FIFO queues only");
        }
      }
      return Optional.empty();
    }
    String scope = settings.text("DeduplicationScope").orElse("queue");
    if (!scope.equals("queue") && !scope.equals("messageGroup")) {
      throw settings.fault("DeduplicationScope", "must be queue or messageGroup");
    }
    return Optional.of(
        new Fifo(isTrue(settings, "ContentBasedDeduplication"), scope.equals("messageGroup")));
  }

  private static boolean isTrue(Settings settings, String name) {
    return settings.text(name).equals(Optional.of("true"));
  }

  private static Redrive redrive(Settings policy) {
    policy.knowing(Set.of("deadLetterTargetArn", "maxReceiveCount"));
    return new Redrive(
        LocalArn.nameOf(policy.required("deadLetterTargetArn")),
        policy.integer("maxReceiveCount", 10));
  }

  private static void check(String name, long value, long min, long max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          name + " must be between " + min + " and " + max + ", not " + value);
    }
  }
}
