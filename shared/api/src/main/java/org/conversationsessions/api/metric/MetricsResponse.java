package org.conversationsessions.api.metric;

import java.math.BigDecimal;
import java.util.Optional;
import org.conversationsessions.api.http.HttpResponse;
import org.conversationsessions.api.time.WireTime;
import org.conversationsessions.domain.history.TimeWindow;
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

  private final MetricsRequest request;
  private final MetricsResult result;
  private final JsonWriter json;

  private MetricsResponse(MetricsRequest request, MetricsResult result) {
    this.request = request;
    this.result = result;
    this.json =
        new JsonWriter(
            1024
                + TYPICAL_FIGURES
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
    ends(result.window());
    json.name("interval").string(request.interval().wire());
    json.name("timezone").string(request.zone().getId());
    json.name("asOf").string(WireTime.of(result.asOf()));
    totals();
    result.previous().ifPresent(this::previous);
    series();
    if (!request.groupBy().isEmpty()) {
      groups();
    }
    if (request.activeHours()) {
      activeHours();
    }
    return HttpResponse.json(json.endObject().finish());
  }

  private void ends(TimeWindow window) {
    json.name("from").string(WireTime.of(window.from(), request.zone()));
    json.name("to").string(WireTime.of(window.to(), request.zone()));
  }

  private void totals() {
    json.name("totals").beginObject();
    figures(result.totals());
    decimal("selfServiceRate", result.totals().rate(ContainmentType.SELF_SERVICE));
    decimal("dropOffRate", result.totals().rate(ContainmentType.DROP_OFF));
    decimal("agentTransferRate", result.totals().rate(ContainmentType.AGENT));
    decimal("sessionsPerDay", Optional.of(result.sessionsPerDay()));
    json.endObject();
  }

  private void previous(Previous previous) {
    json.name("previous").beginObject();
    ends(previous.window());
    figures(previous.totals());
    json.endObject();
    json.name("change").beginObject();
    for (Figure figure : Figure.values()) {
      long before = figure.of(previous.totals());
      decimal(
          figure.wire,
          previous.isComparable()
              ? SessionFigures.quotient(figure.of(result.totals()) - before, before)
              : Optional.empty());
    }
    json.endObject();
  }

  private void series() {
    json.name("series").beginArray();
    for (BinFigures bin : result.series()) {
      json.beginObject();
      json.name("start").string(WireTime.of(bin.bin().start(), request.zone()));
      json.name("end").string(WireTime.of(bin.bin().end(), request.zone()));
      figures(bin.figures());
      json.endObject();
    }
    json.endArray();
  }

  private void groups() {
    json.name("groups").beginArray();
    for (Group group : result.groups()) {
      json.beginObject().name("key").beginObject();
      key(group.key());
      json.endObject();
      figures(group.figures());
      json.endObject();
    }
    json.endArray();
  }

  private void key(GroupKey key) {
    key.bot().ifPresent(bot -> json.name(MetricsDimension.BOT_ID.wire()).string(bot.value()));
    key.containment()
        .ifPresent(
            containment ->
                json.name(MetricsDimension.CONTAINMENT_TYPE.wire()).string(containment.wire()));
    key.type()
        .ifPresent(type -> json.name(MetricsDimension.SESSION_TYPE.wire()).string(type.wire()));
  }

  private void activeHours() {
    json.name("activeHours").beginArray();
    for (int hour = 0; hour < result.activeHours().size(); hour++) {
      json.beginObject().name("hour").number(hour);
      figures(result.activeHours().get(hour));
      json.endObject();
    }
    json.endArray();
  }

  /** Writes the members that every object with figures has. */
  private void figures(SessionFigures figures) {
    for (Figure figure : Figure.values()) {
      json.name(figure.wire).number(figure.of(figures));
    }
  }

  private void decimal(String name, Optional<BigDecimal> value) {
    json.name(name);
    value.ifPresentOrElse(number -> json.raw(number.toPlainString()), json::nullValue);
  }

  /** The figures that are whole numbers, in the order of the answer. */
  private enum Figure {
    SESSIONS("sessions"),
    SELF_SERVICE("selfService"),
    DROP_OFF("dropOff"),
    AGENT("agent"),
    INTERACTIVE("interactive"),
    NON_INTERACTIVE("nonInteractive");

    private final String wire;

    Figure(String wire) {
      this.wire = wire;
    }

    long of(SessionFigures figures) {
      return switch (this) {
        case SESSIONS -> figures.sessions();
        case SELF_SERVICE -> figures.sessions(ContainmentType.SELF_SERVICE);
        case DROP_OFF -> figures.sessions(ContainmentType.DROP_OFF);
        case AGENT -> figures.sessions(ContainmentType.AGENT);
        case INTERACTIVE -> figures.sessions(SessionType.INTERACTIVE);
        case NON_INTERACTIVE -> figures.sessions(SessionType.NON_INTERACTIVE);
      };
    }
  }
}
