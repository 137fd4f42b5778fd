package org.conversationsessions.acceptance.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.conversationsessions.acceptance.Answer;
import org.conversationsessions.acceptance.Client;
import org.conversationsessions.acceptance.TestApp;
import org.conversationsessions.acceptance.Tokens;

/**
 * Calls as xob-cat does, a web application that analyses a bot's sessions with their transcripts
 * ({@code ken-at-kore/xob-cat}, services {@code koreApiService}, {@code swtService} and {@code
 * transcriptSanitizationService}).
 */
public final class XobCat {
  /** The page size of messages. */
  static final int MESSAGES = 10_000;

  /** The page size of sessions. */
  static final int SESSIONS = 1_000;

  /** How long the client waits after a 429 before it sends the request again. */
  public static final Duration WAIT_AFTER_429 = Duration.ofSeconds(60);

  /** The text by which the client recognises a closing message. */
  static final String CLOSING_MESSAGE =
      "I am closing our current conversation as I have not received any input from you."
          + " We can start over when you need.";

  /** The client's pause between two pages of messages. */
  private static final Duration BETWEEN_PAGES = Duration.ofSeconds(1);

  private static final int SESSIONS_PER_REQUEST = 20;
  private static final int REQUESTS_PER_MINUTE = 59;
  private static final Duration CLOSING_THRESHOLD = Duration.ofSeconds(8);
  private static final List<String> CONTAINMENT_TYPES = List.of("agent", "selfService", "dropOff");

  private final URI host;
  private final String botId;
  private final TestApp app;
  private final Consumer<Duration> pause;
  private Instant minuteStart = Instant.now();
  private int requests;

  /**
   * Configures the client.
   *
   * @param app whose id is the token's claim {@code iss}; there is no {@code appId}
   * @param pause waits this long
   */
  public XobCat(URI host, String botId, TestApp app, Consumer<Duration> pause) {
    this.host = host;
    this.botId = botId;
    this.app = app;
    this.pause = pause;
  }

  /** What the client keeps of a session. */
  record Session(
      String sessionId, String userId, String start, String end, String containmentType) {}

  /** A line of a transcript. */
  record Line(String type, String text, Instant at) {}

  /** A request that the service answered with an error. */
  static final class ApiException extends RuntimeException {
    private final int status;

    ApiException(Answer answer) {
      super(answer.brief());
      this.status = answer.status();
    }

    int status() {
      return status;
    }
  }

  /**
   * Returns the sessions of a window, the oldest first. The client does not know that it could ask
   * for all containment types at once: it asks for each of them in parallel. A type that fails is
   * left out, except that 401 is fatal.
   *
   * @param dateFrom ISO 8601 with milliseconds, and so is {@code dateTo}
   */
  List<Session> getSessionsMetadata(String dateFrom, String dateTo, int skip, int limit) {
    List<Future<List<Session>>> asked;
    try (ExecutorService parallel = Executors.newVirtualThreadPerTaskExecutor()) {
      asked =
          CONTAINMENT_TYPES.stream()
              .map(type -> parallel.submit(() -> getSessions(type, dateFrom, dateTo, skip, limit)))
              .toList();
    }
    List<Session> sessions = new ArrayList<>();
    for (Future<List<Session>> one : asked) {
      if (one.state() == Future.State.SUCCESS) {
        sessions.addAll(one.resultNow());
      } else if (one.exceptionNow() instanceof ApiException e && e.status() == 401) {
        throw e;
      } else {
        System.out.println("xob-cat leaves sessions out: " + one.exceptionNow());
      }
    }
    sessions.sort(Comparator.comparing(Session::start));
    return sessions;
  }

  /**
   * Returns the messages of sessions, by requests for 20 of them. Their dates are the first start
   * and the last end of all the sessions.
   */
  List<JsonNode> getMessagesForSessions(List<Session> sessions) {
    String dateFrom = sessions.stream().map(Session::start).min(String::compareTo).orElseThrow();
    String dateTo = sessions.stream().map(Session::end).max(String::compareTo).orElseThrow();
    List<JsonNode> messages = new ArrayList<>();
    for (List<String> ids : inBatches(sessions)) {
      Map<String, Object> payload = payload(dateFrom, dateTo, 0, MESSAGES);
      payload.put("sessionId", ids);
      makeRequest("getMessagesV2", payload).path("messages").forEach(messages::add);
    }
    return messages;
  }

  /**
   * Returns all messages of some sessions, page by page. The client adds {@code limit} to {@code
   * skip}, however many messages came.
   */
  List<JsonNode> getMessages(String dateFrom, String dateTo, List<String> sessionIds, int limit) {
    List<JsonNode> messages = new ArrayList<>();
    int skip = 0;
    while (true) {
      Map<String, Object> payload = payload(dateFrom, dateTo, skip, limit);
      payload.put("sessionId", sessionIds);
      JsonNode response = makeRequest("getMessagesV2", payload);
      response.path("messages").forEach(messages::add);
      skip += limit;
      if (!response.path("moreAvailable").asBoolean() || response.path("messages").isEmpty()) {
        return messages;
      }
      pause.accept(BETWEEN_PAGES);
    }
  }

  /** Returns all messages of some sessions, from 1970 until now. */
  public List<JsonNode> getSessionMessages(List<String> sessionIds) {
    return getMessages(
        Http.isoMillis(Instant.EPOCH), Http.isoMillis(Instant.now()), sessionIds, MESSAGES);
  }

  /** Returns the sessions' ids in batches of the size that the client asks for at once. */
  static List<List<String>> inBatches(List<Session> sessions) {
    List<String> ids = sessions.stream().map(Session::sessionId).toList();
    List<List<String>> batches = new ArrayList<>();
    for (int from = 0; from < ids.size(); from += SESSIONS_PER_REQUEST) {
      batches.add(ids.subList(from, Math.min(ids.size(), from + SESSIONS_PER_REQUEST)));
    }
    return batches;
  }

  /**
   * Returns the transcript of one session, the oldest line first. A closing message is left out if
   * it comes more than 8 seconds after the message before it: then it is no part of the talk.
   *
   * @param messages as they came, the newest first
   */
  static List<Line> transcript(List<JsonNode> messages) {
    List<Line> lines = new ArrayList<>();
    for (JsonNode message : messages.reversed()) {
      String text = text(message);
      if (!text.isEmpty()) {
        lines.add(
            new Line(
                message.path("type").asText().equals("incoming") ? "user" : "bot",
                text,
                Instant.parse(message.path("createdOn").asText())));
      }
    }
    lines.sort(Comparator.comparing(Line::at));
    if (lines.size() >= 2 && isClosingMessage(lines.getLast())) {
      Instant before = lines.get(lines.size() - 2).at();
      if (Duration.between(before, lines.getLast().at()).compareTo(CLOSING_THRESHOLD) > 0) {
        lines.removeLast();
      }
    }
    return lines;
  }

  /** Returns whether the client takes a line for a closing message. */
  static boolean isClosingMessage(Line line) {
    return line.type().equals("bot") && line.text().equals(CLOSING_MESSAGE);
  }

  private List<Session> getSessions(
      String containmentType, String dateFrom, String dateTo, int skip, int limit) {
    JsonNode response =
        makeRequest(
            "getSessions?containmentType=" + containmentType,
            payload(dateFrom, dateTo, skip, limit));
    List<Session> sessions = new ArrayList<>();
    response
        .path("sessions")
        .forEach(
            session ->
                sessions.add(
                    new Session(
                        session.path("sessionId").asText(),
                        session.path("userId").asText(),
                        session.path("start_time").asText(),
                        session.path("end_time").asText(),
                        containmentType)));
    return sessions;
  }

  private JsonNode makeRequest(String call, Map<String, Object> payload) {
    throttle();
    Answer answer =
        Http.send(
            Http.request(host + "/api/public/bot/" + botId + "/" + call)
                .header("Accept", "application/json, text/plain, */*")
                .header("Accept-Encoding", "gzip, compress, deflate, br")
                .header("Content-Type", "application/json")
                .header("auth", token())
                .POST(BodyPublishers.ofString(Client.text(payload))));
    return switch (answer.status()) {
      case 200 -> answer.json();
      case 429 -> {
        pause.accept(WAIT_AFTER_429);
        yield makeRequest(call, payload);
      }
      default -> throw new ApiException(answer);
    };
  }

  /** Stays below 60 requests a minute, so a 429 comes only if others call too. */
  private synchronized void throttle() {
    Duration since = Duration.between(minuteStart, Instant.now());
    if (since.compareTo(Duration.ofMinutes(1)) >= 0) {
      requests = 0;
      minuteStart = Instant.now();
    } else if (requests >= REQUESTS_PER_MINUTE) {
      pause.accept(Duration.ofSeconds(61).minus(since));
      requests = 0;
      minuteStart = Instant.now();
    }
    requests++;
  }

  private String token() {
    long now = Instant.now().getEpochSecond();
    return Tokens.hs256(
        app.secret(),
        Map.of(
            "iss",
            app.app().appId(),
            "sub",
            botId,
            "iat",
            now,
            "exp",
            now + 3600,
            "aud",
            "https://bots.kore.ai"));
  }

  private static Map<String, Object> payload(String dateFrom, String dateTo, int skip, int limit) {
    Map<String, Object> payload = new LinkedHashMap<>();
    payload.put("dateFrom", dateFrom);
    payload.put("dateTo", dateTo);
    payload.put("skip", skip);
    payload.put("limit", limit);
    return payload;
  }

  private static String text(JsonNode message) {
    for (JsonNode component : message.path("components")) {
      if (component.path("cT").asText().equals("text")) {
        return component.path("data").path("text").asText().strip();
      }
    }
    return "";
  }
}
