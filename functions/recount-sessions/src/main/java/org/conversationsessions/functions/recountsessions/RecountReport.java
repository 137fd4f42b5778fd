package org.conversationsessions.functions.recountsessions;

import java.time.Instant;
import org.conversationsessions.admin.recount.SessionRecount;
import org.conversationsessions.json.Bytes;
import org.conversationsessions.json.JsonWriter;

/** Writes the result of a recount. */
final class RecountReport {
  private RecountReport() {}

  /** Returns the function's response; {@code next} is the event that continues the recount. */
  static Bytes render(RecountRequest request, SessionRecount.Report report) {
    JsonWriter json =
        new JsonWriter()
            .beginObject()
            .name("sessions")
            .number(report.sessions())
            .name("drift")
            .number(report.drift())
            .name("repaired")
            .number(report.repaired())
            .name("undecided")
            .number(report.undecided())
            .name("finished")
            .bool(report.continueAt().isEmpty());
    report
        .continueAt()
        .ifPresent(
            next ->
                json.name("next")
                    .beginObject()
                    .name("botId")
                    .string(request.bot().value())
                    .name("from")
                    .string(next.day().toString())
                    .name("shard")
                    .number(next.shard())
                    .name("to")
                    .string(request.last().toString())
                    .name("repair")
                    .bool(request.repair())
                    .endObject());
    return json.endObject().finish();
  }

  /**
   * Returns a log line from which CloudWatch extracts a metric (embedded metric format). Its
   * dimension is the function's name, so that two deployments in one account have separate metrics.
   */
  static Bytes metric(SessionRecount.Report report, String function, Instant now) {
    return new JsonWriter()
        .beginObject()
        .name("_aws")
        .beginObject()
        .name("Timestamp")
        .number(now.toEpochMilli())
        .name("CloudWatchMetrics")
        .beginArray()
        .beginObject()
        .name("Namespace")
        .string("ConversationSessions")
        .name("Dimensions")
        .beginArray()
        .beginArray()
        .string("FunctionName")
        .endArray()
        .endArray()
        .name("Metrics")
        .beginArray()
        .beginObject()
        .name("Name")
        .string("CounterDrift")
        .name("Unit")
        .string("Count")
        .endObject()
        .endArray()
        .endObject()
        .endArray()
        .endObject()
        .name("FunctionName")
        .string(function)
        .name("CounterDrift")
        .number(report.drift())
        .name("sessions")
        .number(report.sessions())
        .name("undecided")
        .number(report.undecided())
        .endObject()
        .finish();
  }
}
