package org.conversationsessions.functions.finishclosing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.conversationsessions.domain.event.ScriptOutcome.ScriptFailure;
import org.conversationsessions.domain.event.SessionEvent;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;
import org.junit.jupiter.api.Test;

class ClosingLogTest {
  private static final Session SESSION =
      Session.starting(
          SessionId.of(Instant.EPOCH, 1),
          new ConversationKey(new BotId("st-1"), "ada@example.com", "rtm"));

  private final List<String> lines = new ArrayList<>();
  private final ClosingLog log = new ClosingLog(lines::add);

  @Test
  void whatAScriptThrewIsNotLogged() {
    log.logScriptFailed(failed(new ScriptFailure("failed", "Error: ada@example.com", 3)));

    assertThat(lines)
        .containsExactly(
            "{\"level\":\"WARN\",\"message\":\"a closing script failed\",\"botId\":\"st-1\","
                + "\"sessionId\":\""
                + SESSION.id()
                + "\",\"kind\":\"failed\",\"line\":3}");
  }

  @Test
  void aFailureOfThePlatformIsLoggedWithItsReason() {
    log.logScriptFailed(failed(ScriptFailure.withoutLine("platform", "no process")));

    assertThat(lines).singleElement().asString().endsWith("\"error\":\"no process\"}");
  }

  private static SessionEvent.ScriptFailed failed(ScriptFailure failure) {
    return new SessionEvent.ScriptFailed(SESSION, failure);
  }
}
