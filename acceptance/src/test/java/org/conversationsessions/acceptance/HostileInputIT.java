package org.conversationsessions.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.conversationsessions.cli.openapi.ApiNode;
import org.conversationsessions.testing.Randoms;
import org.conversationsessions.testing.Seeded;
import org.junit.jupiter.api.Test;

/**
 * No input yields a 500 (contract, section 3): 1,500 requests, most of them nearly right, to every
 * call of {@code docs/openapi.yaml} on each of its paths.
 */
class HostileInputIT {
  /** The identifier of a message that no session has. */
  private static final String UNKNOWN_MESSAGE = "ms-69a40fa0-1f40-8000-8000-000000000000";

  private static final int REQUESTS = 1500;
  private static final int DEFINITIONS = 20;
  private static final Set<Integer> STATUSES = Set.of(200, 202, 400, 401, 404, 405, 412, 413, 431);

  /** Values that someone once tripped over. */
  private static final List<String> RAW =
      List.of(
          "null",
          "true",
          "false",
          "0",
          "-0",
          "-1",
          "1e400",
          "-1e400",
          "1e-400",
          "1.5",
          "1E2",
          "9223372036854775807",
          "9223372036854775808",
          "-9223372036854775809",
          "2147483648",
          "9".repeat(400),
          "0." + "0".repeat(400) + "1",
          "[]",
          "{}",
          "[[]]",
          "[null]",
          "[{}]",
          "{\"a\":{}}",
          "\"\"",
          "\" \"",
          "\"\\u0000\"",
          "\"\\ud800\"",
          "\"\\udc00\\ud800\"",
          "\"\uFFFD\"",
          "[\"\\ud83d\"]",
          "{\"\\ud83d\":1}",
          "{\"\uFFFD\":{\"value\":1}}",
          "[" + "[".repeat(98) + "]".repeat(98) + "]",
          "\"\uFEFF\"",
          "\"🙂\"",
          "\"#\"",
          "\"a#b\"",
          "\"%00\"",
          "\"__proto__\"",
          "\"x\\n\\\"'<>\"",
          "\"" + "x".repeat(256) + "\"",
          "\"" + "x".repeat(257) + "\"",
          "\"" + "🙂".repeat(256) + "\"",
          "\"" + "ö".repeat(30000) + "\"",
          "[".repeat(600) + "]".repeat(600),
          "\"NaN\"",
          "NaN",
          "Infinity",
          "undefined",
          "'x'",
          "01",
          "+1",
          ".5",
          "1.",
          "0x10",
          "\"\\x\"",
          "\"\t\"",
          "");

  private static final List<String> DATES =
      List.of(
          "2020-02-11",
          "2020-02-30",
          "2020-2-1",
          "0000-01-01",
          "-0001-01-01",
          "+999999999-12-31",
          "9999-12-31",
          "10000-01-01",
          "1969-12-31T23:59:59Z",
          "1970-01-01",
          "2106-02-07T06:28:16Z",
          "2106-02-07",
          "2020-02-11T24:00:00Z",
          "2020-02-11T23:59:60Z",
          "2020-02-11T25:00Z",
          "2020-02-11T13:25:58.515999999999Z",
          "2020-02-11T13:25:58+18:01",
          "2020-02-11T13:25:58-18:00",
          "2020-02-11T13:25:58",
          "2020-02-11 13:25:58Z",
          "2019-04-01 T13:26:05.598Z",
          "2020-W07-2",
          "2020-042",
          "20200211",
          "1581427558515",
          "2020-02-11T",
          "T",
          "2020-02-11Z",
          "٢٠٢٠-٠٢-١١",
          "2020-02-11T13:25:58.Z",
          "2020-02-11T13:25:58,5Z",
          "2020-02-11t13:25:58z",
          "now",
          "0");

  private static final List<String> FIELDS =
      List.of(
          "userId",
          "status",
          "channel",
          "sessionId",
          "skip",
          "offset",
          "limit",
          "dateFrom",
          "dateTo",
          "tags",
          "sessionType",
          "cursor",
          "events",
          "eventId",
          "type",
          "timestamp",
          "lang",
          "intent",
          "invalidInput",
          "isDeveloper",
          "refresh",
          "task",
          "text",
          "proactivelyClose",
          "inactivityDuration",
          "channelInactivity",
          "nudgeAfter",
          "nudgeMessages",
          "nudgeExcludedChannels",
          "closureBehavior",
          "closureMessages",
          "excludedChannels",
          "clearAuthProfiles",
          "customScript",
          "defaultLanguage",
          "keepMessages",
          "messageRetentionDays",
          "piiRedaction",
          "patterns",
          "keepDebugLogs",
          "draft",
          "restoreVersion",
          "uploadMode",
          "importOptions",
          "",
          "__proto__");

  private static final List<String> SCRIPTS =
      List.of(
          "",
          "var a;",
          "a(",
          "((((((",
          "/*",
          "`${",
          "koreUtil.(",
          "a..b",
          "@x",
          "\\\\u{110000}",
          "/(?<a/");

  private static final List<String> REGEXES =
      List.of(
          "",
          "a",
          "(",
          "[",
          "\\\\",
          "(a{9}){200}",
          "((a{1000}){1000}){1000}",
          "(?=a)",
          "\\\\Q(",
          "\\u0000{9");

  private static final List<String> HEADERS =
      List.of(
          "accept-encoding",
          "x-http-method-override",
          "content-type",
          "content-encoding",
          "accept",
          "cookie",
          "x-forwarded-for",
          "origin",
          "range",
          "if-none-match");

  private static final List<String> HEADER_VALUES =
      List.of(
          "",
          " ",
          "gzip",
          "gzip;q=0",
          "gzip;q=2",
          "*;q=0.5, identity;q=0",
          "br, , ;q",
          "PUT",
          "put",
          "GET",
          "POST",
          "\u0009",
          "application/json",
          "application/json; charset=utf-16",
          "text/plain",
          "multipart/form-data",
          "application/x-www-form-urlencoded",
          "=;=,",
          "x".repeat(3000),
          "\"",
          "bytes=0-1",
          "*");

  /** The calls of each operation, one for each of its paths. */
  private final List<List<DocumentedCall>> calls =
      List.copyOf(
          DocumentedCall.onAllPaths()
              .collect(
                  Collectors.groupingBy(
                      DocumentedCall::description, TreeMap::new, Collectors.toList()))
              .values());

  private final TestBot bot = TestBot.create();
  private final DocumentedAccount account = new DocumentedAccount(bot);

  /** Uploads that imports name. */
  private List<String> files = List.of();

  @Test
  void noInputYieldsA500(@Seeded Random seeds) {
    Random definitions = Randoms.from(seeds);
    Imports imports = new Imports(bot, bot.admin().token());
    files =
        Stream.generate(() -> imports.upload(definition(definitions))).limit(DEFINITIONS).toList();
    List<Random> generators = Stream.generate(() -> Randoms.from(seeds)).limit(REQUESTS).toList();
    ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
    IntStream.range(0, REQUESTS)
        .parallel()
        .forEach(number -> wrong.addAll(complaints(generators.get(number), number)));
    assertThat(wrong).isEmpty();
    // And it is still well.
    assertThat(bot.history(Map.of()).status()).isEqualTo(200);
    assertThat(bot.settings().status()).isEqualTo(200);
  }

  private List<String> complaints(Random random, int number) {
    Shot shot = shot(random);
    Answer answer = bot.client().send(shot.method, shot.path, shot.body, shot.headers);
    List<String> complaints = new ArrayList<>();
    String what = "request %d: %s\n-> %s".formatted(number, shot, answer.brief());
    if (!STATUSES.contains(answer.status())) {
      complaints.add("status: " + what);
    }
    // An event's own error counts too.
    if (answer.text().contains("\"code\":500")) {
      complaints.add("an error 500 inside: " + what);
    }
    if (answer.status() == 405 && !answer.headers().containsKey("allow")) {
      complaints.add("no Allow: " + what);
    }
    if (answer.status() >= 300 && !shot.method.equals("HEAD") && !isError(answer)) {
      complaints.add("form: " + what);
    }
    return complaints;
  }

  private static boolean isError(Answer answer) {
    JsonNode error = answer.json().path("errors").path(0);
    return answer.header("content-type").orElse("").equals("application/json")
        && error.path("msg").isTextual()
        && error.path("code").isInt()
        && answer.text().length() < 2000;
  }

  private record Shot(String method, String path, byte[] body, String... headers) {
    @Override
    public String toString() {
      String text = new String(body, StandardCharsets.UTF_8);
      return method
          + " "
          + path
          + " "
          + String.join("|", headers)
          + "\n"
          + text.substring(0, Math.min(text.length(), 2000));
    }
  }

  private Shot shot(Random random) {
    DocumentedCall call = pick(random, pick(random, calls));
    String method =
        chance(random, 10)
            ? pick(random, List.of("GET", "PUT", "POST", "DELETE", "PATCH", "HEAD", "OPTIONS"))
            : call.method();
    String id = chance(random, 12) ? encoded(random) : bot.id().value();
    String path = account.own(pick(random, call.paths(id)));
    if (chance(random, 12)) {
      path =
          call.operation().path().replaceAll("\\{\\w+}", Matcher.quoteReplacement(encoded(random)));
    } else if (chance(random, 40)) {
      path = pick(random, List.of("/" + id, "/api/public/" + id, "/api/public/bot/" + id));
    }
    path += query(random, call);
    if (chance(random, 15)) {
      path +=
          (path.contains("?") ? "&" : "?") + encoded(random) + "=" + encoded(random) + "&&=&limit";
    }
    List<String> headers = new ArrayList<>(List.of("auth", token(random, call)));
    if (!call.operation().form().isEmpty()) {
      headers.addAll(List.of("content-type", Multipart.CONTENT_TYPE));
    }
    for (String name : HEADERS) {
      if (chance(random, 20)) {
        headers.add(name);
        headers.add(pick(random, HEADER_VALUES));
      }
    }
    return new Shot(method, path, body(random, call), headers.toArray(String[]::new));
  }

  /** Parameters of the document, each with its example or with something else. */
  private String query(Random random, DocumentedCall call) {
    List<String> query = new ArrayList<>();
    for (ApiNode parameter : call.queryParameters()) {
      if (DocumentedRequest.isNeeded(parameter) ? !chance(random, 6) : chance(random, 4)) {
        String name = parameter.get("name").text();
        String good =
            Set.of("userId", "identity").contains(name)
                ? "u" + random.nextInt(20)
                : parameter.find("example").map(ApiNode::text).orElse("1");
        query.add(
            name
                + "="
                + (chance(random, 3)
                    ? encoded(random)
                    : URLEncoder.encode(good, StandardCharsets.UTF_8)));
      }
    }
    return query.isEmpty() ? "" : "?" + String.join("&", query);
  }

  private String token(Random random, DocumentedCall call) {
    String good = (chance(random, 8) ? bot.admin() : call.app(bot)).token();
    if (!chance(random, 8)) {
      return good;
    }
    return switch (random.nextInt(5)) {
      case 0 -> {
        int at = random.nextInt(good.length());
        yield good.substring(0, at) + (char) (33 + random.nextInt(94)) + good.substring(at + 1);
      }
      case 1 -> good.substring(0, random.nextInt(good.length()));
      case 2 ->
          Tokens.byHand(
              bot.builder().secret(),
              "{\"alg\":\"HS256\"}",
              object(random, List.of("appId", "iss", "exp", "nbf", "jti", "sub", "userIdentity")));
      case 3 ->
          Tokens.byHand(
              bot.builder().secret(),
              object(random, List.of("alg", "typ", "crit", "jwk", "kid", "zip", "b64")),
              "{\"appId\":\"" + bot.builder().app().appId() + "\"}");
      default ->
          Tokens.byHand(
              bot.builder().secret(),
              "{\"alg\":\"HS256\"}",
              "{\"appId\":\"%s\",\"%s\":%s}"
                  .formatted(
                      bot.builder().app().appId(),
                      pick(
                          random,
                          List.of("exp", "nbf", "jti", "sub", "userIdentity", "appId", "iat")),
                      pick(random, RAW)));
    };
  }

  /** A body that is right in most places, then perhaps broken as a text or as bytes. */
  private byte[] body(Random random, DocumentedCall call) {
    if (chance(random, 25)) {
      return pick(random, RAW).getBytes(StandardCharsets.UTF_8);
    }
    if (!call.operation().form().isEmpty()) {
      return broken(random, upload(random));
    }
    List<String> parts = List.of(call.operation().path().replaceAll("/\\{\\w+}$", "").split("/"));
    String text =
        switch (parts.getLast()) {
          case "activity" -> activity(random);
          case "getSessions" -> history(random);
          case "getMessages", "getMessagesV2", "messages-lite" -> messages(random);
          case "getSessionMetrics" -> metrics(random);
          case "getBillingSessionsDetails" -> billingSessions(random);
          case "manageSessions" -> settings(random);
          case "sessionState" -> state(random);
          case "import" -> importOfFiles(random);
          default -> example(random, call);
        };
    if (chance(random, 20)) {
      text = "\uFEFF" + text;
    }
    return broken(
        random,
        text.getBytes(chance(random, 20) ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8));
  }

  private static byte[] broken(Random random, byte[] bytes) {
    if (chance(random, 12) && bytes.length > 0) {
      for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
    }
    return chance(random, 20) ? Arrays.copyOf(bytes, random.nextInt(bytes.length + 1)) : bytes;
  }

  /** A body of the document. Few have identifiers of this bot, so that few erasures begin. */
  private String example(Random random, DocumentedCall call) {
    List<ApiNode> examples = call.operation().requestExamples();
    Map<String, String> body = new LinkedHashMap<>();
    if (!examples.isEmpty()) {
      pick(random, examples)
          .get("value")
          .members()
          .forEach((name, value) -> body.put(name, Client.text(value.value())));
    }
    String text = members(random, body);
    return chance(random, 4) ? account.own(text) : text;
  }

  private byte[] upload(Random random) {
    byte[] content =
        (chance(random, 3) ? pick(random, RAW) : definition(random))
            .getBytes(StandardCharsets.UTF_8);
    return Multipart.upload(
        pick(random, List.of("json", "zip", "js", "png", ".JSON", "exe", "")),
        chance(random, 4) ? broken(random, content) : content);
  }

  private String definition(Random random) {
    Map<String, String> body = new LinkedHashMap<>();
    body.put("name", "\"Travel\"");
    body.put("sessionInactiveTime", pick(random, List.of("900000", "\"900000\"", "1", "1e9")));
    body.put("sessionClosureProcess", pick(random, List.of("0", "1", "\"1\"", "2")));
    body.put("skipSessionMessage", "false");
    body.put("clearAllAuthTokens", "true");
    body.put(
        "runCustomScript",
        members(random, Map.of("enable", "true", "script", "\"" + pick(random, SCRIPTS) + "\"")));
    body.put("defaultLanguage", "\"de\"");
    body.put("localeData", members(random, Map.of("de", "{\"name\":\"Reise\"}")));
    body.put("strict_pii", "true");
    String pattern =
        members(
            random,
            Map.of(
                "pii_type",
                "\"Email\"",
                "regex",
                "\"" + pick(random, REGEXES) + "\"",
                "enabled",
                "true",
                "display",
                "{\"type\":\"redaction\"}"));
    body.put("pii_patterns", "[" + pattern + "]");
    if (chance(random, 3)) {
      body.put("manageSessions", settings(random));
    }
    return members(random, body);
  }

  private String importOfFiles(Random random) {
    Map<String, String> body = new LinkedHashMap<>();
    for (String file : List.of("botDefinition", "configInfo", "icon", "zipInfo")) {
      body.put(file, "\"" + pick(random, files) + "\"");
    }
    body.put("botFunctions", "[\"" + pick(random, files) + "\"]");
    body.put("name", "\"Travel\"");
    body.put("uploadMode", pick(random, List.of("\"JSON\"", "\"ZIP\"", "\"zip\"")));
    if (chance(random, 3)) {
      body.put(
          "importOptions", members(random, Map.of("settings", "[\"botSettings\"]", "tasks", "[]")));
    }
    return members(random, body);
  }

  private String activity(Random random) {
    int count = chance(random, 20) ? pick(random, List.of(0, 100, 101)) : 1 + random.nextInt(4);
    List<String> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Map<String, String> event = new LinkedHashMap<>();
      event.put("eventId", "\"e" + random.nextInt(1000) + "\"");
      event.put(
          "type",
          "\""
              + pick(
                  random,
                  List.of(
                      "connect",
                      "userMessage",
                      "botMessage",
                      "authorization",
                      "taskStarted",
                      "taskCompleted",
                      "taskFailed",
                      "intentNotIdentified",
                      "agentTransfer",
                      "agentMessage",
                      "tags",
                      "discard",
                      "discardAll",
                      "debugLog"))
              + "\"");
      event.put("userId", "\"u" + random.nextInt(20) + "\"");
      event.put("channel", "\"" + pick(random, List.of("rtm", "sms", "email")) + "\"");
      event.put(
          "timestamp",
          "\""
              + (chance(random, 6)
                  ? pick(random, DATES)
                  : Instant.now().minusSeconds(random.nextInt(900_000)).toString())
              + "\"");
      if (chance(random, 3)) {
        event.put("lang", "\"de\"");
        event.put("intent", "\"Book Flight\"");
        event.put("invalidInput", "true");
        event.put("refresh", "true");
      }
      if (chance(random, 3)) {
        event.put("tags", tags(random));
        event.put("title", "\"Node\"");
        event.put("level", "\"Info\"");
        event.put("message", "\"entered\"");
        event.put("detail", "\"{}\"");
      }
      events.add(members(random, event));
    }
    return "{\"events\":[" + String.join(",", events) + "]}";
  }

  private String tags(Random random) {
    String tag =
        members(random, Map.of("name", "\"n" + random.nextInt(9) + "\"", "value", "\"v\""));
    return members(random, Map.of("user", "[" + tag + "]", "session", "[" + tag + "," + tag + "]"));
  }

  private String messages(Random random) {
    Map<String, String> body = new LinkedHashMap<>();
    Map<String, List<String>> values =
        Map.of(
            "userId", List.of("\"u1\"", "\"u2\"", "\"\uFFFD\"", "1"),
            "channelUId", List.of("\"u1\"", "\"\""),
            "limit", List.of("1", "\"10000\"", "1e9", "-1", "0"),
            "skip", List.of("0", "\"7\"", "9223372036854775807", "1.5"),
            "sessionId", List.of("[]", "\"x,y\"", "[\"" + "f".repeat(24) + "\"]", "[1]"),
            "msgId", List.of("\"ms-\"", "\"" + UNKNOWN_MESSAGE + "\"", "{}"),
            "direction", List.of("0", "-1", "\"1\"", "\"up\""),
            "forward", List.of("true", "\"false\"", "\"TRUE\""),
            "type", List.of("[\"incoming\"]", "\"outgoing\"", "[]", "[2]"),
            "cursor", List.of("\"e30\"", "\"\"", "[]"));
    values.forEach(
        (name, some) -> {
          if (chance(random, 3)) {
            body.put(name, pick(random, some));
          }
        });
    if (chance(random, 2)) {
      body.put("dateFrom", "\"" + pick(random, DATES) + "\"");
    }
    return members(random, body);
  }

  private String metrics(Random random) {
    Map<String, String> body = new LinkedHashMap<>();
    body.put("interval", pick(random, List.of("\"day\"", "\"hour\"", "\"total\"", "7")));
    if (chance(random, 2)) {
      body.put(
          "timezone",
          "\"%s\""
              .formatted(
                  pick(random, List.of("Asia/Kolkata", "Europe/Berlin", "Pacific/Apia", "x"))));
    }
    if (chance(random, 2)) {
      body.put("dateFrom", "\"" + pick(random, DATES) + "\"");
    }
    if (chance(random, 4)) {
      body.put("dateTo", "\"" + pick(random, DATES) + "\"");
    }
    if (chance(random, 2)) {
      body.put("groupBy", pick(random, List.of("[\"sessionType\",\"containmentType\"]", "[7]")));
    }
    body.put("compare", pick(random, List.of("\"previous\"", "null", "1")));
    body.put("activeHours", pick(random, List.of("true", "false", "\"true\"", "[]")));
    body.put("measures", pick(random, List.of("true", "false", "\"true\"", "[]")));
    return members(random, body);
  }

  private String billingSessions(Random random) {
    Map<String, String> body = new LinkedHashMap<>();
    body.put("fromDate", "\"" + pick(random, DATES) + "\"");
    body.put("toDate", "\"" + pick(random, DATES) + "\"");
    if (chance(random, 2)) {
      body.put("skip", pick(random, List.of("0", "3", "\"9223372036854775807\"", "-1", "1e9")));
    }
    if (chance(random, 2)) {
      body.put("limit", pick(random, List.of("1", "100", "1000000", "0")));
    }
    if (chance(random, 2)) {
      body.put("channel", pick(random, List.of("\"rtm\"", "\"RTM\"", "[]", "7")));
    }
    if (chance(random, 6)) {
      body.put("cursor", pick(random, List.of("\"e30\"", "\"\"", "{}")));
    }
    return members(random, body);
  }

  private String history(Random random) {
    Map<String, String> body = new LinkedHashMap<>();
    if (chance(random, 3)) {
      body.put("userId", "\"u" + random.nextInt(20) + "\"");
    }
    if (chance(random, 3)) {
      body.put("skip", Integer.toString(random.nextInt(50)));
      body.put("limit", Integer.toString(1 + random.nextInt(50)));
    }
    if (chance(random, 2)) {
      body.put("dateFrom", "\"" + pick(random, DATES) + "\"");
    }
    if (chance(random, 4)) {
      body.put("dateTo", "\"" + pick(random, DATES) + "\"");
    }
    if (chance(random, 4)) {
      String condition =
          members(random, Map.of("name", "\"n1\"", "values", "[\"v\"]", "type", "\"userTags\""));
      body.put(
          "tags",
          members(
              random,
              Map.of(pick(random, List.of("and", "or", "AND", "not")), "[" + condition + "]")));
    }
    if (chance(random, 6)) {
      body.put("sessionId", "[\"" + "0".repeat(24) + "\",\"x\"]");
    }
    if (chance(random, 6)) {
      body.put("sessionType", "\"interactive\"");
    }
    if (chance(random, 6)) {
      String cursor = bot.history(Map.of("limit", 1)).json().path("next").asText("x");
      int at = random.nextInt(Math.max(1, cursor.length()));
      body.put(
          "cursor",
          "\""
              + cursor.substring(0, at)
              + (char) ('A' + random.nextInt(26))
              + cursor.substring(Math.min(at + 1, cursor.length()))
              + "\"");
    }
    return members(random, body);
  }

  private String state(Random random) {
    Map<String, String> body = new LinkedHashMap<>();
    String name = "n" + random.nextInt(9);
    String variable =
        members(random, Map.of("value", pick(random, RAW), "ttlMinutes", "" + random.nextInt(9)));
    body.put("variables", members(random, Map.of(name, variable, name + "'", "null")));
    body.put("authProfiles", members(random, Map.of(name, "\"token\"")));
    body.put("dialogContext", pick(random, RAW));
    body.put("currentTags", "[" + tags(random) + "]");
    body.put("historicTags", "[" + tags(random) + ",1]");
    body.put("sentiment", pick(random, RAW));
    return members(random, body);
  }

  private String settings(Random random) {
    Map<String, String> body = new LinkedHashMap<>();
    body.put("inactivityDuration", Integer.toString(random.nextInt(30)));
    body.put(
        "channelInactivity", members(random, Map.of("web", Integer.toString(random.nextInt(30)))));
    body.put("closureMessages", "[\"Bye\"]");
    body.put("nudgeAfter", Integer.toString(random.nextInt(30)));
    body.put("nudgeMessages", "[\"Hello?\"]");
    body.put("nudgeExcludedChannels", "[\"email\"]");
    body.put("excludedChannels", "[\"email\"]");
    body.put("customScript", "\"" + pick(random, SCRIPTS) + "\"");
    body.put("proactivelyClose", "true");
    body.put("keepMessages", "true");
    body.put("keepDebugLogs", "true");
    body.put("draft", pick(random, List.of("true", "false", "1")));
    body.put("messageRetentionDays", Integer.toString(random.nextInt(40000)));
    body.put(
        "piiRedaction",
        "{\"enabled\":true,\"patterns\":[{\"pii_type\":\"a\",\"regex\":\""
            + pick(random, REGEXES)
            + "\"}]}");
    return members(random, body);
  }

  /** An object with these members, at times with one more, one wrong, or one twice. */
  private String members(Random random, Map<String, String> members) {
    Map<String, String> changed = new LinkedHashMap<>(members);
    List<String> texts = new ArrayList<>();
    if (chance(random, 5)) {
      changed.put(pick(random, FIELDS), pick(random, RAW));
    }
    if (chance(random, 5) && !members.isEmpty()) {
      changed.put(pick(random, List.copyOf(members.keySet())), pick(random, RAW));
    }
    changed.forEach((name, value) -> texts.add("\"" + name + "\":" + value));
    if (chance(random, 40) && !texts.isEmpty()) {
      texts.add(texts.getFirst());
    }
    return "{" + String.join(",", texts) + "}";
  }

  private String object(Random random, List<String> names) {
    List<String> texts = new ArrayList<>();
    for (String name : names) {
      if (random.nextBoolean()) {
        texts.add("\"" + name + "\":" + pick(random, RAW));
      }
    }
    return "{" + String.join(",", texts) + "}";
  }

  private static String encoded(Random random) {
    return pick(
        random,
        List.of(
            "st-",
            "x",
            "%00",
            "%2F",
            "%2e%2e",
            "%ff%fe",
            "%F0%9F%99%82",
            "st-" + "x".repeat(2000),
            "..;",
            "%25",
            "a%23b",
            "%0d%0ax:y",
            URLEncoder.encode("ä ö", StandardCharsets.UTF_8),
            "%22",
            "$default",
            "%7BbotId%7D"));
  }

  private static boolean chance(Random random, int oneIn) {
    return random.nextInt(oneIn) == 0;
  }

  private static <T> T pick(Random random, List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
