package org.conversationsessions.local.runner.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;

/** One made-up conversation: what is said, and what the bot's runtime reports besides. */
final class DemoConversation {
  private static final List<Topic> TOPICS =
      List.of(
          new Topic(
              "Track order",
              "Where is my parcel? It was due yesterday.",
              "I can look that up. What is your order number?",
              "88-1204. My e-mail is ada@example.com.",
              "Your parcel left the depot in Leipzig at 06:12."
                  + " It arrives today between 14:00 and 16:00."),
          new Topic(
              "Change address",
              "I have moved. Can you send it to my new address?",
              "Of course. What is the new address?",
              "12 Mill Road, York",
              "Thank you. The parcel goes to 12 Mill Road, York."),
          new Topic(
              "Return",
              "How do I send something back?",
              "Which article is it?",
              "The blue jacket",
              "Here is your label. Drop the parcel at any of our shops within 14 days."));

  /** A discard at the instant of inactivity itself would count as a late event of the session. */
  private static final Duration MARGIN = Duration.ofSeconds(20);

  private static final List<String> PLANS = List.of("gold", "silver", "basic");

  private final RandomGenerator random;
  private final String user;
  private final String channel;
  private final Topic topic;
  private final List<DemoEvent> events = new ArrayList<>();
  private Instant at;

  /** What is said about one thing, in turn: the end user, the bot, and both again. */
  private record Topic(String task, String wish, String question, String detail, String answer) {}

  /** Begins with the end user's wish and the bot's question. */
  DemoConversation(RandomGenerator random, Instant start, String user, String channel) {
    this.random = random;
    this.user = user;
    this.channel = channel;
    this.topic = TOPICS.get(random.nextInt(TOPICS.size()));
    this.at = start;
    event(
        "userMessage",
        0,
        Map.of(
            "text",
            topic.wish(),
            "lang",
            "en",
            "intent",
            topic.task(),
            "tags",
            Map.of("user", List.of(tag("plan", PLANS.get(random.nextInt(PLANS.size())))))));
    event("taskStarted", 1, Map.of("task", topic.task()));
    debugLine("Info", "GET /orders/88-1204", "{\"status\":200,\"milliseconds\":182}");
    botSays(topic.question());
  }

  /** The bot answers. */
  void helped() {
    userSays(topic.detail(), "en");
    botSays(topic.answer());
    event("taskCompleted", 1, Map.of("task", topic.task()));
    event(
        "tags",
        1,
        Map.of(
            "tags",
            Map.of("session", List.of(tag("topic", topic.task().toLowerCase(Locale.ROOT))))));
    close();
  }

  /** The end user does not go on. */
  void abandoned() {
    close();
  }

  /** The bot answers, or does not get there; then it does not understand, and an agent helps. */
  void transferred() {
    userSays(topic.detail(), "en");
    if (random.nextBoolean()) {
      botSays(topic.answer());
      event("taskCompleted", 1, Map.of("task", topic.task()));
    }
    debugLine("Warning", "GET /orders/88-1204 timed out after 3 s and was sent again", "");
    userSays("Das passt mir nicht. Geht auch morgen?", "de");
    event("intentNotIdentified", 1, Map.of());
    event("botMessage", 1, Map.of("text", "Ich verbinde Sie mit einer Kollegin.", "lang", "de"));
    event("agentTransfer", 2, Map.of());
    event(
        "agentMessage",
        30 + random.nextInt(60),
        Map.of(
            "text",
            "Guten Tag, hier ist Sam. Ich habe alles gelesen. Passt es zwischen 10 und 12 Uhr?",
            "lang",
            "de",
            "agent",
            Map.of("id", "sam", "firstName", "Sam", "lastName", "Weber")));
    userSays("Ja, danke!", "de");
    event("tags", 1, Map.of("tags", Map.of("session", List.of(tag("topic", "delivery")))));
    close();
  }

  /** Returns its events, the oldest first. */
  List<DemoEvent> events() {
    return List.copyOf(events);
  }

  /** Returns when its session is closed at the latest. */
  Instant closed() {
    return at;
  }

  private void userSays(String text, String language) {
    event("userMessage", 15 + random.nextInt(60), Map.of("text", text, "lang", language));
  }

  private void botSays(String text) {
    event("botMessage", 2, Map.of("text", text, "lang", "en", "task", topic.task()));
  }

  private void debugLine(String level, String message, String detail) {
    event(
        "debugLog",
        1,
        Map.of("title", "Order service", "level", level, "message", message, "detail", detail));
  }

  /**
   * Else only the sweep would close the session, minutes later. An event that finds it inactive
   * closes it at once (contract, section 7), and a discard starts no other.
   */
  private void close() {
    event("discard", DemoSettings.inactivity(channel).plus(MARGIN).toSeconds(), Map.of());
  }

  private void event(String type, long secondsLater, Map<String, Object> fields) {
    at = at.plusSeconds(secondsLater);
    events.add(DemoEvent.of(type, user, channel, at, fields));
  }

  private static Map<String, String> tag(String name, String value) {
    return Map.of("name", name, "value", value);
  }
}
