package org.conversationsessions.functions.recountsessions;

import java.time.Instant;
import org.conversationsessions.admin.reconcile.CounterReconciliation;
import org.conversationsessions.api.json.Bytes;
import org.conversationsessions.api.json.JsonWriter;

/** Tells what a recount found. */
final class RecountReport {
  private RecountReport() {}

  /** The function's answer; {@code next} is the event that goes on. */
  static Bytes render(RecountRequest request, CounterReconciliation.Report report) {
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
            .flag(report.next().isEmpty());
    report
        .next()
        .ifPresent(
            next ->
                json.name("next")
                    .beginObject()
                    .name("botId")
                    .text(request.bot().value())
                    .name("from")
                    .text(next.day().toString())
                    .name("shard")
                    .number(next.shard())
                    .name("to")
                    .text(request.last().toString())
                    .name("repair")
                    .flag(request.repair())
                    .endObject());
    return json.endObject().finish();
  }

  /**
   * A log line that CloudWatch makes a metric of (its embedded metric format), by the function, so
   * that two deployments in one account have two.
   */
  static Bytes metric(CounterReconciliation.Report report, String function, Instant now) {
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
        .text("ConversationSessions")
        .name("Dimensions")
        .beginArray()
        .beginArray()
        .text("FunctionName")
        .endArray()
        .endArray()
        .name("Metrics")
        .beginArray()
        .beginObject()
        .name("Name")
        .text("CounterDrift")
        .name("Unit")
        .text("Count")
        .endObject()
        .endArray()
        .endObject()
        .endArray()
        .endObject()
        .name("FunctionName")
        .text(function)
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
