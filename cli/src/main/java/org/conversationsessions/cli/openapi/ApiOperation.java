package org.conversationsessions.cli.openapi;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A method of a path.
 *
 * @param path the path with its parameters in braces
 * @param member the method as the document writes it, in lower case
 * @param item what the document says of the path
 * @param node what it says of the method
 */
public record ApiOperation(String path, String member, ApiNode item, ApiNode node) {
  private static final String JSON = "application/json";
  private static final String FORM = "multipart/form-data";

  /** Returns the method in upper case. */
  public String method() {
    return member.toUpperCase(Locale.ROOT);
  }

  /** Returns whether the path is another name of a path that has the description. */
  public boolean isAlias() {
    return !item.pointer().endsWith(path.replace("/", "~1"));
  }

  /** Returns the parameters of the path and of the method. */
  public List<ApiNode> parameters() {
    List<ApiNode> parameters = new ArrayList<>();
    for (ApiNode from : List.of(item, node)) {
      from.find("parameters").ifPresent(list -> parameters.addAll(list.items()));
    }
    return parameters;
  }

  /** Returns the description of the JSON body that the method takes; empty if it takes none. */
  public Optional<ApiNode> requestBody() {
    return node.find("requestBody").flatMap(body -> body.get("content").find(JSON));
  }

  /** Returns the fields of the form that the method takes, by name; empty if it takes none. */
  public Map<String, ApiNode> form() {
    return node.find("requestBody")
        .flatMap(body -> body.get("content").find(FORM))
        .map(form -> form.get("schema").get("properties").members())
        .orElse(Map.of());
  }

  /** Returns the example bodies, each with {@code summary} and {@code value}. */
  public List<ApiNode> requestExamples() {
    return requestBody()
        .flatMap(body -> body.find("examples"))
        .map(examples -> List.copyOf(examples.members().values()))
        .orElse(List.of());
  }

  /** Returns the documented responses by their statuses. */
  public Map<Integer, ApiNode> responses() {
    Map<Integer, ApiNode> responses = new LinkedHashMap<>();
    node.get("responses")
        .members()
        .forEach((status, response) -> responses.put(Integer.valueOf(status), response));
    return responses;
  }

  /** Returns the description of a response's JSON body. */
  public static ApiNode json(ApiNode response) {
    return response.get("content").get(JSON);
  }
}
