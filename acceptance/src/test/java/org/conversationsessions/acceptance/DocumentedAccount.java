package org.conversationsessions.acceptance;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.conversationsessions.cli.openapi.ApiOperation;
import org.conversationsessions.domain.registry.AppKind;
import org.conversationsessions.domain.registry.Scope;

/**
 * A bot with what the examples of {@code docs/openapi.yaml} name: a session, messages, uploads, and
 * requests whose status can be asked for.
 *
 * @param own what stands in place of the document's identifiers
 */
record DocumentedAccount(TestBot bot, Map<String, String> own) {
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

  /** The document's identifiers that stand for others. */
  static final Set<String> IDENTIFIERS =
      Set.of(
          BOT, SESSION, MESSAGE, ERASURE, DELETION, CLOSURE_JOB, IMPORT, DEFINITION, CONFIG, USER);

  /** Records, uploads and requests what the examples name. */
  static DocumentedAccount of(TestBot bot) {
    String session =
        bot.recordOne(Event.userMessage(USER, "rtm", Instant.now()).with("text", "Where is it?"));
    String message =
        bot.messages("getMessages", Map.of("userId", USER)).json().at("/messages/0/_id").asText();
    String erasure =
        bot.client()
            .call(
                "DELETE",
                "/api/public/bot/eraseUsersData",
                bot.admin().token(),
                Client.text(
                    Map.of("userIds", List.of("nobody"), "botIds", List.of(bot.id().value()))))
            .json()
            .path("requestId")
            .asText();
    String deletion = post(bot, "conversations/delete", Map.of("cId", "nobody"));
    String closure = post(bot, "sessions/close", Map.of("userId", "nobody"));
    // A bot has one job at a time. At this time no session is inactive, and the job is done.
    bot.sweep(Instant.EPOCH);
    Imports imports = new Imports(bot, bot.admin().token());
    String file = imports.upload("{}");
    return new DocumentedAccount(
        bot,
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
   * A token of an app that may call an operation: one over an account, and one whose scope builder
   * apps cannot have, needs an admin app.
   */
  String token(ApiOperation operation) {
    Set<String> ofBuilders =
        Scope.allOf(AppKind.BUILDER).stream().map(Scope::wire).collect(Collectors.toSet());
    boolean forBuilders =
        operation.node().get("security").items().stream()
            .flatMap(required -> required.get("auth").items().stream())
            .allMatch(scope -> ofBuilders.contains(scope.text()));
    TestApp app = operation.path().contains("{botId}") && forBuilders ? bot.builder() : bot.admin();
    return app.token();
  }

  /** The same text with this account's identifiers. */
  String own(String text) {
    String replaced = text;
    for (Map.Entry<String, String> identifier : own.entrySet()) {
      replaced = replaced.replace(identifier.getKey(), identifier.getValue());
    }
    return replaced;
  }

  private static String post(TestBot bot, String path, Map<String, ?> body) {
    return bot.client()
        .call("POST", bot.path(path), bot.builder().token(), Client.text(body))
        .json()
        .path("jobId")
        .asText();
  }
}
