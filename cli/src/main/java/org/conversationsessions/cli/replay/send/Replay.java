package org.conversationsessions.cli.replay.send;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.conversationsessions.cli.replay.recording.RecordedLine;
import org.conversationsessions.cli.replay.recording.Recording;

/** A replay: one thread reads the recording and distributes its events to several clients. */
public final class Replay {
  private final ReplayCounts counts = new ReplayCounts();
  private final StopSignal stop = new StopSignal();
  private final List<ClientQueue> queues;
  private final ReplayClient client;
  private final Pacer pacer;

  /**
   * Creates a replay, which can run once.
   *
   * @param random for the jitter of retries
   */
  public Replay(
      ActivityEndpoint endpoint, Settings settings, RandomGenerator random, ReplayClock clock) {
    queues =
        Stream.generate(() -> new ClientQueue(settings.batch(), settings.batchBytes()))
            .limit(settings.clients())
            .toList();
    client = new ReplayClient(endpoint, new Backoff(random), clock, counts, stop);
    pacer = new Pacer(settings.speed(), settings.maxPause(), clock, stop);
  }

  /**
   * How to replay.
   *
   * @param clients the number of clients, each with one request at a time
   * @param batch the maximum number of events in a request
   * @param batchBytes the maximum size of a request's events in bytes
   * @param speed how many times faster than real time; 0: no waiting
   * @param maxPause the longest wait between two events
   */
  public record Settings(
      int clients, int batch, int batchBytes, double speed, Optional<Duration> maxPause) {}

  /** Returns the counts, which change while the replay runs. */
  public ReplayCounts counts() {
    return counts;
  }

  /** Returns why the replay was stopped early; empty if it was not. */
  public Optional<String> stopReason() {
    return stop.reason();
  }

  /**
   * Sends the recording. Returns when every event was recorded or has failed, or the replay was
   * stopped.
   */
  public void run(Recording recording) throws InterruptedException {
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> running =
          queues.stream().<Future<?>>map(queue -> clients.submit(() -> serve(queue))).toList();
      try {
        read(recording);
      } catch (IOException e) {
        stop.stop("the recording cannot be read to its end: " + e);
      } finally {
        queues.forEach(ClientQueue::close);
      }
      for (Future<?> each : running) {
        each.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a client failed", e.getCause());
    }
  }

  private void read(Recording recording) throws IOException, InterruptedException {
    for (var line = recording.next(); line.isPresent(); line = recording.next()) {
      if (stop.isSet()) {
        counts.notSent(line.get().number());
        return;
      }
      switch (line.get()) {
        case RecordedLine.Bad bad -> counts.failed(bad.number(), bad.reason());
        case RecordedLine.Event event -> {
          pacer.await(event.timestamp());
          queueOf(event).put(event);
        }
      }
    }
  }

  /** All events of a conversation go to the same client, which keeps their order. */
  private ClientQueue queueOf(RecordedLine.Event event) {
    int hash = Objects.hash(event.userId(), event.channel());
    return queues.get(Math.floorMod(hash ^ (hash >>> 16), queues.size()));
  }

  private Void serve(ClientQueue queue) throws InterruptedException {
    try {
      client.run(queue);
      return null;
    } catch (RuntimeException e) {
      stop.stop("a client failed: " + e);
      queue.abandon();
      throw e;
    }
  }
}
