package org.conversationsessions.functions.getsessions;

import java.util.List;
import java.util.Map;
import org.conversationsessions.snapshot.Call;
import org.conversationsessions.snapshot.Stage;

/** What is asked of the history before a snapshot: pages of many and of few sessions. */
final class RehearsedCalls {
  static final List<Call> ALL =
      List.of(
          Call.of("POST", "getSessions", "{}"),
          Call.of("POST", "getSessions", "{\"userId\":\"" + Stage.USER + "\",\"limit\":10}"),
          new Call(
              "POST",
              "getSessions",
              Map.of("containmentType", "selfService"),
              "{\"skip\":100,\"limit\":20}"));

  private RehearsedCalls() {}
}
