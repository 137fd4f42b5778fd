package org.conversationsessions.functions.sessionstate;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.conversationsessions.domain.state.SessionState;
import org.conversationsessions.domain.state.WriteMark;
import org.conversationsessions.snapshot.Priming;
import org.conversationsessions.snapshot.PrimingFixtures;
import org.conversationsessions.snapshot.PrimingRequest;
import org.conversationsessions.store.Store;

/** SnapStart priming of session states: reads, changes and clears a state. */
final class SessionStatePriming {
  private static final Map<String, String> CONVERSATION =
      Map.of(
          "userId", PrimingFixtures.CONVERSATION.userId(),
          "channel", PrimingFixtures.CONVERSATION.channel());

  static final Priming PRIMING =
      new Priming(
          SessionStateHandler::new,
          SessionStatePriming::write,
          List.of(
              request("GET", ""),
              request(
                  "PUT",
                  """
                  {"variables":{"seats":{"value":3}},"authProfiles":{"crm":"none"},\
                  "dialogContext":{"node":"Ask"},"currentTags":["now"]}\
                  """),
              request("DELETE", "")));

  private SessionStatePriming() {}

  private static PrimingRequest request(String method, String body) {
    return new PrimingRequest(method, "sessionState", CONVERSATION, body);
  }

  private static void write(Store store) {
    Instant now = store.clock().instant();
    SessionState state =
        new SessionState(
            Map.of(
                "seats",
                new SessionState.Variable(
                    "2", Optional.of(Duration.ofHours(1)), now, new WriteMark(0, 0, 0))),
            Optional.empty(),
            Map.of(),
            SessionState.ContextTags.NONE,
            Optional.empty());
    store.states().write(PrimingFixtures.CONVERSATION, state, 0);
  }
}
