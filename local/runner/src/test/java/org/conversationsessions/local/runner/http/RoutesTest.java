package org.conversationsessions.local.runner.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.conversationsessions.local.template.FunctionEvent;
import org.conversationsessions.local.template.FunctionResource;
import org.conversationsessions.local.template.ReadTracker;
import org.conversationsessions.local.template.TemplateException;
import org.conversationsessions.local.template.TrackedTemplate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class RoutesTest {
  private static final Routes ROUTES =
      routes(
          "GET /pets/dog/1",
          "GET /pets/dog/{id}",
          "GET /pets/{proxy+}",
          "ANY /{proxy+}",
          "POST /pets/dog/{id}",
          "ANY /pets/dog/{id}",
          "PUT /api/bot/{botId}/session",
          "PUT /api/{botId}/session",
          "$default");

  /**
   * The examples of API Gateway's developer guide, "Routing API requests", and more of their kind.
   */
  @Test
  void takesTheMostSpecificRoute() {
    assertThat(route("GET", "/pets/dog/1")).isEqualTo("GET /pets/dog/1");
    assertThat(route("GET", "/pets/dog/2")).isEqualTo("GET /pets/dog/{id}");
    assertThat(route("DELETE", "/pets/dog/2")).isEqualTo("ANY /pets/dog/{id}");
    assertThat(route("GET", "/pets/cat/1")).isEqualTo("GET /pets/{proxy+}");
    assertThat(route("POST", "/test/5")).isEqualTo("ANY /{proxy+}");
    assertThat(route("PUT", "/api/bot/st-1/session")).isEqualTo("PUT /api/bot/{botId}/session");
    assertThat(route("PUT", "/api/bot/session")).isEqualTo("PUT /api/{botId}/session");
  }

  @Test
  void fallsBackToTheDefaultRoute() {
    Routes routes = routes("GET /a/{b}", "$default");

    assertThat(routes.find("GET", "/a").orElseThrow().route().key().text()).isEqualTo("$default");
    assertThat(routes.find("GET", "/a/").orElseThrow().route().key().text()).isEqualTo("$default");
    assertThat(routes.find("PUT", "/a/b").orElseThrow().route().key().text()).isEqualTo("$default");
    assertThat(routes.find("GET", "/").orElseThrow().route().key().text()).isEqualTo("$default");
    assertThat(routes("GET /a").find("GET", "/b")).isEmpty();
  }

  @Test
  void givesParametersDecoded() {
    Routes routes = routes("GET /a/{one}/b/{two}", "GET /files/{path+}");

    assertThat(routes.find("GET", "/a/x%20y/b/%C3%A9+%2F").orElseThrow().parameters())
        .isEqualTo(Map.of("one", "x y", "two", "é+/"));
    assertThat(routes.find("GET", "/files/x/y%20z").orElseThrow().parameters())
        .isEqualTo(Map.of("path", "x/y z"));
    assertThat(routes.find("GET", "/a/100%/b/%zz").orElseThrow().parameters())
        .isEqualTo(Map.of("one", "100%", "two", "%zz"));
  }

  @Test
  @Tag("difference:greedy-variable")
  void aGreedyParameterTakesATrailingSlash() {
    Routes routes = routes("GET /status/{id+}", "$default");

    assertThat(routes.find("GET", "/status/eud-1").orElseThrow().parameters())
        .isEqualTo(Map.of("id", "eud-1"));
    assertThat(routes.find("GET", "/status/eud-1/").orElseThrow().parameters())
        .isEqualTo(Map.of("id", "eud-1/"));
    assertThat(routes.find("GET", "/status/").orElseThrow().parameters())
        .isEqualTo(Map.of("id", ""));
    assertThat(routes.find("GET", "/status").orElseThrow().route().key().text())
        .isEqualTo("$default");
  }

  @Test
  @DisplayName("contract, section 13.2")
  void theTemplatesStatusPathsTakeATrailingSlashAndAVersion() throws IOException {
    Path template = Path.of(System.getProperty("project.root"), "template.yaml");
    Routes routes = Routes.of(TrackedTemplate.read(template, new ReadTracker()).functions());
    for (String root : List.of("/api/public/", "/api/1.1/public/")) {
      for (String kind : List.of("bot", "stream")) {
        for (String end : List.of("", "/")) {
          assertThat(function(routes, root + kind + "/eraseUsersData/status/eud-1" + end))
              .isEqualTo("EraseUserDataFunction");
          assertThat(function(routes, root + kind + "/import/status/bir-1" + end))
              .isEqualTo("ImportBotFunction");
          assertThat(function(routes, root + kind + "/st-1/conversations/delete/cdj-1" + end))
              .isEqualTo("EraseUserDataFunction");
        }
      }
    }
    assertThat(function(routes, "/api/1.1/public/bot/st-1/getMessages"))
        .isEqualTo("MethodNotAllowedFunction");
  }

  @Test
  void refusesTwoRoutesThatMatchTheSame() {
    assertThatThrownBy(() -> routes("GET /a/{b}", "GET /a/{c}"))
        .isInstanceOf(TemplateException.class)
        .hasMessage("two routes match the same requests: GET /a/{b}, GET /a/{c}");
  }

  @Test
  void refusesWhatItCannotHonour() {
    for (Map<String, Object> properties :
        List.<Map<String, Object>>of(
            Map.of("Auth", Map.of("Authorizer", "Some")),
            Map.of("PayloadFormatVersion", "1.0"),
            Map.of("Path", "no/slash", "Method", "GET"))) {
      List<FunctionResource> functions =
          List.of(function(List.of(new FunctionEvent("E", "HttpApi", properties))));
      assertThatThrownBy(() -> Routes.of(functions))
          .isInstanceOf(TemplateException.class)
          .hasMessageStartingWith("F.E: ");
    }
  }

  @Test
  void passesOverEventsOfOtherTypes() {
    List<FunctionResource> functions =
        List.of(function(List.of(new FunctionEvent("E", "SQS", Map.of()))));

    assertThat(Routes.of(functions).find("GET", "/")).isEmpty();
  }

  static Routes routes(String... keys) {
    List<FunctionEvent> events = new ArrayList<>();
    for (String key : keys) {
      String[] parts = key.split(" ");
      events.add(
          new FunctionEvent(
              "E" + events.size(),
              "HttpApi",
              parts.length == 1 ? Map.of() : Map.of("Method", parts[0], "Path", parts[1])));
    }
    return Routes.of(List.of(function(events)));
  }

  static FunctionResource function(List<FunctionEvent> events) {
    return new FunctionResource(
        "F", "h", Path.of("code"), Map.of(), Duration.ofSeconds(1), 128, events);
  }

  private static String route(String method, String path) {
    return ROUTES.find(method, path).orElseThrow().route().key().text();
  }

  private static String function(Routes routes, String path) {
    return routes.find("GET", path).orElseThrow().route().function();
  }
}
