package org.conversationsessions.functions.closesession;

import java.util.List;
import org.conversationsessions.snapshot.Call;
import org.conversationsessions.snapshot.Stage;

/** What is closed before a snapshot: a live session, named by its channel and by its user alone. */
final class RehearsedCalls {
  static final List<Call> ALL =
      List.of(
          Call.of(
              "PUT",
              "session",
              "{\"userId\":\"%s\",\"channel\":\"%s\"}".formatted(Stage.USER, Stage.CHANNEL)),
          Call.of("PUT", "session", "{\"userId\":\"%s\"}".formatted(Stage.USER)));

  private RehearsedCalls() {}
}
