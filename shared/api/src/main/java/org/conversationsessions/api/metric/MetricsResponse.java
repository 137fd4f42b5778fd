package org.conversationsessions.api.metric;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.conversationsessions.api.http.HttpResponse;
import org.conversationsessions.api.time.WireTime;
import org.conversationsessions.domain.counter.SessionMeasures;
import org.conversationsessions.domain.history.TimeWindow;
import org.conversationsessions.domain.metric.EndUsers;
import org.conversationsessions.domain.metric.GroupKey;
import org.conversationsessions.domain.metric.MetricsDimension;
import org.conversationsessions.domain.metric.MetricsResult;
import org.conversationsessions.domain.metric.MetricsResult.BinFigures;
import org.conversationsessions.domain.metric.MetricsResult.Group;
import org.conversationsessions.domain.metric.MetricsResult.Previous;
import org.conversationsessions.domain.metric.SessionFigures;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.session.ContainmentType;
import org.conversationsessions.domain.session.SessionType;
import org.conversationsessions.json.JsonWriter;

/** Writes the response of the session metrics API (contract, section 17). */
public final class MetricsResponse {
  private static final int TYPICAL_FIGURES = 180;
  private static final int TYPICAL_MEASURES = 260;

  private final MetricsRequest request;
  private final MetricsResult result;
  private final JsonWriter json;

  private MetricsResponse(MetricsRequest request, MetricsResult result) {
    this.request = request;
    this.result = result;
    this.json =
        new JsonWriter(
            1024
                + (TYPICAL_FIGURES + (request.measures() ? TYPICAL_MEASURES : 0))
                    * (result.series().size()
                        + result.groups().size()
                        + result.activeHours().size()));
  }

  /**
   * Returns the response.
   *
   * @param bot the bot of the path; empty for an account
   */
  public static HttpResponse of(MetricsRequest request, Optional<BotId> bot, MetricsResult result) {
    return new MetricsResponse(request, result).write(bot);
  }

  private HttpResponse write(Optional<BotId> bot) {
    json.beginObject();
    bot.ifPresent(id -> json.name("botId").string(id.value()));
    writeBounds(result.window());
    json.name("interval").string(request.interval().wire());
    json.name("timezone").string(request.zone().getId());
    json.name("asOf").string(WireTime.of(result.asOf()));
    writeTotals();
    result.previous().ifPresent(this::writePrevious);
    writeSeries();
    if (!request.groupBy().isEmpty()) {
      writeGroups();
    }
    if (request.activeHours()) {
      writeActiveHours();
    }
    return HttpResponse.json(json.endObject().finish());
  }

  private void writeBounds(TimeWindow window) {
    json.name("from").string(WireTime.of(window.from(), request.zone()));
    json.name("to").string(WireTime.of(window.to(), request.zone()));
  }

  private void writeTotals() {
    json.name("totals").beginObject();
    writeFigures(result.totals());
    writeDecimal("selfServiceRate", result.totals().rate(ContainmentType.SELF_SERVICE));
    writeDecimal("dropOffRate", result.totals().rate(ContainmentType.DROP_OFF));
    writeDecimal("agentTransferRate", result.totals().rate(ContainmentType.AGENT));
    writeDecimal("sessionsPerDay", Optional.of(result.sessionsPerDay()));
    json.endObject();
  }

  private void writePrevious(Previous previous) {
    json.name("previous").beginObject();
    writeBounds(previous.window());
    writeFigures(previous.totals());
    json.endObject();
    json.name("change").beginObject();
    for (Figure figure : figures()) {
      writeDecimal(
          figure.name,
          previous.isComparable()
              ? change(figure.value.apply(previous.totals()), figure.value.apply(result.totals()))
              : Optional.empty());
    }
    json.endObject();
  }

  private static Optional<BigDecimal> change(
      Optional<BigDecimal> before, Optional<BigDecimal> after) {
    return before.flatMap(
        old -> after.flatMap(now -> SessionFigures.quotient(now.subtract(old), old)));
  }

  private void writeSeries() {
    json.name("series").beginArray();
    for (BinFigures bin : result.series()) {
      json.beginObject();
      json.name("start").string(WireTime.of(bin.bin().start(), request.zone()));
      json.name("end").string(WireTime.of(bin.bin().end(), request.zone()));
      writeFigures(bin.figures());
      json.endObject();
    }
    json.endArray();
  }

  private void writeGroups() {
    json.name("groups").beginArray();
    for (Group group : result.groups()) {
      json.beginObject().name("key").beginObject();
      writeKey(group.key());
      json.endObject();
      writeFigures(group.figures());
      json.endObject();
    }
    json.endArray();
  }

  private void writeKey(GroupKey key) {
    key.bot().ifPresent(bot -> json.name(MetricsDimension.BOT_ID.wire()).string(bot.value()));
    key.containment()
        .ifPresent(
            containment ->
                json.name(MetricsDimension.CONTAINMENT_TYPE.wire()).string(containment.wire()));
    key.type()
        .ifPresent(type -> json.name(MetricsDimension.SESSION_TYPE.wire()).string(type.wire()));
  }

  private void writeActiveHours() {
    json.name("activeHours").beginArray();
    for (int hour = 0; hour < result.activeHours().size(); hour++) {
      json.beginObject().name("hour").number(hour);
      writeFigures(result.activeHours().get(hour));
      json.endObject();
    }
    json.endArray();
  }

  /** Writes the members that every object with figures has. */
  private void writeFigures(SessionFigures figures) {
    for (Figure figure : figures()) {
      writeDecimal(figure.name, figure.value.apply(figures));
    }
  }

  private List<Figure> figures() {
    return request.measures()
        ? Stream.concat(Figure.COUNTS.stream(), Figure.MEASURES.stream()).toList()
        : Figure.COUNTS;
  }

  private void writeDecimal(String name, Optional<BigDecimal> value) {
    json.name(name);
    value.ifPresentOrElse(number -> json.raw(number.toPlainString()), json::nullValue);
  }

  /**
   * A figure.
   *
   * @param name its name in responses
   * @param value returns it; empty if it is unknown
   */
  private record Figure(String name, Function<SessionFigures, Optional<BigDecimal>> value) {
    /** The figures of every object with figures, in the order of the response. */
    static final List<Figure> COUNTS =
        List.of(
            count("sessions", SessionFigures::sessions),
            count("selfService", figures -> figures.sessions(ContainmentType.SELF_SERVICE)),
            count("dropOff", figures -> figures.sessions(ContainmentType.DROP_OFF)),
            count("agent", figures -> figures.sessions(ContainmentType.AGENT)),
            count("interactive", figures -> figures.sessions(SessionType.INTERACTIVE)),
            count("nonInteractive", figures -> figures.sessions(SessionType.NON_INTERACTIVE)));

    /** Those that follow if measures are asked for. */
    static final List<Figure> MEASURES =
        List.of(
            measure("messages", SessionMeasures::messages),
            new Figure("messagesPerSession", SessionFigures::messagesPerSession),
            measure("tasks", SessionMeasures::tasks),
            measure("closedSessions", SessionMeasures::closedSessions),
            new Figure("averageDurationSeconds", SessionFigures::averageDurationSeconds),
            users("users", EndUsers::users),
            users("newUsers", EndUsers::newUsers),
            new Figure("sessionsPerUser", SessionFigures::sessionsPerUser),
            measure("developerSessions", SessionMeasures::developerSessions),
            measure("billingSessions", SessionMeasures::billingSessions),
            measure("transfersAfterTask", SessionMeasures::transfersAfterTask));

    private static Figure count(String name, ToLongFunction<SessionFigures> count) {
      return new Figure(
          name, figures -> Optional.of(BigDecimal.valueOf(count.applyAsLong(figures))));
    }

    private static Figure measure(String name, ToLongFunction<SessionMeasures> measure) {
      return new Figure(
          name,
          figures ->
              figures.measures().map(known -> BigDecimal.valueOf(measure.applyAsLong(known))));
    }

    private static Figure users(String name, ToLongFunction<EndUsers> users) {
      return new Figure(
          name,
          figures -> figures.users().map(known -> BigDecimal.valueOf(users.applyAsLong(known))));
    }
  }
}
