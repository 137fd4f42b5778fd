package org.conversationsessions.functions.sessionstate;

import java.util.List;
import java.util.Map;
import org.conversationsessions.snapshot.Call;
import org.conversationsessions.snapshot.Stage;

/** What is done to a state before a snapshot: shown, changed and cleared. */
final class RehearsedCalls {
  private static final Map<String, String> CONVERSATION =
      Map.of("userId", Stage.USER, "channel", Stage.CHANNEL);

  static final List<Call> ALL =
      List.of(
          call("GET", ""),
          call(
              "PUT",
              """
              {"variables":{"seats":{"value":3}},"authProfiles":{"crm":"none"},\
              "dialogContext":{"node":"Ask"},"currentTags":["now"]}\
              """),
          call("DELETE", ""));

  private RehearsedCalls() {}

  private static Call call(String method, String body) {
    return new Call(method, "sessionState", CONVERSATION, body);
  }
}
