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
 * Keeps a database running that was started here. Where its data is kept in a folder, a database
 * that ends is started again on the same port: functions have its address in their environment.
 */
final class DatabaseSupervisor implements AutoCloseable {
  /** How often it is started again within {@link #WHILE}; more often, something is wrong. */
  static final int MOST_RESTARTS = 5;

  static final Duration WHILE = Duration.ofMinutes(10);

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
   * Starts a database and begins to watch it.
   *
   * @param kept whether its data outlives its process
   * @param log told what is done about a database that ended
   * @param lost told when there is no database any more, with the reason; called once at most
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

  /** Where it answers; the same after a restart. */
  synchronized URI endpoint() {
    return database.endpoint();
  }

  /** Its present process. */
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
    String what = "the database ended (exit status " + status + ")";
    if (!kept) {
      lost.accept(
          what
              + ", and with it the data, which was in memory; start the service again, or keep the"
              + " data in a folder with --data");
      return;
    }
    log.accept(what + "; it is started again");
    String why = "";
    while (mayRestart()) {
      try {
        database = starter.start(database.endpoint().getPort());
        watch();
        log.accept("the database is back, with all that it had answered for");
        return;
      } catch (IOException | RuntimeException e) {
        why = ": " + e.getMessage();
      }
    }
    lost.accept(
        "the database ended "
            + MOST_RESTARTS
            + " times within "
            + WHILE.toMinutes()
            + " minutes and is not started again"
            + why);
  }

  private boolean mayRestart() {
    Instant now = clock.instant();
    restarts.removeIf(each -> each.plus(WHILE).isBefore(now));
    return restarts.size() < MOST_RESTARTS && restarts.add(now);
  }
}
