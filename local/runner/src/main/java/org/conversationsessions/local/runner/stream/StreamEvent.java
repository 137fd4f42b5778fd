package org.conversationsessions.local.runner.stream;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** Builds the event that Lambda passes to a function for a stream's records. */
final class StreamEvent {
  private static final String START = "{\"Records\":[";
  private static final String END = "]}";

  private StreamEvent() {}

  static byte[] of(List<StreamRecord> records) {
    return records.stream()
        .map(StreamRecord::json)
        .collect(Collectors.joining(",", START, END))
        .getBytes(StandardCharsets.UTF_8);
  }

  /** Returns the size of a record within an event, in bytes. */
  static int size(StreamRecord record) {
    return record.json().getBytes(StandardCharsets.UTF_8).length + 1;
  }
}
