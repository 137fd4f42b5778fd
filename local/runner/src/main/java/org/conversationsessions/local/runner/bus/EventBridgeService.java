package org.conversationsessions.local.runner.bus;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.conversationsessions.local.runner.aws.LocalArn;
import org.conversationsessions.local.runner.http.AwsJsonException;
import org.conversationsessions.local.runner.http.AwsJsonService;

/**
 * EventBridge's {@code PutEvents} and {@code ListEventBuses}.
 *
 * <p>As on AWS, every entry gets an event id, even for a bus that does not exist. An entry without
 * a bus goes to the account's default bus, where no rule of the template listens: it is neither
 * delivered nor logged. The first such event of each bus is reported on stderr.
 */
public final class EventBridgeService implements AwsJsonService {
  private static final System.Logger LOG = System.getLogger(EventBridgeService.class.getName());
  private static final int MAX_ENTRIES = 10;
  private static final int MAX_BYTES = 256 * 1024;

  /** The limit of reported bus names, because they come from clients. */
  private static final int MAX_REPORTED = 20;

  private final List<LocalEventBus> buses;
  private final Clock clock;
  private final Set<String> reported = ConcurrentHashMap.newKeySet();

  public EventBridgeService(List<LocalEventBus> buses, Clock clock) {
    this.buses = List.copyOf(buses);
    this.clock = clock;
  }

  @Override
  public String targetPrefix() {
    return "AWSEvents";
  }

  @Override
  public Map<String, Object> call(String operation, Map<String, Object> input)
      throws AwsJsonException {
    return switch (operation) {
      case "PutEvents" -> putEvents(entries(input));
      case "ListEventBuses" -> listEventBuses();
      default ->
          throw new AwsJsonException(
              400, "UnknownOperationException", "EventBridge has no " + operation + " here");
    };
  }

  private Map<String, Object> putEvents(List<PutEventsEntry> entries) {
    List<Map<String, Object>> answers = new ArrayList<>();
    int failed = 0;
    for (PutEventsEntry entry : entries) {
      Map<String, Object> answer = put(entry);
      failed += answer.containsKey("ErrorCode") ? 1 : 0;
      answers.add(answer);
    }
    return Map.of("FailedEntryCount", failed, "Entries", answers);
  }

  private Map<String, Object> put(PutEventsEntry entry) {
    String id = UUID.randomUUID().toString();
    return switch (entry.take(id, clock.instant())) {
      case PutEventsEntry.Rejected(String code, String message) -> failure(code, message);
      case PutEventsEntry.Accepted(Map<String, Object> event) -> {
        Optional<LocalEventBus> bus = bus(entry.bus());
        try {
          if (bus.isPresent()) {
            bus.get().publish(event);
          } else {
            reportOnce(entry.bus().orElse(LocalEventBus.DEFAULT));
          }
          yield Map.of("EventId", id);
        } catch (IOException e) {
          LOG.log(Level.ERROR, "event not accepted", e);
          yield failure("InternalException", "The event could not be logged.");
        }
      }
    };
  }

  private Optional<LocalEventBus> bus(Optional<String> name) {
    String asked = name.orElse(LocalEventBus.DEFAULT);
    return buses.stream().filter(bus -> bus.answersTo(asked)).findFirst();
  }

  private void reportOnce(String busName) {
    String name = LocalArn.nameOf(busName);
    if (reported.size() < MAX_REPORTED && reported.add(name)) {
      LOG.log(
          Level.WARNING,
          "PutEvents to the event bus \"{0}\": {1}, so the event is dropped, as on AWS. Set"
              + " EventBusName to one of the template''s buses: {2}. (Reported once for each bus.)",
          name,
          name.equals(LocalEventBus.DEFAULT)
              ? "the default bus has no rules here"
              : "there is no such bus",
          String.join(", ", buses.stream().map(LocalEventBus::name).toList()));
    }
  }

  private static List<PutEventsEntry> entries(Map<String, Object> input) throws AwsJsonException {
    if (!(input.get("Entries") instanceof List<?> list)
        || list.isEmpty()
        || list.size() > MAX_ENTRIES) {
      throw invalid(
          "1 validation error detected: Value at 'entries' failed to satisfy constraint: "
              + "Member must have length between 1 and "
              + MAX_ENTRIES);
    }
    List<PutEventsEntry> entries = new ArrayList<>();
    int size = 0;
    for (Object each : list) {
      if (!(each instanceof Map<?, ?> fields)) {
        throw new AwsJsonException(400, "SerializationException", "An entry is not an object");
      }
      PutEventsEntry entry = new PutEventsEntry(fields);
      size += entry.size();
      entries.add(entry);
    }
    if (size > MAX_BYTES) {
      throw invalid("Total size of the entries in the request is over the limit.");
    }
    return entries;
  }

  private Map<String, Object> listEventBuses() {
    List<Map<String, Object>> listed = new ArrayList<>();
    for (LocalEventBus bus : buses) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("Name", bus.name());
      one.put("Arn", LocalArn.arn("events", "event-bus/" + bus.name()));
      listed.add(one);
    }
    return Map.of("EventBuses", listed);
  }

  private static Map<String, Object> failure(String code, String message) {
    return Map.of("ErrorCode", code, "ErrorMessage", message);
  }

  private static AwsJsonException invalid(String message) {
    return new AwsJsonException(400, "ValidationException", message);
  }
}
