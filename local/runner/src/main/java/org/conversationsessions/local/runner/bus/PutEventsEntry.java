package org.conversationsessions.local.runner.bus;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.conversationsessions.local.runner.aws.JsonCodec;
import org.conversationsessions.local.runner.aws.LocalArn;
import org.jspecify.annotations.Nullable;

/** An entry of a {@code PutEvents} request, validated as EventBridge does. */
final class PutEventsEntry {
  private static final int TIME_BYTES = 14;

  private final Map<?, ?> fields;

  PutEventsEntry(Map<?, ?> fields) {
    this.fields = fields;
  }

  /** The outcome of an entry. */
  sealed interface Outcome {}

  /** The event as it is delivered. */
  record Accepted(Map<String, Object> event) implements Outcome {}

  /** The entry is rejected. */
  record Rejected(String code, String message) implements Outcome {}

  /** Returns the bus that the entry names; empty for the account's default bus. */
  Optional<String> bus() {
    return text("EventBusName");
  }

  /** Returns the entry's share of the request size, in bytes, by EventBridge's formula. */
  int size() {
    int size = fields.get("Time") == null ? 0 : TIME_BYTES;
    for (String counted : List.of("Source", "DetailType", "Detail")) {
      size += text(counted).orElse("").getBytes(StandardCharsets.UTF_8).length;
    }
    for (String resource : resources()) {
      size += resource.getBytes(StandardCharsets.UTF_8).length;
    }
    return size;
  }

  /** Validates the entry and builds the event. */
  Outcome take(String id, Instant now) {
    for (String required : List.of("Source", "DetailType", "Detail")) {
      if (text(required).filter(text -> !text.isEmpty()).isEmpty()) {
        return new Rejected(
            "InvalidArgument",
            "Parameter "
                + required
                + " is not valid. Reason: "
                + required
                + " is a required argument.");
      }
    }
    String source = text("Source").orElseThrow();
    if (source.startsWith("aws.")) {
      return new Rejected("NotAuthorizedForSourceException", "Not authorized for the source.");
    }
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("version", "0");
    event.put("id", id);
    event.put("detail-type", text("DetailType").orElseThrow());
    event.put("source", source);
    event.put("account", LocalArn.ACCOUNT);
    event.put("time", time(now).truncatedTo(ChronoUnit.SECONDS).toString());
    event.put("region", LocalArn.REGION);
    event.put("resources", resources());
    try {
      event.put("detail", JsonCodec.object(text("Detail").orElseThrow()));
    } catch (IOException e) {
      return new Rejected("MalformedDetail", "Detail is malformed.");
    }
    return new Accepted(event);
  }

  private Instant time(Instant now) {
    // The JSON protocol writes times in seconds, with an optional fraction.
    return fields.get("Time") instanceof Number seconds
        ? Instant.ofEpochMilli((long) (seconds.doubleValue() * 1000))
        : now;
  }

  private List<String> resources() {
    List<String> resources = new ArrayList<>();
    if (fields.get("Resources") instanceof List<?> list) {
      list.forEach(each -> resources.add(String.valueOf(each)));
    }
    return resources;
  }

  private Optional<String> text(String name) {
    @Nullable Object value = fields.get(name);
    return value instanceof String text ? Optional.of(text) : Optional.empty();
  }
}
