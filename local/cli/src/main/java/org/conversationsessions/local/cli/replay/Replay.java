package org.conversationsessions.local.cli.replay;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Reads a recording and hands its events to the clients: each conversation to one of them. */
final class Replay {
  private final List<Lane> lanes;
  private final Client client;
  private final Pace pace;
  private final Tally tally;
  private final Stop stop;

  /**
   * Makes a replay, to be run once.
   *
   * @param lanes one for each client
   * @param client what sends; has no state of its own, and serves every lane
   */
  Replay(List<Lane> lanes, Client client, Pace pace, Tally tally, Stop stop) {
    this.lanes = List.copyOf(lanes);
    this.client = client;
    this.pace = pace;
    this.tally = tally;
    this.stop = stop;
  }

  /**
   * Sends the recording. Returns when everything is settled, or left because the replay was
   * stopped.
   */
  void run(Recording recording) throws InterruptedException {
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> running =
          lanes.stream().<Future<?>>map(lane -> clients.submit(() -> serve(lane))).toList();
      try {
        read(recording);
      } catch (IOException e) {
        stop.because("the recording cannot be read to its end: " + e);
      } finally {
        lanes.forEach(Lane::close);
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
        tally.notSent(line.get().number());
        return;
      }
      switch (line.get()) {
        case RecordedLine.Bad bad -> tally.failed(bad.number(), bad.reason());
        case RecordedLine.Event event -> {
          pace.await(event.timestamp());
          laneOf(event).put(event);
        }
      }
    }
  }

  private Lane laneOf(RecordedLine.Event event) {
    int hash = Objects.hash(event.userId(), event.channel());
    return lanes.get(Math.floorMod(hash ^ (hash >>> 16), lanes.size()));
  }

  private Void serve(Lane lane) throws InterruptedException {
    try {
      client.run(lane);
      return null;
    } catch (RuntimeException e) {
      stop.because("a client failed: " + e);
      lane.abandon();
      throw e;
    }
  }
}
