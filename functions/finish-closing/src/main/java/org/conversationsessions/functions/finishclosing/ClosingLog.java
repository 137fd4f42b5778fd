package org.conversationsessions.functions.finishclosing;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.conversationsessions.api.json.JsonWriter;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.domain.event.SessionEvent;
import org.conversationsessions.domain.session.Session;

/** The function's log: one line of JSON each, without anything of an end user. */
final class ClosingLog {
  private final Consumer<String> lines;

  ClosingLog(Consumer<String> lines) {
    this.lines = lines;
  }

  /** Tells of a script that failed for good. */
  void scriptFailed(SessionEvent.ScriptFailed failed) {
    JsonWriter json = line("a closing's custom script failed");
    session(json, failed.session());
    json.name("kind").text(failed.failure().kind()).name("line").number(failed.failure().line());
    end(json.name("error").text(failed.failure().message()));
  }

  /** Tells of a closing that is delivered again. */
  void unfinished(Session session, int delivery, String reason) {
    JsonWriter json = line("a closing is delivered again");
    session(json, session);
    end(json.name("delivery").number(delivery).name("error").text(reason));
  }

  /** Tells of a message that is not a closing. */
  void setAside(String messageId, String reason) {
    end(
        line("a message was put into the dead-letter queue")
            .name("messageId")
            .text(messageId)
            .name("error")
            .text(reason));
  }

  /** Tells that a message could not be dealt with. */
  void failed(String messageId, StoreException failure) {
    end(
        line("a message could not be dealt with")
            .name("messageId")
            .text(messageId)
            .name("error")
            .text(String.valueOf(failure.getMessage())));
  }

  private static JsonWriter line(String message) {
    return new JsonWriter().beginObject().name("level").text("WARN").name("message").text(message);
  }

  private static void session(JsonWriter json, Session session) {
    json.name("botId").text(session.conversation().bot().value());
    json.name("sessionId").text(session.id().value());
  }

  private void end(JsonWriter json) {
    lines.accept(new String(json.endObject().finish().toArray(), StandardCharsets.UTF_8));
  }
}
