package org.conversationsessions.functions.finishclosing;

import java.util.function.Consumer;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.domain.event.ScriptOutcome;
import org.conversationsessions.domain.event.SessionEvent;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.json.JsonWriter;
import org.conversationsessions.log.StructuredLog;

/** Writes the function's log: one JSON line per entry, without personal data. */
final class ClosingLog {
  private final Consumer<String> lines;

  ClosingLog(Consumer<String> lines) {
    this.lines = lines;
  }

  /**
   * Logs the final failure of a script. What the script threw may hold personal data, so only the
   * event {@code ClosureScriptFailed} has it. The message of a failure of the platform is the
   * service's own, so it is logged.
   */
  void logScriptFailed(SessionEvent.ScriptFailed failed) {
    ScriptOutcome.ScriptFailure failure = failed.failure();
    JsonWriter json = line("a closing script failed");
    writeSession(json, failed.session());
    json.name("kind").string(failure.kind()).name("line").number(failure.line());
    if (failure.isTransient()) {
      json.name("error").string(failure.message());
    }
    end(json);
  }

  /** Logs a closing that will be delivered again. */
  void logUnfinished(Session session, int delivery, String reason) {
    JsonWriter json = line("a closing is delivered again");
    writeSession(json, session);
    end(json.name("delivery").number(delivery).name("error").string(reason));
  }

  /** Logs a message that is not a closing. */
  void logSentToDeadLetterQueue(String messageId, String reason) {
    end(
        line("a message was put into the dead-letter queue")
            .name("messageId")
            .string(messageId)
            .name("error")
            .string(reason));
  }

  /** Logs a message that could not be processed. */
  void logFailed(String messageId, StoreException failure) {
    end(
        line("a message could not be processed")
            .name("messageId")
            .string(messageId)
            .name("error")
            .string(String.valueOf(failure.getMessage())));
  }

  private static JsonWriter line(String message) {
    return StructuredLog.begin("WARN", message);
  }

  private static void writeSession(JsonWriter json, Session session) {
    json.name("botId").string(session.conversation().bot().value());
    json.name("sessionId").string(session.id().value());
  }

  private void end(JsonWriter json) {
    lines.accept(StructuredLog.end(json));
  }
}
