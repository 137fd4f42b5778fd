package org.conversationsessions.acceptance;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.conversationsessions.cli.openapi.ApiDocument;
import org.conversationsessions.cli.openapi.ApiNode;
import org.conversationsessions.cli.openapi.ApiOperation;
import org.conversationsessions.domain.registry.AppKind;
import org.conversationsessions.domain.registry.Scope;

/**
 * A call of {@code docs/openapi.yaml}. {@code ApiDocumentTest} compares the document's routes with
 * the template's, so a test of all calls leaves out no route.
 *
 * @param operation what the document says of it
 */
record DocumentedCall(ApiOperation operation) {
  private static final ApiDocument DOCUMENT = DocumentedResponses.document();
  private static final Pattern APPS = Pattern.compile("Apps: (builder and admin|builder|admin)\\b");
  private static final Pattern LIMIT =
      Pattern.compile("(?:Counts with the (bot|account|request|import)'s|Not rate-limited)\\b");

  /** Returns the calls on every path, without a POST that only stands for another method. */
  static Stream<DocumentedCall> onAllPaths() {
    return DOCUMENT.operations().stream()
        .map(DocumentedCall::new)
        .filter(
            call ->
                call.parameters("header").stream()
                    .noneMatch(header -> header.find("required").isPresent()));
  }

  /** Returns the calls, each on one of its paths. */
  static Stream<DocumentedCall> onOnePath() {
    return onAllPaths().filter(call -> !call.operation.isAlias());
  }

  /** Returns the method in upper case. */
  String method() {
    return operation.method();
  }

  /** Returns whether the path has a bot. */
  boolean isOfBot() {
    return operation.path().contains("{botId}");
  }

  /** Returns the kinds of apps that may call. */
  Set<AppKind> apps() {
    String apps = stated(APPS);
    return Stream.of(AppKind.values())
        .filter(kind -> apps.contains(kind.wire()))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Returns an app of a bot that may call, with every scope. */
  TestApp app(TestBot bot) {
    return apps().contains(AppKind.BUILDER) && isOfBot() ? bot.builder() : bot.admin();
  }

  /** Returns whose rate limit the call counts with; empty if it has none. */
  String countedWith() {
    return stated(LIMIT);
  }

  /** Returns the scopes of which an app needs one; empty if it needs none. */
  Set<Scope> scopes() {
    Set<String> names =
        operation.node().get("security").items().stream()
            .flatMap(required -> required.get("auth").items().stream())
            .map(ApiNode::text)
            .collect(Collectors.toSet());
    return Stream.of(Scope.values())
        .filter(scope -> names.contains(scope.wire()))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Returns where the document describes it: the same of all paths of a call. */
  String description() {
    return operation.node().pointer();
  }

  /** Returns the parameters of a query. */
  List<ApiNode> queryParameters() {
    return parameters("query");
  }

  /**
   * Returns the paths with the values that the document gives for all but the bot, with and without
   * a slash at the end where one may follow.
   *
   * @param bot stands in place of the bot
   */
  List<String> paths(String bot) {
    List<String> paths = List.of(operation.path().replace("{botId}", bot));
    for (ApiNode parameter : parameters("path")) {
      String name = "{" + parameter.get("name").text() + "}";
      boolean slash = parameter.get("description").text().contains("slash may follow");
      List<String> replaced = new ArrayList<>();
      for (String path : paths) {
        if (path.contains(name)) {
          for (String value : values(parameter)) {
            replaced.add(path.replace(name, value));
            if (slash) {
              replaced.add(path.replace(name, value) + "/");
            }
          }
        } else {
          replaced.add(path);
        }
      }
      paths = List.copyOf(replaced);
    }
    return paths;
  }

  @Override
  public String toString() {
    return method() + " " + operation.path();
  }

  /** Returns the group of a sentence that the description must have; empty without the group. */
  private String stated(Pattern sentence) {
    Matcher found = sentence.matcher(operation.node().get("description").text());
    if (!found.find()) {
      throw new AssertionError(this + " has no sentence like " + sentence);
    }
    return Objects.requireNonNullElse(found.group(1), "");
  }

  private static List<String> values(ApiNode parameter) {
    return parameter
        .get("schema")
        .find("enum")
        .map(all -> all.items().stream().map(ApiNode::text).toList())
        .orElseGet(() -> List.of(parameter.get("example").text()));
  }

  private List<ApiNode> parameters(String in) {
    return operation.parameters().stream()
        .filter(parameter -> parameter.get("in").text().equals(in))
        .toList();
  }
}
