package org.conversationsessions.acceptance;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.conversationsessions.cli.openapi.ApiOperation;
import org.conversationsessions.domain.registry.AppKind;
import org.conversationsessions.domain.registry.Scope;

/**
 * A bot with what the examples of {@code docs/openapi.yaml} name: a session, messages, uploads, and
 * requests whose status can be asked for. Each is made when an example first names it, because most
 * examples name none. Thread-safe.
 */
final class DocumentedAccount {
  private static final String BOT = "st-5444c952-6918-4f2d-9ab6-f3a92f4df6cf";
  private static final String SESSION = "6b000ae50c97f07a2298cc47";
  private static final String MESSAGE = "ms-6b000ae5-0c97-8f07-a88a-63311c000001";
  private static final String ERASURE = "eud-0b8de4a5-6fc1-44c5-9a58-5d9a3f1f6a0e";
  private static final String DELETION = "cdj-7b0f5f0a-2f0e-4c62-8f8e-0f6b8a1c9d3e";
  private static final String CLOSING_JOB = "csj-7b0f5f0a-2f0e-4c62-8f8e-0f6b8a1c9d3e";
  private static final String IMPORT = "bir-4d1f6c1e-8a53-4f0a-9a53-6d5f0c2b7e11";
  private static final String DEFINITION = "628f55b953681220d621ae93";
  private static final String CONFIG = "628f55bab921545a465568e2";

  /** The document's identifiers that stand for others. */
  static final List<String> IDENTIFIERS =
      List.of(BOT, SESSION, MESSAGE, ERASURE, DELETION, CLOSING_JOB, IMPORT, DEFINITION, CONFIG);

  private final TestBot bot;
  private final Imports imports;
  private final Map<String, String> made = new HashMap<>();

  DocumentedAccount(TestBot bot) {
    this.bot = bot;
    this.imports = new Imports(bot, bot.admin().token());
  }

  /** Returns the bot. */
  TestBot bot() {
    return bot;
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

  /** Returns the same text with this account's identifiers in place of the document's. */
  synchronized String own(String text) {
    String replaced = text;
    for (String identifier : IDENTIFIERS) {
      if (replaced.contains(identifier)) {
        String own = made.get(identifier);
        if (own == null) {
          own = make(identifier);
          made.put(identifier, own);
        }
        replaced = replaced.replace(identifier, own);
      }
    }
    return replaced;
  }

  private String make(String identifier) {
    return switch (identifier) {
      case BOT -> bot.id().value();
      case SESSION ->
          bot.recordOne(
              Event.userMessage("ada@example.com", "rtm", Instant.now())
                  .with("text", "Where is it?"));
      case MESSAGE ->
          bot.messages("getMessages", Map.of("sessionId", List.of(own(SESSION))))
              .json()
              .at("/messages/0/_id")
              .asText();
      case ERASURE ->
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
      case DELETION -> jobOf("conversations/delete", Map.of("cId", "nobody"));
      case CLOSING_JOB -> {
        // A bot has one job at a time. At this time no session is inactive, and the job is done.
        bot.sweep(Instant.EPOCH);
        yield jobOf("sessions/close", Map.of("userId", "nobody"));
      }
      case DEFINITION, CONFIG -> imports.upload("{}");
      case IMPORT -> imports.into(own(DEFINITION), own(CONFIG));
      default -> throw new AssertionError("not made: " + identifier);
    };
  }

  private String jobOf(String path, Map<String, ?> body) {
    return bot.client()
        .call("POST", bot.path(path), bot.builder().token(), Client.text(body))
        .json()
        .path("jobId")
        .asText();
  }
}
