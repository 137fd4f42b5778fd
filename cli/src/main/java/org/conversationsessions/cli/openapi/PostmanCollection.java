package org.conversationsessions.cli.openapi;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A collection in Postman's format 2.1, which Bruno and Insomnia import too: a folder for each tag
 * and a request for each example. Other names of paths, and methods that stand for others, are left
 * out.
 */
record PostmanCollection(ApiDocument document) {
  private static final String SCHEMA =
      "https://schema.getpostman.com/json/collection/v2.1.0/collection.json";

  private static final String OVERRIDE = "x-http-method-override";
  private static final String DESCRIPTION = "description";

  /** Returns the collection as JSON. */
  String json() {
    Map<String, List<Object>> folders = new LinkedHashMap<>();
    for (ApiOperation operation : document.operations()) {
      if (!operation.isAlias() && !standsForAnother(operation)) {
        folders
            .computeIfAbsent(
                operation.node().get("tags").items().getFirst().text(), _ -> new ArrayList<>())
            .addAll(requests(operation));
      }
    }
    List<Object> items = new ArrayList<>();
    folders.forEach((tag, requests) -> items.add(members("name", tag, "item", requests)));
    ApiNode info = document.root().get("info");
    try {
      return new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .writeValueAsString(
              members(
                  "info",
                  members(
                      "name",
                      info.get("title").text(),
                      DESCRIPTION,
                      info.get("summary").text(),
                      "schema",
                      SCHEMA),
                  "item",
                  items,
                  "variable",
                  List.of(
                      variable("url", document.root().get("servers").items().getFirst().get("url")),
                      members("key", "token", "value", ""),
                      variable("botId", parameter("botId").get("example")))));
    } catch (JacksonException e) {
      throw new IllegalStateException(e);
    }
  }

  private ApiNode parameter(String name) {
    return document.root().referenced("#/components/parameters/" + name);
  }

  private static boolean standsForAnother(ApiOperation operation) {
    return operation.parameters().stream()
        .anyMatch(
            parameter ->
                parameter.get("name").text().equals(OVERRIDE)
                    && parameter.find("required").isPresent());
  }

  private static List<Object> requests(ApiOperation operation) {
    String summary = operation.node().get("summary").text();
    List<ApiNode> examples = operation.requestExamples();
    if (examples.isEmpty()) {
      return List.of(request(operation, summary, null));
    }
    List<Object> requests = new ArrayList<>();
    for (ApiNode example : examples) {
      requests.add(
          request(operation, summary + ": " + example.get("summary").text(), example.get("value")));
    }
    return requests;
  }

  private static Map<String, Object> request(
      ApiOperation operation, String name, @Nullable ApiNode body) {
    Map<String, Object> request =
        members("method", operation.method(), "url", url(operation), "header", headers(body));
    operation.node().find(DESCRIPTION).ifPresent(text -> request.put(DESCRIPTION, text.text()));
    if (body != null) {
      request.put("body", members("mode", "raw", "raw", pretty(body)));
    } else if (!operation.form().isEmpty()) {
      request.put("body", members("mode", "formdata", "formdata", form(operation.form())));
    }
    return members("name", name, "request", request);
  }

  private static List<Object> form(Map<String, ApiNode> fields) {
    List<Object> form = new ArrayList<>();
    fields.forEach(
        (name, field) ->
            form.add(
                field.find("format").isPresent()
                    ? members("key", name, "type", "file", "src", "")
                    : members("key", name, "type", "text", "value", exampleOf(field))));
    return form;
  }

  private static String exampleOf(ApiNode field) {
    return field.find("const").or(() -> field.find("example")).map(ApiNode::text).orElse("");
  }

  private static List<Object> headers(@Nullable ApiNode body) {
    Map<String, Object> token = members("key", "auth", "value", "{{token}}");
    return body == null
        ? List.of(token)
        : List.of(token, members("key", "Content-Type", "value", "application/json"));
  }

  private static Map<String, Object> url(ApiOperation operation) {
    String path = operation.path().replace("{botId}", "{{botId}}");
    List<Object> query = new ArrayList<>();
    List<String> sent = new ArrayList<>();
    for (ApiNode parameter : operation.parameters()) {
      String name = parameter.get("name").text();
      String example = parameter.find("example").map(PostmanCollection::value).orElse("");
      switch (parameter.get("in").text()) {
        case "path" -> path = path.replaceFirst("(?<!\\{)\\{" + name + "}", example);
        case "query" -> {
          boolean needed = parameter.find("required").isPresent() || name.equals("userId");
          Map<String, Object> member = members("key", name, "value", example);
          parameter.find(DESCRIPTION).ifPresent(text -> member.put(DESCRIPTION, text.text()));
          member.put("disabled", !needed);
          query.add(member);
          if (needed) {
            sent.add(name + "=" + example);
          }
        }
        default -> {
          // The token is a header of every request, and no other one is needed.
        }
      }
    }
    String raw = "{{url}}" + path + (sent.isEmpty() ? "" : "?" + String.join("&", sent));
    return members(
        "raw",
        raw,
        "host",
        List.of("{{url}}"),
        "path",
        List.of(path.substring(1).split("/", -1)),
        "query",
        query);
  }

  /** Returns an example as a query has it: commas separate several values. */
  private static String value(ApiNode example) {
    return example.items().isEmpty()
        ? example.text()
        : String.join(",", example.items().stream().map(ApiNode::text).toList());
  }

  private static String pretty(ApiNode body) {
    try {
      return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(body.value());
    } catch (JacksonException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, Object> variable(String name, ApiNode value) {
    return members("key", name, "value", value.text());
  }

  /** Returns a mapping that keeps the order of its members. */
  private static Map<String, Object> members(Object... namesAndValues) {
    Map<String, Object> members = new LinkedHashMap<>();
    for (int at = 0; at < namesAndValues.length; at += 2) {
      members.put((String) namesAndValues[at], namesAndValues[at + 1]);
    }
    return members;
  }
}
