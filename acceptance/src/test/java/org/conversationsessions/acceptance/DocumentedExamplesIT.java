package org.conversationsessions.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.conversationsessions.admin.registry.RegistryAdmin;
import org.conversationsessions.cli.openapi.ApiNode;
import org.conversationsessions.cli.openapi.ApiOperation;
import org.conversationsessions.domain.registry.AppKind;
import org.conversationsessions.domain.registry.Scope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Sends every example of {@code docs/openapi.yaml} to the service: each example of a body, and each
 * of a parameter. Identifiers of the document are replaced by those of a bot of the test.
 */
class DocumentedExamplesIT {
  private static final String BOT = "st-5444c952-6918-4f2d-9ab6-f3a92f4df6cf";
  private static final String SESSION = "6b000ae50c97f07a2298cc47";
  private static final String MESSAGE = "ms-6b000ae5-0c97-8f07-a88a-63311c000001";
  private static final String ERASURE = "eud-0b8de4a5-6fc1-44c5-9a58-5d9a3f1f6a0e";
  private static final String DELETION = "cdj-7b0f5f0a-2f0e-4c62-8f8e-0f6b8a1c9d3e";
  private static final String CLOSURE_JOB = "csj-7b0f5f0a-2f0e-4c62-8f8e-0f6b8a1c9d3e";
  private static final String IMPORT = "bir-4d1f6c1e-8a53-4f0a-9a53-6d5f0c2b7e11";
  private static final String DEFINITION = "628f55b953681220d621ae93";
  private static final String CONFIG = "628f55bab921545a465568e2";
  private static final String USER = "ada@example.com";

  static Stream<Arguments> operations() {
    return DocumentedResponses.document().operations().stream()
        .map(operation -> Arguments.of(operation.method() + " " + operation.path(), operation));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("operations")
  void everyExampleIsAnsweredAsDocumented(String name, ApiOperation operation) {
    Account account = Account.create();
    Set<Integer> success =
        operation.responses().keySet().stream()
            .filter(status -> status < 300)
            .collect(Collectors.toSet());

    for (Request request : requests(operation)) {
      Answer answer = request.send(account, operation);

      assertThat(answer.status()).as("%s: %s: %s", name, request, answer).isIn(success);
      DocumentedResponses.check(operation.method(), operation.path(), answer);
    }
  }

  @Test
  void theIdentifiersThatAreReplacedAreThoseOfTheDocument() {
    String document = String.valueOf(DocumentedResponses.document().root().value());

    assertThat(document)
        .contains(
            BOT,
            SESSION,
            MESSAGE,
            ERASURE,
            DELETION,
            CLOSURE_JOB,
            IMPORT,
            DEFINITION,
            CONFIG,
            USER);
  }

  /**
   * The requests of an operation's examples: one for each body, and one for each optional
   * parameter. All have the parameters that are needed; of messages the end user is one.
   */
  private static List<Request> requests(ApiOperation operation) {
    List<ApiNode> needed = new ArrayList<>();
    List<ApiNode> optional = new ArrayList<>();
    for (ApiNode parameter : operation.parameters()) {
      boolean isNeeded =
          parameter.find("required").isPresent() || parameter.get("name").text().equals("userId");
      (isNeeded ? needed : optional).add(parameter);
    }
    List<Request> requests = new ArrayList<>();
    operation
        .requestExamples()
        .forEach(example -> requests.add(Request.of(needed, example.get("value"))));
    if (requests.isEmpty()) {
      requests.add(new Request(needed, ""));
    }
    boolean needsBody =
        operation.node().find("requestBody").flatMap(body -> body.find("required")).isPresent();
    String body = needsBody ? requests.getFirst().body() : "";
    for (ApiNode parameter : optional) {
      if (parameter.find("example").isPresent()) {
        List<ApiNode> more = new ArrayList<>(needed);
        more.add(parameter);
        requests.add(new Request(more, body));
      }
    }
    return requests;
  }

  /**
   * A request of examples.
   *
   * @param parameters the parameters whose examples are sent
   * @param body empty for none
   */
  private record Request(List<ApiNode> parameters, String body) {
    static Request of(List<ApiNode> parameters, ApiNode body) {
      return new Request(parameters, Client.text(Objects.requireNonNull(body.value())));
    }

    Answer send(Account account, ApiOperation operation) {
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
          .bot
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

  /**
   * A bot with a session, messages and requests to erase, and apps with every scope.
   *
   * @param own what stands in place of the document's identifiers
   */
  private record Account(TestBot bot, TestApp builder, TestApp admin, Map<String, String> own) {
    static Account create() {
      TestBot bot = TestBot.create();
      RegistryAdmin registry = bot.client().service().registry();
      TestApp builder =
          TestApp.builder(registry, bot.account(), Set.of(bot.id()), scopes(AppKind.BUILDER));
      TestApp admin = TestApp.admin(registry, bot.account(), scopes(AppKind.ADMIN));
      String session =
          bot.recordOne(Event.userMessage(USER, "rtm", Instant.now()).with("text", "Where is it?"));
      String message =
          bot.messages("getMessages", Map.of("userId", USER)).json().at("/messages/0/_id").asText();
      String erasure =
          bot.client()
              .call(
                  "DELETE",
                  "/api/public/bot/eraseUsersData",
                  admin.token(),
                  Client.text(
                      Map.of("userIds", List.of("nobody"), "botIds", List.of(bot.id().value()))))
              .json()
              .path("requestId")
              .asText();
      String deletion =
          bot.client()
              .call(
                  "POST",
                  bot.path("conversations/delete"),
                  builder.token(),
                  Client.text(Map.of("cId", "nobody")))
              .json()
              .path("jobId")
              .asText();
      String closure =
          bot.client()
              .call(
                  "POST",
                  bot.path("sessions/close"),
                  builder.token(),
                  Client.text(Map.of("userId", "nobody")))
              .json()
              .path("jobId")
              .asText();
      // A bot has one job at a time. At this time no session is inactive, and the job is done.
      bot.sweep(Instant.EPOCH);
      Imports imports = new Imports(bot, admin.token());
      String file = imports.upload("{}");
      return new Account(
          bot,
          builder,
          admin,
          Map.of(
              BOT, bot.id().value(),
              SESSION, session,
              MESSAGE, message,
              ERASURE, erasure,
              DELETION, deletion,
              CLOSURE_JOB, closure,
              IMPORT, imports.into(file, file),
              DEFINITION, file,
              CONFIG, file));
    }

    /**
     * A token of an app that may call an operation: one over an account, and one whose scope
     * builder apps cannot have, needs an admin app.
     */
    String token(ApiOperation operation) {
      Set<String> ofBuilders =
          Scope.allOf(AppKind.BUILDER).stream().map(Scope::wire).collect(Collectors.toSet());
      boolean forBuilders =
          operation.node().get("security").items().stream()
              .flatMap(required -> required.get("auth").items().stream())
              .allMatch(scope -> ofBuilders.contains(scope.text()));
      return operation.path().contains("{botId}") && forBuilders ? builder.token() : admin.token();
    }

    /** The same text with this account's identifiers. */
    String own(String text) {
      String replaced = text;
      for (Map.Entry<String, String> identifier : own.entrySet()) {
        replaced = replaced.replace(identifier.getKey(), identifier.getValue());
      }
      return replaced;
    }

    private static Set<Scope> scopes(AppKind kind) {
      return Arrays.stream(Scope.values())
          .filter(scope -> scope.isFor(kind))
          .collect(Collectors.toCollection(() -> EnumSet.noneOf(Scope.class)));
    }
  }
}
