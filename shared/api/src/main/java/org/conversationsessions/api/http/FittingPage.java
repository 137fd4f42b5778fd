package org.conversationsessions.api.http;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.conversationsessions.json.JsonWriter;

/**
 * Writes a page with as many of its rows, from the first, as a response may hold.
 *
 * @param limit how long the body may be
 * @param row writes a row
 * @param <T> the type of a row
 */
public record FittingPage<T>(PageLimit limit, BiConsumer<JsonWriter, T> row) {
  /**
   * Returns the response.
   *
   * @param rendering writes the body of a page with these rows
   */
  public HttpResponse of(List<T> rows, Function<List<T>, JsonWriter> rendering) {
    List<T> shown = rows;
    JsonWriter json = rendering.apply(shown);
    while (shown.size() > 1 && isTooLong(json)) {
      shown = shown.subList(0, fittingPrefix(shown));
      json = rendering.apply(shown);
    }
    return HttpResponse.json(json.finish());
  }

  private boolean isTooLong(JsonWriter json) {
    try (PageLimit.Gauge gauge = limit.gauge()) {
      return gauge.isTooLong(json);
    }
  }

  /** Returns the length of a prefix of the rows that certainly fits. */
  private int fittingPrefix(List<T> rows) {
    JsonWriter json = new JsonWriter(1 << 20).beginArray();
    int length = 0;
    try (PageLimit.Gauge gauge = limit.gauge()) {
      for (T each : rows) {
        row.accept(json, each);
        if (gauge.isTooLong(json)) {
          break;
        }
        length++;
      }
    }
    // The place of one row is reserved for the response's other members.
    return Math.max(1, length - 1);
  }
}
