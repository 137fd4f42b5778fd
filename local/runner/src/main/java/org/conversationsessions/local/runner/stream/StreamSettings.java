package org.conversationsessions.local.runner.stream;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.conversationsessions.local.runner.aws.Settings;
import org.conversationsessions.local.runner.sqs.Queue;
import org.conversationsessions.local.runner.sqs.Queues;
import org.conversationsessions.local.template.FunctionEvent;

/**
 * The settings of a function's {@code DynamoDB} event, with Lambda's defaults and limits.
 *
 * @param function its logical id
 * @param id the event's id among the function's events
 * @param table the table whose stream is read
 * @param latest whether to skip records written before the mapping's first start
 * @param batchSize the maximum number of records in a batch
 * @param window how long records may wait for a full batch
 * @param parallelBatches how many batches of a shard are delivered in parallel, each with other
 *     partition keys
 * @param reports whether the function's response lists the records that failed
 * @param filter which records are delivered
 * @param retries what happens to records that failed
 * @param discarded the queue that receives a document about discarded records
 */
public record StreamSettings(
    String function,
    String id,
    String table,
    boolean latest,
    int batchSize,
    Duration window,
    int parallelBatches,
    boolean reports,
    StreamFilter filter,
    RetryPolicy retries,
    Optional<Queue> discarded) {
  public static final String TYPE = "DynamoDB";

  private static final Pattern STREAM_ARN =
      Pattern.compile("arn:aws:dynamodb:[^:]*:[^:]*:table/([^/]+)/stream/.*");

  private static final Set<String> KNOWN =
      Set.of(
          "BatchSize",
          "BisectBatchOnFunctionError",
          "DestinationConfig",
          "Enabled",
          "FilterCriteria",
          "FunctionResponseTypes",
          "MaximumBatchingWindowInSeconds",
          "MaximumRecordAgeInSeconds",
          "MaximumRetryAttempts",
          "ParallelizationFactor",
          "StartingPosition",
          "Stream");

  /**
   * Reads an event; empty if it is disabled.
   *
   * @throws IllegalArgumentException if it uses a setting that is not supported here
   */
  public static Optional<StreamSettings> of(String function, FunctionEvent event, Queues queues) {
    Settings properties =
        new Settings(function + "." + event.id(), event.properties()).knowing(KNOWN);
    StreamSettings settings =
        new StreamSettings(
            function,
            event.id(),
            table(properties),
            isLatest(properties),
            bounded(properties, "BatchSize", 100, 1, 10_000),
            Duration.ofSeconds(bounded(properties, "MaximumBatchingWindowInSeconds", 0, 0, 300)),
            bounded(properties, "ParallelizationFactor", 1, 1, 10),
            properties.texts("FunctionResponseTypes").contains("ReportBatchItemFailures"),
            StreamFilter.of(properties),
            new RetryPolicy(
                limit(properties, "MaximumRetryAttempts", 0, 10_000),
                limit(properties, "MaximumRecordAgeInSeconds", 60, 604_800)
                    .map(Duration::ofSeconds)
                    .orElse(RetryPolicy.RETENTION),
                isTrue(properties, "BisectBatchOnFunctionError")),
            queue(properties.object("DestinationConfig"), queues));
    boolean disabled = properties.text("Enabled").equals(Optional.of("false"));
    return disabled ? Optional.empty() : Optional.of(settings);
  }

  /** Returns a name for threads and messages. */
  String name() {
    return table + "-to-" + function;
  }

  private static String table(Settings properties) {
    Matcher arn = STREAM_ARN.matcher(properties.required("Stream"));
    if (!arn.matches()) {
      throw properties.fault("Stream", "is not the stream of a table");
    }
    return arn.group(1);
  }

  private static boolean isLatest(Settings properties) {
    return switch (properties.required("StartingPosition")) {
      case "LATEST" -> true;
      case "TRIM_HORIZON" -> false;
      default -> throw properties.fault("StartingPosition", "must be TRIM_HORIZON or LATEST");
    };
  }

  private static boolean isTrue(Settings properties, String name) {
    return properties.text(name).equals(Optional.of("true"));
  }

  private static int bounded(Settings properties, String name, int defaultValue, int min, int max) {
    int value = properties.integer(name, defaultValue);
    if (value < min || value > max) {
      throw properties.fault(name, "must be between " + min + " and " + max + ", not " + value);
    }
    return value;
  }

  /** Returns a limit; empty for -1, which means none. */
  private static Optional<Integer> limit(Settings properties, String name, int min, int max) {
    return properties.integer(name, -1) == -1
        ? Optional.empty()
        : Optional.of(bounded(properties, name, -1, min, max));
  }

  private static Optional<Queue> queue(Settings destination, Queues queues) {
    if (!destination.knowing(Set.of("OnFailure")).has("OnFailure")) {
      return Optional.empty();
    }
    Settings target = destination.object("OnFailure").knowing(Set.of("Destination", "Type"));
    if (!target.text("Type").orElse("SQS").equals("SQS")) {
      throw target.fault("Type", "must be SQS on one machine");
    }
    return Optional.of(queues.requireStandard(target.required("Destination")));
  }
}
