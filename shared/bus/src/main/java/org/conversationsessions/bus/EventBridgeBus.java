package org.conversationsessions.bus;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.conversationsessions.api.events.SessionEventDetail;
import org.conversationsessions.domain.StoreException;
import org.conversationsessions.domain.outbox.EventBus;
import org.conversationsessions.domain.outbox.SessionEvent;
import org.conversationsessions.domain.session.Closing;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResultEntry;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/**
 * The deployment's event bus. An answer of success may hold entries that failed: each is looked at
 * by itself.
 *
 * @param busName the bus
 * @param queueUrl where events lie that the bus will never take
 */
public record EventBridgeBus(
    EventBridgeClient events,
    SqsClient queues,
    SessionEventDetail details,
    String busName,
    String queueUrl)
    implements EventBus {
  /** What subscribers find in {@code source}. */
  static final String SOURCE = "conversation.sessions";

  /** A request's entries have 256 KiB together (EventBridge, PutEvents); some is for the names. */
  private static final int MAX_BYTES = 250_000;

  /** Codes of entries for which no later attempt can go better. */
  private static final Set<String> FINAL =
      Set.of(
          "InvalidArgument",
          "InvalidEventPatternException",
          "MalformedDetail",
          "NotAuthorizedForDetailTypeException",
          "NotAuthorizedForSourceException",
          "ValidationException");

  @Override
  public List<Delivery> publish(List<SessionEvent> all) {
    List<PutEventsRequestEntry> entries;
    try {
      entries = all.stream().map(this::entry).toList();
    } catch (StoreException e) {
      // What an event tells of its bot could not be read.
      return failed(all.size(), e);
    }
    List<Delivery> deliveries = new ArrayList<>();
    List<PutEventsRequestEntry> request = new ArrayList<>();
    int bytes = 0;
    for (PutEventsRequestEntry entry : entries) {
      int more = entry.detail().getBytes(StandardCharsets.UTF_8).length + 256;
      if (bytes + more > MAX_BYTES && !request.isEmpty()) {
        deliveries.addAll(put(request));
        request.clear();
        bytes = 0;
      }
      request.add(entry);
      bytes += more;
    }
    deliveries.addAll(put(request));
    return deliveries;
  }

  @Override
  public void bury(SessionEvent event, String reason) {
    try {
      queues.sendMessage(
          send ->
              send.queueUrl(queueUrl)
                  .messageBody(detail(event))
                  .messageAttributes(
                      Map.of("detailType", text(event.type()), "errorMessage", text(reason))));
    } catch (SdkException e) {
      throw new StoreException("sending to the queue of what was not delivered", e);
    }
  }

  private List<Delivery> put(List<PutEventsRequestEntry> entries) {
    try {
      List<PutEventsResultEntry> results =
          events.putEvents(request -> request.entries(entries)).entries();
      List<Delivery> deliveries = new ArrayList<>();
      for (int i = 0; i < entries.size(); i++) {
        deliveries.add(
            i < results.size()
                ? delivery(results.get(i))
                : new Delivery.Failed("the answer is too short"));
      }
      return deliveries;
    } catch (SdkException e) {
      return failed(entries.size(), e);
    }
  }

  private static List<Delivery> failed(int events, RuntimeException why) {
    return Collections.nCopies(events, new Delivery.Failed(String.valueOf(why.getMessage())));
  }

  private static Delivery delivery(PutEventsResultEntry result) {
    if (result.errorCode() == null) {
      return new Delivery.Taken();
    }
    String reason = result.errorCode() + ": " + result.errorMessage();
    return FINAL.contains(result.errorCode())
        ? new Delivery.Refused(reason)
        : new Delivery.Failed(reason);
  }

  private PutEventsRequestEntry entry(SessionEvent event) {
    return PutEventsRequestEntry.builder()
        .eventBusName(busName)
        .source(SOURCE)
        .detailType(event.type())
        .time(time(event))
        .detail(detail(event))
        .build();
  }

  /** The same on every delivery. */
  private static Instant time(SessionEvent event) {
    return event instanceof SessionEvent.Started
        ? event.session().startTime()
        : event.session().closing().map(Closing::recordedAt).orElseThrow();
  }

  private String detail(SessionEvent event) {
    return details.of(event).utf8Text().orElseThrow();
  }

  private static MessageAttributeValue text(String value) {
    return MessageAttributeValue.builder().dataType("String").stringValue(value).build();
  }
}
