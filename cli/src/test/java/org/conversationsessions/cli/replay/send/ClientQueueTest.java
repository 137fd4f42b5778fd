package org.conversationsessions.cli.replay.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.conversationsessions.cli.replay.recording.RecordedEvents;
import org.conversationsessions.cli.replay.recording.RecordedLine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ClientQueueTest {
  private static final int MANY = 1 << 20;

  @Test
  void returnsBatchesInOrderAndAnEmptyOneAtTheEnd() throws Exception {
    ClientQueue queue = new ClientQueue(2, MANY);
    queue.put(RecordedEvents.event(1));
    queue.put(RecordedEvents.event(2));
    queue.put(RecordedEvents.event(3));
    queue.close();

    assertThat(queue.take()).isEqualTo(RecordedEvents.events(1, 2));
    assertThat(queue.take()).isEqualTo(RecordedEvents.events(3));
    assertThat(queue.take()).isEmpty();
  }

  @Test
  void keepsABatchBelowItsSizeUnlessItIsOneEvent() throws Exception {
    int size = RecordedEvents.event(1).json().length() + 1;
    ClientQueue queue = new ClientQueue(100, 2 * size);
    for (int i = 1; i <= 5; i++) {
      queue.put(RecordedEvents.event(i));
    }
    queue.close();

    assertThat(queue.take()).hasSize(2);
    assertThat(queue.take()).hasSize(2);
    assertThat(queue.take()).hasSize(1);

    ClientQueue narrow = new ClientQueue(100, 1);
    narrow.put(RecordedEvents.event(1));
    narrow.close();
    assertThat(narrow.take()).hasSize(1);
  }

  @Test
  void blocksTheReaderUntilThereIsRoom() throws Exception {
    ClientQueue queue = new ClientQueue(1, MANY);
    CountDownLatch three = new CountDownLatch(3);
    CompletableFuture<Void> reader =
        CompletableFuture.runAsync(
            () -> {
              for (int i = 1; i <= 4; i++) {
                put(queue, i);
                three.countDown();
              }
              queue.close();
            });
    List<RecordedLine.Event> taken = new ArrayList<>();
    taken.addAll(queue.take());
    assertThat(three.await(20, TimeUnit.SECONDS)).isTrue();
    for (List<RecordedLine.Event> b = queue.take(); !b.isEmpty(); b = queue.take()) {
      taken.addAll(b);
    }
    reader.get(20, TimeUnit.SECONDS);

    assertThat(taken).isEqualTo(RecordedEvents.events(1, 2, 3, 4));
  }

  @Test
  void releasesTheReaderWhenItIsAbandoned() throws Exception {
    ClientQueue queue = new ClientQueue(1, MANY);
    queue.put(RecordedEvents.event(1));
    queue.put(RecordedEvents.event(2));
    CompletableFuture<Void> reader = CompletableFuture.runAsync(() -> put(queue, 3));

    queue.abandon();

    reader.get(20, TimeUnit.SECONDS);
    assertThat(queue.take()).isEmpty();
  }

  private static void put(ClientQueue queue, long line) {
    try {
      queue.put(RecordedEvents.event(line));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
