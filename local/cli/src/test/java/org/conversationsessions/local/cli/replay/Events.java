package org.conversationsessions.local.cli.replay;

import java.util.List;
import java.util.stream.LongStream;

/** Events for tests. */
final class Events {
  private Events() {}

  /** The event of a line, of one of three users. */
  static RecordedLine.Event event(long line) {
    String user = "u-" + line % 3;
    return new RecordedLine.Event(line, user, "rtm", null, json(line, user));
  }

  static List<RecordedLine.Event> events(long... lines) {
    return LongStream.of(lines).mapToObj(Events::event).toList();
  }

  static String json(long line, String user) {
    return """
    {"eventId":"e-%d","type":"userMessage","userId":"%s","channel":"rtm"}\
    """
        .formatted(line, user);
  }
}
