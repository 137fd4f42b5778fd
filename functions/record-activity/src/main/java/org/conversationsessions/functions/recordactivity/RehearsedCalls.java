package org.conversationsessions.functions.recordactivity;

import java.util.List;
import org.conversationsessions.snapshot.Call;
import org.conversationsessions.snapshot.Stage;

/** What is recorded before a snapshot: an ordinary message, and one that starts a session. */
final class RehearsedCalls {
  static final List<Call> ALL = List.of(message(Stage.USER), message("new-" + Stage.USER));

  private RehearsedCalls() {}

  private static Call message(String user) {
    return Call.of(
        "POST",
        "activity",
        """
        {"events":[{"eventId":"rehearsal","type":"userMessage","userId":"%s","channel":"%s",\
        "lang":"en","intent":"Book Flight","text":"I want to fly"}]}\
        """
            .formatted(user, Stage.CHANNEL));
  }
}
