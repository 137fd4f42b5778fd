package org.conversationsessions.local.runner.events;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.conversationsessions.local.runner.template.Resource;

/**
 * The attributes of a queue, with SQS's defaults and bounds.
 *
 * @param name its logical id
 * @param visibility how long a received message is hidden
 * @param retention how long a message is kept
 * @param delay how long a message is hidden after it was sent
 * @param receiveWait how long a receiver waits for a message
 * @param maximumSize of a message, in bytes
 * @param redrive where messages go that are received too often
 */
record QueueSettings(
    String name,
    Duration visibility,
    Duration retention,
    Duration delay,
    Duration receiveWait,
    int maximumSize,
    Optional<Redrive> redrive) {
  static final String TYPE = "AWS::SQS::Queue";

  private static final Set<String> KNOWN =
      Set.of(
          "DelaySeconds",
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
   * Where messages go that are received too often.
   *
   * @param queue name of the dead-letter queue
   * @param maxReceiveCount how often a message is handed out at most
   */
  record Redrive(String queue, int maxReceiveCount) {
    Redrive {
      check("maxReceiveCount", maxReceiveCount, 1, 1000);
    }
  }

  /**
   * Reads a queue of the template.
   *
   * @throws IllegalArgumentException if it asks for what is not supported here, a FIFO queue for
   *     instance
   */
  static QueueSettings of(Resource resource) {
    Settings settings = new Settings(resource.logicalId(), resource.properties()).knowing(KNOWN);
    return new QueueSettings(
        resource.logicalId(),
        Duration.ofSeconds(settings.integer("VisibilityTimeout", 30)),
        Duration.ofSeconds(settings.integer("MessageRetentionPeriod", 345_600)),
        Duration.ofSeconds(settings.integer("DelaySeconds", 0)),
        Duration.ofSeconds(settings.integer("ReceiveMessageWaitTimeSeconds", 0)),
        settings.integer("MaximumMessageSize", 1024 * 1024),
        settings.has("RedrivePolicy")
            ? Optional.of(redrive(settings.object("RedrivePolicy")))
            : Optional.empty());
  }

  String arn() {
    return Local.arn("sqs", name);
  }

  private static Redrive redrive(Settings policy) {
    policy.knowing(Set.of("deadLetterTargetArn", "maxReceiveCount"));
    return new Redrive(
        Local.nameOf(policy.required("deadLetterTargetArn")),
        policy.integer("maxReceiveCount", 10));
  }

  private static void check(String what, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          what + " must be between " + least + " and " + most + ", not " + value);
    }
  }
}
