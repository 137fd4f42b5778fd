package org.conversationsessions.local.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.conversationsessions.local.dynamodb.DynamoDbLocal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseSupervisorIT {
  @TempDir Path folder;

  private final BlockingQueue<String> log = new LinkedBlockingQueue<>();
  private final CompletableFuture<String> lost = new CompletableFuture<>();

  @Test
  void givesUpOnADatabaseThatCannotBeStartedAgain() throws Exception {
    DatabaseSupervisor.Starter starter =
        port -> {
          if (port != 0) {
            throw new IOException("no such luck");
          }
          return DynamoDbLocal.in(folder);
        };
    try (DatabaseSupervisor keeper =
        new DatabaseSupervisor(starter, true, Clock.systemUTC(), log::add, lost::complete)) {
      keeper.process().destroyForcibly();

      assertThat(lost.get(30, TimeUnit.SECONDS))
          .isEqualTo(
              "the database ended 5 times within 10 minutes and is not restarted: no such"
                  + " luck");
    }
    assertThat(List.copyOf(log)).hasSize(1);
  }

  @Test
  void doesNothingAboutADatabaseThatItClosesItself() throws Exception {
    new DatabaseSupervisor(
            port -> DynamoDbLocal.in(folder, port),
            true,
            Clock.systemUTC(),
            log::add,
            lost::complete)
        .close();

    assertThat(log).isEmpty();
    assertThat(lost).isNotDone();
  }
}
