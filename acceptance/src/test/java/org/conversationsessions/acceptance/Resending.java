package org.conversationsessions.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Clients that record activity in batches and send again what was answered 503, as the contract
 * allows. Each batch has people of its own, who all say the same number of things.
 */
final class Resending {
  private static final int TAKEN = 200;

  private final TestBot bot;
  private final String name;
  private final AtomicInteger batches = new AtomicInteger();
  private final Map<Integer, Integer> answers = new TreeMap<>();
  private final ConcurrentLinkedQueue<Event> open = new ConcurrentLinkedQueue<>();
  private Duration slowest = Duration.ZERO;

  Resending(TestBot bot, String name) {
    this.bot = bot;
    this.name = name;
  }

  /**
   * Sends batches once.
   *
   * @param clients how many send at a time
   * @param number how many batches
   * @param events how many events a batch has
   * @param people how many end users these events are of
   */
  void send(int clients, int number, int events, int people) throws Exception {
    AtomicInteger left = new AtomicInteger(number);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> sent = new ArrayList<>();
      for (int client = 0; client < clients; client++) {
        sent.add(
            threads.submit(
                () -> {
                  while (left.getAndDecrement() > 0) {
                    send(batch(events, people));
                  }
                }));
      }
      for (Future<?> one : sent) {
        one.get();
      }
    }
  }

  /** Sends again what was answered 503. */
  void again() {
    List<Event> events = new ArrayList<>();
    for (Event event = open.poll(); event != null; event = open.poll()) {
      events.add(event);
    }
    for (int from = 0; from < events.size(); from += 100) {
      send(events.subList(from, Math.min(events.size(), from + 100)));
    }
  }

  /** Whether every event was taken. */
  boolean isDone() {
    return open.isEmpty();
  }

  /** How many events were answered with each code; 200 are those that were taken. */
  synchronized Map<Integer, Integer> answers() {
    return Map.copyOf(answers);
  }

  /** How long the slowest batch took. */
  synchronized Duration slowest() {
    return slowest;
  }

  /** How many messages the history has of each person of these batches. */
  Map<String, Integer> recorded() {
    Map<String, Integer> messages = new HashMap<>();
    int shown = 0;
    JsonNode page;
    do {
      page = bot.history(Map.of("limit", 1000, "skip", shown)).json();
      for (JsonNode session : page.path("sessions")) {
        shown++;
        String user = session.path("userId").asText();
        if (user.startsWith(name + "-")) {
          messages.merge(user, session.path("noOfMessagesExchanged").asInt(), Integer::sum);
        }
      }
    } while (page.path("moreAvailable").asBoolean());
    return messages;
  }

  private List<Event> batch(int events, int people) {
    int batch = batches.getAndIncrement();
    List<Event> sent = new ArrayList<>();
    for (int i = 0; i < events; i++) {
      String user = name + "-" + batch + "-" + i % people;
      sent.add(Event.userMessage(user, "rtm", Instant.now()).with("text", "x".repeat(500)));
    }
    return sent;
  }

  private void send(List<Event> events) {
    long start = System.nanoTime();
    Answer answer = bot.send(events.toArray(Event[]::new));
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    for (int i = 0; i < events.size(); i++) {
      JsonNode error = answer.json().path("results").path(i).path("error");
      int code = answer.status() == TAKEN ? error.path("code").asInt(TAKEN) : answer.status();
      if (code != TAKEN) {
        open.add(events.get(i));
      }
      synchronized (this) {
        answers.merge(code, 1, Integer::sum);
        slowest = slowest.compareTo(took) < 0 ? took : slowest;
      }
    }
  }
}
