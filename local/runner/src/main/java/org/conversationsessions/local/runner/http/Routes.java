package org.conversationsessions.local.runner.http;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.conversationsessions.local.template.FunctionEvent;
import org.conversationsessions.local.template.FunctionResource;
import org.conversationsessions.local.template.TemplateException;

/** The routes of the template's functions. */
final class Routes {
  private final List<Route> mostSpecificFirst;

  /**
   * A route and its function.
   *
   * @param key the route
   * @param function the function's logical id
   */
  record Route(RouteKey key, String function) {}

  /**
   * A request's route.
   *
   * @param route the route
   * @param parameters the path parameters, decoded
   */
  record Match(Route route, Map<String, String> parameters) {}

  private Routes(List<Route> mostSpecificFirst) {
    this.mostSpecificFirst = mostSpecificFirst;
  }

  /** Returns the routes of all {@code HttpApi} events. */
  static Routes of(List<FunctionResource> functions) {
    List<Route> routes = new ArrayList<>();
    Map<String, String> seen = new HashMap<>();
    for (FunctionResource function : functions) {
      for (FunctionEvent event : function.events("HttpApi")) {
        RouteKey key = key(function.logicalId() + "." + event.id(), event.properties());
        String other = seen.put(key.method() + " " + key.shape(), key.text());
        if (other != null) {
          throw new TemplateException(
              "two routes match the same requests: " + other + ", " + key.text());
        }
        routes.add(new Route(key, function.logicalId()));
      }
    }
    routes.sort(Comparator.comparing(Route::key, RouteKey.MOST_SPECIFIC_FIRST));
    return new Routes(List.copyOf(routes));
  }

  /** Returns the route that matches a request; empty if there is none. */
  Optional<Match> find(String method, String path) {
    List<String> segments = RouteKey.split(path);
    for (Route route : mostSpecificFirst) {
      Optional<Map<String, String>> parameters = route.key().match(method, segments);
      if (parameters.isPresent()) {
        return Optional.of(new Match(route, parameters.get()));
      }
    }
    return Optional.empty();
  }

  private static RouteKey key(String where, Map<String, Object> properties) {
    if (properties.containsKey("Auth")) {
      throw new TemplateException(where + ": authorizers are not supported here");
    }
    if (!properties.getOrDefault("PayloadFormatVersion", "2.0").toString().equals("2.0")) {
      throw new TemplateException(where + ": only payload format 2.0 is supported here");
    }
    String method = properties.getOrDefault("Method", "ANY").toString().toUpperCase(Locale.ROOT);
    String path = properties.getOrDefault("Path", RouteKey.DEFAULT).toString();
    if (!path.startsWith("/") && !path.equals(RouteKey.DEFAULT)) {
      throw new TemplateException(where + ": not a path: " + path);
    }
    return RouteKey.of(method.equals("*") ? "ANY" : method, path);
  }
}
