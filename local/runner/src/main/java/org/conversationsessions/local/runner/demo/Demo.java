package org.conversationsessions.local.runner.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * Fills a bot by the public API with what the console shows: settings with published versions and a
 * draft, and two months of conversations with debug logs. One at a time for each bot.
 *
 * @param service the service's URL
 * @param bot the bot
 * @param builderToken a token of a builder app with every scope that is mapped to the bot
 * @param adminToken a token of an admin app with every scope
 */
public record Demo(URI service, String bot, String builderToken, String adminToken) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  /** The most events that a call takes (contract, section 6). */
  private static final int EVENTS_OF_A_CALL = 100;

  private static final int CALLS_AT_A_TIME = 8;

  /** A busy machine may not record an event at once; then it is sent again. */
  private static final int ATTEMPTS = 5;

  private static final int UNAVAILABLE = 503;

  /** Returns whether the bot had sessions in the last week. */
  public boolean isFilled() throws IOException, InterruptedException {
    return call("POST", "getSessions", builderToken, Map.of("limit", 1)).path("total").asInt() > 0;
  }

  /**
   * Fills the bot; returns how many conversations there are.
   *
   * @param sessionsADay on a working day, about
   * @throws IOException if the service refuses something, or does not answer
   */
  public int fill(RandomGenerator random, Instant now, int sessionsADay)
      throws IOException, InterruptedException {
    change(DemoSettings.first());
    publish("The bot goes live");
    List<DemoEvent> events = DemoTraffic.events(random, now, sessionsADay);
    record(events);
    change(DemoSettings.second());
    publish("A nudge after eight minutes, and a closing script");
    change(DemoSettings.draft());
    return Math.toIntExact(events.stream().filter(DemoEvent::opens).count());
  }

  private void change(Map<String, Object> settings) throws IOException, InterruptedException {
    call("PUT", "manageSessions", builderToken, settings);
  }

  private void publish(String comment) throws IOException, InterruptedException {
    call("POST", "publish", adminToken, Map.of("versionComment", comment));
  }

  private void record(List<DemoEvent> events) throws IOException, InterruptedException {
    // The events of one end user stay in order.
    Collection<List<DemoEvent>> parts =
        events.stream()
            .collect(
                Collectors.groupingBy(
                    event -> Math.floorMod(event.user().hashCode(), CALLS_AT_A_TIME)))
            .values();
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> running =
          parts.stream().map(part -> executor.submit(() -> recordInOrder(part))).toList();
      for (Future<Integer> each : running) {
        each.get();
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
    }
  }

  /** Returns how many were recorded. */
  private int recordInOrder(List<DemoEvent> events) throws IOException, InterruptedException {
    for (int from = 0; from < events.size(); from += EVENTS_OF_A_CALL) {
      List<DemoEvent> left = events.subList(from, Math.min(from + EVENTS_OF_A_CALL, events.size()));
      for (int attempt = 1; !left.isEmpty(); attempt++) {
        left = notRecorded(left, attempt == ATTEMPTS);
      }
    }
    return events.size();
  }

  /** Records events; returns those that the service could not record now. */
  private List<DemoEvent> notRecorded(List<DemoEvent> events, boolean isLastAttempt)
      throws IOException, InterruptedException {
    JsonNode results =
        call(
                "POST",
                "activity",
                builderToken,
                Map.of("events", events.stream().map(DemoEvent::fields).toList()))
            .path("results");
    List<DemoEvent> left = new ArrayList<>();
    for (int at = 0; at < events.size(); at++) {
      JsonNode error = results.path(at).path("error");
      if (error.path("code").asInt() == UNAVAILABLE && !isLastAttempt) {
        left.add(events.get(at));
      } else if (!error.isMissingNode()) {
        throw new IOException("an event was refused: " + error);
      }
    }
    return left;
  }

  private JsonNode call(String method, String path, String token, Map<String, Object> body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(service.resolve("/api/public/bot/" + bot + "/" + path))
            .header("auth", token)
            .header("content-type", "application/json")
            .method(method, BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
            .build();
    HttpResponse<byte[]> response = HTTP.send(request, BodyHandlers.ofByteArray());
    JsonNode answer = JSON.readTree(response.body());
    if (response.statusCode() != 200) {
      throw new IOException("%s %s: %d %s".formatted(method, path, response.statusCode(), answer));
    }
    return answer;
  }
}
