package org.conversationsessions.acceptance;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.conversationsessions.cli.openapi.ApiNode;
import org.conversationsessions.cli.openapi.ApiOperation;

/**
 * A request of the examples of {@code docs/openapi.yaml}.
 *
 * @param parameters the parameters whose examples are sent
 * @param body empty for none
 */
record DocumentedRequest(List<ApiNode> parameters, String body) {
  /**
   * Returns the requests of an operation's examples: one for each body, and one for each optional
   * parameter. All have the parameters that are needed; of messages the end user is one.
   */
  static List<DocumentedRequest> all(ApiOperation operation) {
    List<DocumentedRequest> requests = new ArrayList<>(ofBodies(operation));
    List<ApiNode> needed = requests.getFirst().parameters();
    boolean needsBody =
        operation.node().find("requestBody").flatMap(body -> body.find("required")).isPresent();
    String body = needsBody ? requests.getFirst().body() : "";
    for (ApiNode parameter : operation.parameters()) {
      if (!isNeeded(parameter) && parameter.find("example").isPresent()) {
        List<ApiNode> more = new ArrayList<>(needed);
        more.add(parameter);
        requests.add(new DocumentedRequest(more, body));
      }
    }
    return requests;
  }

  /** Returns those with a body of each example; one without a body if there is none. */
  static List<DocumentedRequest> ofBodies(ApiOperation operation) {
    List<ApiNode> needed =
        operation.parameters().stream().filter(DocumentedRequest::isNeeded).toList();
    List<DocumentedRequest> requests =
        operation.requestExamples().stream()
            .map(example -> of(needed, example.get("value")))
            .toList();
    return requests.isEmpty() ? List.of(new DocumentedRequest(needed, "")) : requests;
  }

  /** Returns whether a request has a parameter in any case: it is required, or the end user. */
  static boolean isNeeded(ApiNode parameter) {
    return parameter.find("required").isPresent() || parameter.get("name").text().equals("userId");
  }

  private static DocumentedRequest of(List<ApiNode> parameters, ApiNode body) {
    return new DocumentedRequest(parameters, Client.text(Objects.requireNonNull(body.value())));
  }

  /** Sends the request with the identifiers of an account. */
  Answer send(DocumentedAccount account, ApiOperation operation) {
    String path = operation.path();
    List<String> query = new ArrayList<>();
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("auth", account.token(operation));
    for (ApiNode parameter : parameters) {
      String name = parameter.get("name").text();
      for (String value : values(parameter.get("example"))) {
        String own = account.own(value);
        switch (parameter.get("in").text()) {
          case "path" -> path = path.replace("{" + name + "}", own);
          case "query" -> query.add(name + "=" + URLEncoder.encode(own, StandardCharsets.UTF_8));
          case "header" -> headers.put(name, own);
          default -> throw new AssertionError("a parameter in " + parameter.get("in").text());
        }
      }
    }
    byte[] content = account.own(body).getBytes(StandardCharsets.UTF_8);
    if (!operation.form().isEmpty()) {
      headers.put("Content-Type", Multipart.CONTENT_TYPE);
      content = Multipart.upload("json", "{}".getBytes(StandardCharsets.UTF_8));
    }
    String[] sent =
        headers.entrySet().stream()
            .flatMap(header -> Stream.of(header.getKey(), header.getValue()))
            .toArray(String[]::new);
    return account
        .bot()
        .client()
        .send(
            operation.method(),
            path + (query.isEmpty() ? "" : "?" + String.join("&", query)),
            content,
            sent);
  }

  private static List<String> values(ApiNode example) {
    return example.items().isEmpty()
        ? List.of(example.text())
        : example.items().stream().map(ApiNode::text).toList();
  }

  @Override
  public String toString() {
    return parameters.stream()
            .map(parameter -> parameter.get("name").text())
            .collect(Collectors.joining(", "))
        + " "
        + body;
  }
}
