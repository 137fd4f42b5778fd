package org.conversationsessions.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.conversationsessions.cli.openapi.ApiDocument;
import org.conversationsessions.cli.openapi.ApiNode;
import org.conversationsessions.cli.openapi.ApiOperation;

/**
 * Checks that responses are as {@code docs/openapi.yaml} describes them. The schemas are compiled
 * once for all tests of a JVM.
 */
public final class DocumentedResponses {
  private static final String IRI = "https://conversation-sessions.example/openapi";
  private static final String JSON_TYPE = "application/json";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ApiDocument DOCUMENT = document();
  private static final SchemaRegistry REGISTRY = registry();
  private static final Map<String, Schema> SCHEMAS = new ConcurrentHashMap<>();
  private static final List<Route> ROUTES =
      DOCUMENT.operations().stream()
          .map(operation -> new Route(operation, pattern(operation.path())))
          // A part that is written out goes before a parameter.
          .sorted(Comparator.comparingLong(route -> parameters(route.operation.path())))
          .toList();

  /** The statuses of requests that reach no function (differences.md, gateway-errors). */
  private static final Set<Integer> GATEWAY_STATUSES =
      Set.of(400, 404, 408, 413, 414, 417, 426, 431, 505);

  private static final String ERROR = "/components/schemas/Error";

  /** What is answered on every path, and by the path and method alone. */
  private static final Map<Integer, ApiNode> WITHOUT_OPERATION =
      Map.of(
          405, DOCUMENT.root().referenced("#/components/responses/MethodNotAllowed"),
          404, DOCUMENT.root().referenced("#/components/responses/NotFound"));

  private DocumentedResponses() {}

  /** Returns the document. */
  static ApiDocument document() {
    try {
      return ApiDocument.ofProject(Path.of(System.getProperty("project.root")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Fails if a response is not documented for its request: its status, a header that the document
   * requires, or its body.
   *
   * @param path with the query, as it was sent
   */
  public static void check(String method, String path, Answer answer) {
    if (!path.startsWith("/api/")) {
      return;
    }
    String request = method + " " + path;
    assertThat(answer.header("content-type")).as(request).contains(JSON_TYPE);
    String schema = ERROR;
    if (answer.header("apigw-requestid").isEmpty()) {
      // No function was called. The gateway's own answers have no operation and one form.
      assertThat(GATEWAY_STATUSES)
          .as("%s is answered %s", request, answer)
          .contains(answer.status());
    } else {
      ApiNode response = response(method, path, answer);
      response
          .find("headers")
          .ifPresent(
              headers ->
                  headers
                      .members()
                      .forEach((name, header) -> checkHeader(request, name, header, answer)));
      schema = ApiOperation.json(response).pointerTo("schema");
    }
    if (!method.equals("HEAD")) {
      assertThat(errors(schema, answer.text()))
          .as("%s is answered %.2000s", request, answer)
          .isEmpty();
    }
  }

  /** Returns what the document says of a response. */
  private static ApiNode response(String method, String path, Answer answer) {
    ApiNode response =
        find(method, path.replaceFirst("\\?.*", ""))
            .map(ApiOperation::responses)
            .map(documented -> documented.get(answer.status()))
            .orElseGet(() -> WITHOUT_OPERATION.get(answer.status()));
    if (response == null) {
      throw new AssertionError("not documented: " + method + " " + path + ": " + answer);
    }
    return response;
  }

  private static void checkHeader(String request, String name, ApiNode header, Answer answer) {
    Optional<String> sent = answer.header(name.toLowerCase(Locale.ROOT));
    if (sent.isEmpty()) {
      assertThat(header.find("required")).as("%s: %s of %s", request, name, answer).isEmpty();
      return;
    }
    boolean number = header.get("schema").get("type").text().equals("integer");
    assertThat(errors(header.pointerTo("schema"), number ? sent.get() : Client.text(sent.get())))
        .as("%s: %s of %s", request, name, answer)
        .isEmpty();
  }

  private static Optional<ApiOperation> find(String method, String path) {
    return ROUTES.stream()
        .filter(route -> route.operation.method().equals(method))
        .filter(route -> route.path.matcher(path).matches())
        .map(Route::operation)
        .findFirst();
  }

  private static List<Error> errors(String schema, String json) {
    return SCHEMAS
        .computeIfAbsent(
            schema, pointer -> REGISTRY.getSchema(SchemaLocation.of(IRI + "#" + pointer)))
        .validate(json, InputFormat.JSON);
  }

  /** Returns the expression of a path. What varies at its end may hold and precede slashes. */
  private static Pattern pattern(String path) {
    return Pattern.compile(
        path.replace(".", "\\.")
            .replaceFirst("\\{(?:reqId|jobId|bir|view)}$", ".+")
            .replaceAll("\\{\\w+}", "[^/]+"));
  }

  private static long parameters(String path) {
    return path.chars().filter(c -> c == '{').count();
  }

  private static SchemaRegistry registry() {
    try {
      String json = JSON.writeValueAsString(DOCUMENT.root().value());
      return SchemaRegistry.withDefaultDialect(
          SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(Map.of(IRI, json)));
    } catch (JacksonException e) {
      throw new IllegalStateException(e);
    }
  }

  /** An operation and the paths on which it is called. */
  private record Route(ApiOperation operation, Pattern path) {}
}
