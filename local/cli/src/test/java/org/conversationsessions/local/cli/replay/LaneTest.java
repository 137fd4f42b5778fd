package org.conversationsessions.local.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LaneTest {
  private static final int MANY = 1 << 20;

  @Test
  void givesBatchesInOrderAndAnEmptyOneAtTheEnd() throws Exception {
    Lane lane = new Lane(2, MANY);
    lane.put(Events.event(1));
    lane.put(Events.event(2));
    lane.put(Events.event(3));
    lane.close();

    assertThat(lane.take()).isEqualTo(Events.events(1, 2));
    assertThat(lane.take()).isEqualTo(Events.events(3));
    assertThat(lane.take()).isEmpty();
  }

  @Test
  void keepsABatchBelowItsBytesUnlessItIsOneEvent() throws Exception {
    int size = Events.event(1).json().length() + 1;
    Lane lane = new Lane(100, 2 * size);
    for (int i = 1; i <= 5; i++) {
      lane.put(Events.event(i));
    }
    lane.close();

    assertThat(lane.take()).hasSize(2);
    assertThat(lane.take()).hasSize(2);
    assertThat(lane.take()).hasSize(1);

    Lane narrow = new Lane(100, 1);
    narrow.put(Events.event(1));
    narrow.close();
    assertThat(narrow.take()).hasSize(1);
  }

  @Test
  void holdsBackTheReaderUntilThereIsRoom() throws Exception {
    Lane lane = new Lane(1, MANY);
    CountDownLatch three = new CountDownLatch(3);
    CompletableFuture<Void> reader =
        CompletableFuture.runAsync(
            () -> {
              for (int i = 1; i <= 4; i++) {
                put(lane, i);
                three.countDown();
              }
              lane.close();
            });
    List<RecordedLine.Event> taken = new ArrayList<>();
    taken.addAll(lane.take());
    assertThat(three.await(20, TimeUnit.SECONDS)).isTrue();
    for (List<RecordedLine.Event> b = lane.take(); !b.isEmpty(); b = lane.take()) {
      taken.addAll(b);
    }
    reader.get(20, TimeUnit.SECONDS);

    assertThat(taken).isEqualTo(Events.events(1, 2, 3, 4));
  }

  @Test
  void letsTheReaderGoWhenItIsAbandoned() throws Exception {
    Lane lane = new Lane(1, MANY);
    lane.put(Events.event(1));
    lane.put(Events.event(2));
    CompletableFuture<Void> reader = CompletableFuture.runAsync(() -> put(lane, 3));

    lane.abandon();

    reader.get(20, TimeUnit.SECONDS);
    assertThat(lane.take()).isEmpty();
  }

  private static void put(Lane lane, long line) {
    try {
      lane.put(Events.event(line));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
