package org.conversationsessions.local.runner.sqs;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.conversationsessions.local.runner.aws.JsonCodec;
import org.conversationsessions.local.runner.aws.LocalArn;
import org.conversationsessions.local.runner.aws.Settings;
import org.conversationsessions.local.runner.http.AwsJsonException;

/** The attributes that {@code GetQueueAttributes} returns. */
final class QueueAttributes {
  /** Attributes that not every queue has. */
  private static final Set<String> OPTIONAL =
      Set.of("ContentBasedDeduplication", "DeduplicationScope", "FifoQueue", "RedrivePolicy");

  private QueueAttributes() {}

  /** Returns the attributes that the request names; none if it names none. */
  static Map<String, Object> read(Queue queue, Settings request) throws AwsJsonException {
    List<String> asked = request.texts("AttributeNames");
    Map<String, String> attributes = all(queue);
    for (String name : asked) {
      // Asking for an attribute that the queue does not have is not an error.
      if (!name.equals("All") && !OPTIONAL.contains(name) && !attributes.containsKey(name)) {
        throw SqsFault.of("InvalidAttributeName", "Unknown Attribute " + name + ".");
      }
    }
    if (!asked.contains("All")) {
      attributes.keySet().retainAll(asked);
    }
    return attributes.isEmpty() ? Map.of() : Map.of("Attributes", attributes);
  }

  private static Map<String, String> all(Queue queue) {
    QueueSettings settings = queue.settings();
    Queue.Counts counts = queue.counts();
    Map<String, String> all = new LinkedHashMap<>();
    all.put("QueueArn", settings.arn());
    all.put("ApproximateNumberOfMessages", Integer.toString(counts.visible()));
    all.put("ApproximateNumberOfMessagesNotVisible", Integer.toString(counts.inFlight()));
    all.put("ApproximateNumberOfMessagesDelayed", Integer.toString(counts.delayed()));
    all.put("VisibilityTimeout", seconds(settings.visibility()));
    all.put("MessageRetentionPeriod", seconds(settings.retention()));
    all.put("DelaySeconds", seconds(settings.delay()));
    all.put("ReceiveMessageWaitTimeSeconds", seconds(settings.receiveWait()));
    all.put("MaximumMessageSize", Integer.toString(settings.maximumSize()));
    settings.redrive().ifPresent(redrive -> all.put("RedrivePolicy", policy(redrive)));
    settings
        .fifo()
        .ifPresent(
            fifo -> {
              all.put("FifoQueue", "true");
              all.put("ContentBasedDeduplication", Boolean.toString(fifo.byContent()));
              all.put("DeduplicationScope", fifo.perGroup() ? "messageGroup" : "queue");
            });
    return all;
  }

  private static String policy(QueueSettings.Redrive redrive) {
    Map<String, Object> policy = new LinkedHashMap<>();
    policy.put("deadLetterTargetArn", LocalArn.arn("sqs", redrive.queue()));
    policy.put("maxReceiveCount", redrive.maxReceiveCount());
    return JsonCodec.write(policy);
  }

  private static String seconds(Duration duration) {
    return Long.toString(duration.toSeconds());
  }
}
