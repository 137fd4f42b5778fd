package org.conversationsessions.cli.replay.recording;

import java.util.List;
import java.util.stream.LongStream;

/** RecordedEvents for tests. */
public final class RecordedEvents {
  private RecordedEvents() {}

  /** Returns the event of a line; its user is one of three. */
  public static RecordedLine.Event event(long line) {
    String user = "u-" + line % 3;
    return new RecordedLine.Event(line, user, "rtm", null, json(line, user));
  }

  public static List<RecordedLine.Event> events(long... lines) {
    return LongStream.of(lines).mapToObj(RecordedEvents::event).toList();
  }

  public static String json(long line, String user) {
    return """
    {"eventId":"e-%d","type":"userMessage","userId":"%s","channel":"rtm"}\
    """
        .formatted(line, user);
  }
}
