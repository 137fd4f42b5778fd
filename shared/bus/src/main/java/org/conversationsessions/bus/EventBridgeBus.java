package org.conversationsessions.bus;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.conversationsessions.api.events.SessionEventDetail;
import org.conversationsessions.application.DeadLetterQueue;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.application.UnreadableItemException;
import org.conversationsessions.application.publishing.EventBus;
import org.conversationsessions.domain.event.PublishedEvent;
import org.conversationsessions.domain.event.SessionEvent;
import org.conversationsessions.domain.event.UserDataErased;
import org.conversationsessions.domain.session.Closing;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResultEntry;

/**
 * Publishes to the deployment's event bus. A successful response may contain failed entries, so
 * each entry is checked.
 *
 * @param undelivered the dead-letter queue for events that the bus will never accept
 * @param busName the bus's name
 */
public record EventBridgeBus(
    EventBridgeClient events,
    DeadLetterQueue undelivered,
    SessionEventDetail details,
    String busName)
    implements EventBus {
  /** The {@code source} of all events. */
  static final String SOURCE = "conversation.sessions";

  /**
   * The entries of a request may take 256 KiB together (EventBridge, PutEvents). The rest is for
   * the names.
   */
  private static final int MAX_BYTES = 250_000;

  /** Error codes of entries for which a retry cannot succeed. */
  private static final Set<String> FINAL =
      Set.of(
          "InvalidArgument",
          "InvalidEventPatternException",
          "MalformedDetail",
          "NotAuthorizedForDetailTypeException",
          "NotAuthorizedForSourceException",
          "ValidationException");

  @Override
  public List<Delivery> publish(List<? extends PublishedEvent> all) {
    Delivery[] deliveries = new Delivery[all.size()];
    Map<Integer, PutEventsRequestEntry> request = new LinkedHashMap<>();
    int bytes = 0;
    for (int position = 0; position < deliveries.length; position++) {
      PutEventsRequestEntry entry;
      try {
        entry = entry(all.get(position));
      } catch (StoreException e) {
        // The bot's part of the event could not be read. Other events are not affected.
        deliveries[position] = unreadable(e);
        continue;
      }
      int more = entry.detail().getBytes(StandardCharsets.UTF_8).length + 256;
      if (bytes + more > MAX_BYTES) {
        put(request, deliveries);
        bytes = 0;
      }
      request.put(position, entry);
      bytes += more;
    }
    put(request, deliveries);
    return List.of(deliveries);
  }

  private static Delivery unreadable(StoreException failure) {
    String reason = String.valueOf(failure.getMessage());
    return failure instanceof UnreadableItemException
        ? new Delivery.Refused(reason)
        : new Delivery.Failed(reason);
  }

  private void put(Map<Integer, PutEventsRequestEntry> request, Delivery[] deliveries) {
    if (!request.isEmpty()) {
      Iterator<Delivery> results = put(List.copyOf(request.values())).iterator();
      request.keySet().forEach(position -> deliveries[position] = results.next());
      request.clear();
    }
  }

  @Override
  public void sendToDeadLetterQueue(PublishedEvent event, String reason) {
    String body;
    try {
      body = detail(event);
    } catch (UnreadableItemException e) {
      // The bot's part cannot be read, so it is left out. The reason says so.
      body = details.identifyingMembers(event).utf8Text().orElseThrow();
    }
    undelivered.send(body, Map.of("detailType", event.type(), DeadLetterQueue.REASON, reason));
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
                : new Delivery.Failed("the response is too short"));
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
      return new Delivery.Accepted();
    }
    String reason = result.errorCode() + ": " + result.errorMessage();
    return FINAL.contains(result.errorCode())
        ? new Delivery.Refused(reason)
        : new Delivery.Failed(reason);
  }

  private PutEventsRequestEntry entry(PublishedEvent event) {
    return PutEventsRequestEntry.builder()
        .eventBusName(busName)
        .source(SOURCE)
        .detailType(event.type())
        .time(time(event))
        .detail(detail(event))
        .build();
  }

  /** Returns a time that is the same on every delivery. */
  private static Instant time(PublishedEvent event) {
    return switch (event) {
      case UserDataErased erased -> erased.at();
      case SessionEvent.Started started -> started.session().startTime();
      case SessionEvent.Nudged nudged -> nudged.session().nudge().orElseThrow().recordedAt();
      case SessionEvent closing ->
          closing.session().closing().map(Closing::recordedAt).orElseThrow();
    };
  }

  private String detail(PublishedEvent event) {
    return details.of(event).utf8Text().orElseThrow();
  }
}
