package org.conversationsessions.local.runner.http;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A route of an HTTP API, such as {@code GET /pets/{id}}, {@code ANY /{proxy+}} or {@code
 * $default}.
 *
 * @param method in upper case; {@code ANY} for every method
 * @param segments the path's segments; empty for {@code $default}
 * @param text the key as events show it
 */
record RouteKey(String method, List<String> segments, String text) {
  static final String DEFAULT = "$default";

  /**
   * Orders routes as API Gateway prefers them: literal segments before parameters before a greedy
   * parameter, then a named method before {@code ANY}; {@code $default} last.
   */
  static final Comparator<RouteKey> MOST_SPECIFIC_FIRST =
      Comparator.comparing(RouteKey::isDefault)
          .thenComparing(RouteKey::shape)
          .thenComparing(key -> key.method.equals("ANY"));

  /** Returns the key of an event's {@code Method} and {@code Path}. */
  static RouteKey of(String method, String path) {
    if (path.equals(DEFAULT)) {
      return new RouteKey("ANY", List.of(), DEFAULT);
    }
    return new RouteKey(method, split(path), method + " " + path);
  }

  /** Splits a path that begins with a slash. */
  static List<String> split(String path) {
    return List.of(path.substring(1).split("/", -1));
  }

  /** Returns the path's shape: routes with the same method and shape match the same requests. */
  String shape() {
    return segments.stream()
        .map(s -> !isParameter(s) ? "0" + s : isGreedy(s) ? "2" : "1")
        .collect(Collectors.joining("/"));
  }

  private boolean isDefault() {
    return text.equals(DEFAULT);
  }

  /**
   * Returns the decoded path parameters if a request matches.
   *
   * @param path the segments of the request's path, percent-encoded
   */
  Optional<Map<String, String>> match(String requestMethod, List<String> path) {
    if (isDefault()) {
      return Optional.of(Map.of());
    }
    boolean greedy = isGreedy(segments.getLast());
    boolean fits = greedy ? path.size() >= segments.size() : path.size() == segments.size();
    if (!fits || !(method.equals("ANY") || method.equals(requestMethod))) {
      return Optional.empty();
    }
    Map<String, String> parameters = new HashMap<>();
    for (int i = 0; i < segments.size(); i++) {
      String segment = segments.get(i);
      Stream<String> rest = path.stream().skip(i).limit(isGreedy(segment) ? path.size() : 1);
      String value = rest.map(PercentEncoding::decodePath).collect(Collectors.joining("/"));
      // A greedy parameter is empty where the path ends with the slash before it.
      if (isParameter(segment) && (isGreedy(segment) || !value.isEmpty())) {
        parameters.put(segment.replaceAll("[{}+]", ""), value);
      } else if (!segment.equals(value)) {
        return Optional.empty();
      }
    }
    return Optional.of(parameters);
  }

  private static boolean isParameter(String segment) {
    return segment.startsWith("{") && segment.endsWith("}");
  }

  private static boolean isGreedy(String segment) {
    return isParameter(segment) && segment.endsWith("+}");
  }
}
