package org.conversationsessions.local.runner.sqs;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.conversationsessions.local.runner.aws.LocalArn;
import org.conversationsessions.local.runner.aws.Md5;
import org.conversationsessions.local.runner.aws.Settings;
import org.conversationsessions.local.runner.http.AwsJsonException;
import org.conversationsessions.local.runner.http.AwsJsonService;

/** SQS's JSON protocol, as far as sending, receiving and inspecting queues needs it. */
public final class SqsService implements AwsJsonService {
  private static final int MAX_BATCH_ENTRIES = 10;

  private final Queues queues;
  private final URI base;

  /**
   * Creates the service.
   *
   * @param base where clients reach it; queue URLs start with it
   */
  public SqsService(Queues queues, URI base) {
    this.queues = queues;
    this.base = base;
  }

  @Override
  public String targetPrefix() {
    return "AmazonSQS";
  }

  @Override
  public Map<String, Object> call(String operation, Map<String, Object> input)
      throws AwsJsonException {
    Settings request = new Settings(operation, input);
    try {
      return switch (operation) {
        case "SendMessage" -> send(queue(request), request);
        case "SendMessageBatch" -> sendBatch(queue(request), request);
        case "ReceiveMessage" -> receive(queue(request), request);
        case "DeleteMessage" -> delete(queue(request), request);
        case "ChangeMessageVisibility" -> changeVisibility(queue(request), request);
        case "PurgeQueue" -> purge(queue(request));
        case "GetQueueAttributes" -> QueueAttributes.read(queue(request), request);
        case "GetQueueUrl" -> Map.of("QueueUrl", url(named(request.required("QueueName"))));
        case "ListQueues" -> list(request.text("QueueNamePrefix").orElse(""));
        default ->
            throw new AwsJsonException(
                400, "UnknownOperationException", "SQS has no " + operation + " here");
      };
    } catch (IllegalArgumentException e) {
      throw SqsFault.invalid(String.valueOf(e.getMessage()));
    }
  }

  private Map<String, Object> send(Queue queue, Settings request) throws AwsJsonException {
    QueueMessage message = message(queue, request);
    check(message, queue);
    return sent(queue.send(message, seconds(request, "DelaySeconds", 900)));
  }

  private Map<String, Object> sendBatch(Queue queue, Settings request) throws AwsJsonException {
    List<Settings> entries = request.objects("Entries");
    checkBatch(entries);
    List<Map<String, Object>> successful = new ArrayList<>();
    List<Map<String, Object>> failed = new ArrayList<>();
    for (Settings entry : entries) {
      Map<String, Object> answer = new LinkedHashMap<>();
      answer.put("Id", entry.required("Id"));
      try {
        answer.putAll(send(queue, entry));
        successful.add(answer);
      } catch (AwsJsonException e) {
        answer.put("SenderFault", true);
        answer.put("Code", LocalArn.nameOf(e.type().replace('#', ':')));
        answer.put("Message", String.valueOf(e.getMessage()));
        failed.add(answer);
      }
    }
    return Map.of("Successful", successful, "Failed", failed);
  }

  private static Map<String, Object> receive(Queue queue, Settings request)
      throws AwsJsonException {
    int most = request.integer("MaxNumberOfMessages", 1);
    if (most < 1 || most > MAX_BATCH_ENTRIES) {
      throw SqsFault.invalid("MaxNumberOfMessages must be between 1 and 10, not " + most);
    }
    Duration wait = seconds(request, "WaitTimeSeconds", 20).orElse(queue.settings().receiveWait());
    List<Map<String, Object>> messages = new ArrayList<>();
    try {
      for (ReceivedMessage each :
          queue.receive(most, seconds(request, "VisibilityTimeout", 43_200), wait)) {
        messages.add(SqsMessages.json(each, request));
      }
    } catch (InterruptedException e) {
      // The process is ending; no message was received.
      Thread.currentThread().interrupt();
    }
    return messages.isEmpty() ? Map.of() : Map.of("Messages", messages);
  }

  private static Map<String, Object> delete(Queue queue, Settings request) throws AwsJsonException {
    try {
      queue.delete(request.required("ReceiptHandle"));
    } catch (IllegalArgumentException e) {
      throw invalidHandle();
    }
    return Map.of();
  }

  private static Map<String, Object> changeVisibility(Queue queue, Settings request)
      throws AwsJsonException {
    Duration visibility =
        seconds(request, "VisibilityTimeout", 43_200)
            .orElseThrow(() -> request.fault("VisibilityTimeout", "is missing"));
    try {
      queue.changeVisibility(request.required("ReceiptHandle"), visibility);
    } catch (IllegalArgumentException e) {
      throw invalidHandle();
    }
    return Map.of();
  }

  private static Map<String, Object> purge(Queue queue) {
    queue.purge();
    return Map.of();
  }

  private Map<String, Object> list(String prefix) {
    List<String> urls =
        queues.all().stream()
            .filter(queue -> queue.settings().name().startsWith(prefix))
            .map(this::url)
            .toList();
    return Map.of("QueueUrls", urls);
  }

  private QueueMessage message(Queue queue, Settings request) throws AwsJsonException {
    String body = request.required("MessageBody");
    Map<String, MessageAttribute> attributes =
        SqsMessages.attributes(request.map("MessageAttributes"));
    Optional<String> id = request.text("MessageDeduplicationId");
    if (queue.settings().fifo().isEmpty()) {
      if (id.isPresent()) {
        throw SqsFault.invalid("MessageDeduplicationId is for FIFO queues only");
      }
      return queues.message(body, attributes);
    }
    if (request.has("DelaySeconds")) {
      throw SqsFault.invalid("DelaySeconds is not for messages of FIFO queues");
    }
    Optional<String> content =
        queue.settings().fifo().get().byContent() ? Optional.of(Md5.hex(body)) : Optional.empty();
    return queues.message(
        body,
        attributes,
        request
            .text("MessageGroupId")
            .orElseThrow(
                () ->
                    SqsFault.of(
                        "MissingParameter",
                        "The request must contain the parameter MessageGroupId.")),
        id.or(() -> content)
            .orElseThrow(
                () ->
                    SqsFault.invalid(
                        "The queue should either have ContentBasedDeduplication enabled or"
                            + " MessageDeduplicationId provided explicitly")));
  }

  private static void check(QueueMessage message, Queue queue) throws AwsJsonException {
    if (!message.hasValidBody()) {
      throw SqsFault.of(
          "InvalidMessageContents", "The message is empty or holds characters that XML cannot.");
    }
    if (message.size() > queue.settings().maximumSize()) {
      throw SqsFault.invalid(
          "One or more parameters are invalid. Reason: Message must be shorter than "
              + queue.settings().maximumSize()
              + " bytes.");
    }
  }

  private static void checkBatch(List<Settings> entries) throws AwsJsonException {
    if (entries.isEmpty()) {
      throw SqsFault.of("EmptyBatchRequest", "There should be at least one entry in the request.");
    }
    if (entries.size() > MAX_BATCH_ENTRIES) {
      throw SqsFault.of(
          "TooManyEntriesInBatchRequest", "Maximum number of entries per request are 10.");
    }
    Set<String> ids = new HashSet<>();
    for (Settings entry : entries) {
      if (!ids.add(entry.required("Id"))) {
        throw SqsFault.of("BatchEntryIdsNotDistinct", "Id " + entry.required("Id") + " repeated.");
      }
    }
  }

  private static Map<String, Object> sent(QueueMessage message) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("MessageId", message.id());
    answer.put("MD5OfMessageBody", Md5.hex(message.body()));
    message.order().ifPresent(order -> answer.put("SequenceNumber", order.sequenceNumber()));
    if (!message.attributes().isEmpty()) {
      answer.put("MD5OfMessageAttributes", MessageAttribute.md5(message.attributes()));
    }
    return answer;
  }

  private static Optional<Duration> seconds(Settings request, String name, int max) {
    if (!request.has(name)) {
      return Optional.empty();
    }
    int value = request.integer(name, 0);
    if (value < 0 || value > max) {
      throw request.fault(name, "must be between 0 and " + max + ", not " + value);
    }
    return Optional.of(Duration.ofSeconds(value));
  }

  private Queue queue(Settings request) throws AwsJsonException {
    return named(request.required("QueueUrl"));
  }

  private Queue named(String nameOrUrl) throws AwsJsonException {
    return queues.find(nameOrUrl).orElseThrow(SqsFault::noSuchQueue);
  }

  private String url(Queue queue) {
    return base.resolve("/" + LocalArn.ACCOUNT + "/" + queue.settings().name()).toString();
  }

  private static AwsJsonException invalidHandle() {
    return SqsFault.of("ReceiptHandleIsInvalid", "The input receipt handle is invalid.");
  }
}
