package org.conversationsessions.local.runner;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.conversationsessions.local.dynamodb.DynamoDbLocal;

/**
 * Supervises a database that the runner started. A database with a data folder is restarted on the
 * same port when it ends, because functions have its address in their environment.
 */
final class DatabaseSupervisor implements AutoCloseable {
  /** The maximum number of restarts within {@link #WINDOW}. */
  static final int MAX_RESTARTS = 5;

  static final Duration WINDOW = Duration.ofMinutes(10);

  private final Starter starter;
  private final boolean kept;
  private final Clock clock;
  private final Consumer<String> log;
  private final Consumer<String> lost;
  private final Deque<Instant> restarts = new ArrayDeque<>();
  private DynamoDbLocal database;
  private boolean closed;

  /** Starts a database. */
  @FunctionalInterface
  interface Starter {
    /**
     * Starts it and waits until it answers.
     *
     * @param port 0: any free one
     */
    DynamoDbLocal start(int port) throws IOException;
  }

  /**
   * Starts a database and supervises it.
   *
   * @param kept whether its data outlives its process
   * @param log receives messages about a restarted database
   * @param lost receives the reason when there is no database any more; called at most once
   */
  DatabaseSupervisor(
      Starter starter, boolean kept, Clock clock, Consumer<String> log, Consumer<String> lost)
      throws IOException {
    this.starter = starter;
    this.kept = kept;
    this.clock = clock;
    this.log = log;
    this.lost = lost;
    this.database = starter.start(0);
    watch();
  }

  /** Returns its URL; the same after a restart. */
  synchronized URI endpoint() {
    return database.endpoint();
  }

  /** Returns its current process. */
  synchronized ProcessHandle process() {
    return database.process();
  }

  @Override
  public synchronized void close() {
    closed = true;
    database.close();
  }

  private void watch() {
    var _ = database.onExit().thenAcceptAsync(this::ended);
  }

  private synchronized void ended(int status) {
    if (closed) {
      return;
    }
    String event = "the database ended (exit status " + status + ")";
    if (!kept) {
      lost.accept(
          event
              + ", and its data, which was in memory, is lost; start the service again, or keep the"
              + " data in a folder with --data");
      return;
    }
    log.accept(event + "; restarting it");
    String reason = "";
    while (mayRestart()) {
      try {
        database = starter.start(database.endpoint().getPort());
        watch();
        log.accept("the database runs again, with all acknowledged writes");
        return;
      } catch (IOException | RuntimeException e) {
        reason = ": " + e.getMessage();
      }
    }
    lost.accept(
        "the database ended "
            + MAX_RESTARTS
            + " times within "
            + WINDOW.toMinutes()
            + " minutes and is not restarted"
            + reason);
  }

  private boolean mayRestart() {
    Instant now = clock.instant();
    restarts.removeIf(each -> each.plus(WINDOW).isBefore(now));
    return restarts.size() < MAX_RESTARTS && restarts.add(now);
  }
}
