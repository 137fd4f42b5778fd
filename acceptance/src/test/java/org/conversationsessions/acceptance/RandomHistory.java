package org.conversationsessions.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;

/**
 * A made-up history of a bot: sessions whose figures are known because they were decided on before
 * the events that make them. Nothing here knows how the service works.
 */
final class RandomHistory {
  /** The first instant at which anything happens. */
  static final Instant BEGIN = Instant.parse("2024-03-04T00:00:00Z");

  /** The kinds of containment. */
  static final List<String> CONTAINMENTS = List.of("selfService", "dropOff", "agent");

  static final List<String> USERS = List.of("ann", "bob", "c#d", "eve@example.com");

  /** How a session goes: its events, whether the user takes part, what its containment comes to. */
  private enum Plot {
    GREETING("botMessage", false, "selfService"),
    ANSWERED("userMessage botMessage", true, "selfService"),
    SERVED("botMessage userMessage taskStarted taskCompleted botMessage", true, "selfService"),
    UNANSWERED("userMessage botMessage userMessage", true, "dropOff"),
    FAILED("taskStarted taskFailed", false, "dropOff"),
    LOST("userMessage botMessage intentNotIdentified", true, "dropOff"),
    TRANSFERRED("userMessage agentTransfer agentMessage", true, "agent"),
    CAMPAIGN("botMessage agentTransfer", false, "agent");

    final String[] types;
    final boolean interactive;
    final String containment;

    Plot(String types, boolean interactive, String containment) {
      this.types = types.split(" ");
      this.interactive = interactive;
      this.containment = containment;
    }
  }

  /**
   * A session as the history has to show it.
   *
   * @param id told by the service when its events were recorded
   */
  record Expected(
      String id,
      String user,
      String channel,
      Instant start,
      Instant end,
      boolean interactive,
      String containment,
      boolean closed,
      boolean developer,
      Map<String, String> userTags,
      Map<String, String> sessionTags,
      int messages,
      int tasks) {
    /** Whether one of the tags has one of the values. */
    boolean has(boolean amongUserTags, boolean amongSessionTags, String name, List<String> values) {
      return (amongUserTags && values.contains(userTags.getOrDefault(name, "")))
          || (amongSessionTags && values.contains(sessionTags.getOrDefault(name, "")));
    }
  }

  private final Random random;
  private final TestBot bot;
  private final List<Expected> sessions = new ArrayList<>();

  private RandomHistory(TestBot bot, Random random) {
    this.bot = bot;
    this.random = random;
  }

  /**
   * Records a history of some 500 sessions in six days and returns what it is, the newest first,
   * when the counters have all of it.
   */
  static List<Expected> record(TestBot bot, Random random) {
    RandomHistory history = new RandomHistory(bot, random);
    for (String user : USERS) {
      for (String channel : List.of("rtm", "sms")) {
        history.recordConversation(user, channel);
      }
    }
    bot.awaitMetrics(
        Map.of("dateFrom", "2024-03-04", "dateTo", "2024-03-10", "measures", true),
        totals ->
            areFigures(totals, history.sessions)
                && totals.path("closedSessions").asLong()
                    == count(history.sessions, Expected::closed));
    return history.sessions.stream()
        .sorted(Comparator.comparing(Expected::start).thenComparing(Expected::id).reversed())
        .toList();
  }

  /** Whether the metrics' figures are those of some sessions. */
  static boolean areFigures(JsonNode figures, List<Expected> sessions) {
    return figures.path("sessions").asLong() == sessions.size()
        && CONTAINMENTS.stream()
            .allMatch(
                containment ->
                    figures.path(containment).asLong()
                        == count(sessions, one -> one.containment().equals(containment)))
        && figures.path("interactive").asLong() == count(sessions, Expected::interactive)
        && figures.path("nonInteractive").asLong() == count(sessions, one -> !one.interactive());
  }

  private static long count(List<Expected> sessions, Predicate<Expected> which) {
    return sessions.stream().filter(which).count();
  }

  private void recordConversation(String user, String channel) {
    List<Plan> plans = new ArrayList<>();
    Instant at = BEGIN.plusMillis(random.nextInt(86_400_000));
    while (at.isBefore(BEGIN.plus(Duration.ofDays(6)))) {
      Plan plan = new Plan(user, channel, at, true);
      plans.add(plan);
      // 15 minutes after the user's last part it is over; sometimes that is the very instant of the
      // next.
      at = plan.inactive.plusMillis(random.nextInt(4) == 0 ? 0 : random.nextInt(16_000_000));
    }
    boolean closesLast = random.nextBoolean();
    if (!closesLast) {
      // A live session matches by the tags of its record: here those of its start.
      Plan last = plans.removeLast();
      plans.add(new Plan(user, channel, last.start, false));
    }
    List<Event> events = plans.stream().flatMap(plan -> plan.events.stream()).toList();
    Map<String, String> ids = new HashMap<>();
    for (int i = 0; i < events.size(); i += 100) {
      List<Event> batch = events.subList(i, Math.min(i + 100, events.size()));
      bot.record(batch.toArray(Event[]::new))
          .forEach(
              result ->
                  ids.put(result.path("eventId").asText(), result.path("sessionId").asText()));
    }
    if (closesLast) {
      bot.close(Map.of("userId", user, "channel", channel));
    }
    for (int i = 0; i < plans.size(); i++) {
      Plan plan = plans.get(i);
      boolean closed = i < plans.size() - 1 || closesLast;
      sessions.add(plan.expected(ids.getOrDefault(plan.events.getFirst().eventId(), ""), closed));
    }
  }

  /** A session that is going to be. */
  private final class Plan {
    final Plot plot = Plot.values()[random.nextInt(Plot.values().length)];
    final boolean developer = random.nextInt(5) == 0;
    final boolean tagsChange;
    final Map<String, String> userTags = new LinkedHashMap<>();
    final Map<String, String> sessionTags = new LinkedHashMap<>();
    final List<Event> events = new ArrayList<>();
    final String user;
    final String channel;
    final Instant start;
    Instant end;
    Instant inactive;
    int messages;
    int tasks;

    Plan(String user, String channel, Instant start, boolean tagsChange) {
      this.tagsChange = tagsChange;
      this.user = user;
      this.channel = channel;
      this.start = start;
      end = start;
      inactive = start.plus(Duration.ofMinutes(15));
      Instant at = start;
      for (String type : plot.types) {
        add(type, at);
        at = at.plusMillis(random.nextInt(60_000));
      }
    }

    private void add(String type, Instant at) {
      Event event = Event.of(type, user, channel, at);
      if (developer && events.isEmpty()) {
        event = event.with("isDeveloper", true);
      }
      if (random.nextInt(3) == 0 && (tagsChange || events.isEmpty())) {
        boolean ofUser = random.nextBoolean();
        String name = random.nextBoolean() ? "plan" : "city";
        String value = "v" + random.nextInt(3);
        (ofUser ? userTags : sessionTags).put(name, value);
        event =
            event.with("tags", ofUser ? Scene.userTag(name, value) : Scene.sessionTag(name, value));
      }
      events.add(event);
      if (type.endsWith("Message")) {
        messages++;
      }
      if (type.equals("taskCompleted") || type.equals("taskFailed")) {
        tasks++;
      }
      if (type.endsWith("Message") || type.startsWith("task")) {
        end = at;
      }
      if (type.equals("userMessage")) {
        inactive = at.plus(Duration.ofMinutes(15));
      }
    }

    Expected expected(String id, boolean closed) {
      String containment =
          closed || plot.containment.equals("agent") ? plot.containment : "selfService";
      return new Expected(
          id,
          user,
          channel,
          start,
          end,
          plot.interactive,
          containment,
          closed,
          developer,
          userTags,
          sessionTags,
          messages,
          tasks);
    }
  }
}
