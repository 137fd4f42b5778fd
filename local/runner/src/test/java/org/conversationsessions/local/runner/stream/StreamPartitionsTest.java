package org.conversationsessions.local.runner.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.conversationsessions.local.runner.stream.StreamFixture.SHARD;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.conversationsessions.local.runner.fixtures.FakeFunctions;
import org.conversationsessions.local.runner.lambda.Invocation;
import org.conversationsessions.testing.Randoms;
import org.conversationsessions.testing.Seeded;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The order of each partition's changes, and that none is lost. */
class StreamPartitionsTest {
  private static final int KEYS = 12;
  private static final int CHANGES = 150;

  private final StreamFixture scene = new StreamFixture();

  @TempDir Path folder;

  @Test
  void lanesHandOverAtTheSameTimeAndKeepTheOrderOfEachPartition() throws Exception {
    List<String> order = new ArrayList<>();
    CyclicBarrier both = new CyclicBarrier(2);
    // Their hash codes are an odd and an even number.
    scene.add("a", "a1", "a2");
    scene.add("b", "b1", "b2");
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      StreamMapping mapping =
          new StreamMapping(
              scene.settings(Map.of("ParallelizationFactor", 2, "BatchSize", 1)),
              new StreamAccess(scene.stream, Optional.empty()),
              scene.queues,
              (_, event) -> {
                await(both);
                synchronized (order) {
                  order.addAll(StreamFixture.values(event));
                }
                return FakeFunctions.succeeded("");
              },
              scene.clock,
              executor);
      long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
      while (size(order) < 4 && System.nanoTime() < deadline) {
        mapping.run();
      }
    }
    assertThat(order).containsExactlyInAnyOrder("a1", "a2", "b1", "b2");
    assertThat(order).containsSubsequence("a1", "a2").containsSubsequence("b1", "b2");
  }

  @Test
  void whateverFailsEveryChangeArrivesAndBehindThoseOfItsPartitionBefore(@Seeded Random seeds) {
    for (int round = 0; round < 30; round++) {
      Random random = Randoms.from(seeds);
      FakeTableStream stream = new FakeTableStream("arn:stream-" + round, scene.clock);
      Map<String, Integer> written = write(stream, random);
      Receiver receiver = new Receiver(random);
      Map<String, Object> properties =
          StreamFixture.reports(
              Map.of(
                  "BatchSize",
                  1 + random.nextInt(20),
                  "ParallelizationFactor",
                  1 + random.nextInt(4),
                  "BisectBatchOnFunctionError",
                  random.nextBoolean()));
      for (int run = 0; run < 1000 && !receiver.received.equals(written); run++) {
        StreamMapping mapping =
            scene.mapping(
                stream, receiver::invoke, properties, Optional.of(folder.resolve("" + round)));
        scene.run(mapping, Duration.ofMillis(200L * random.nextInt(100)));
        mapping.close();
      }

      assertThat(receiver.received).as("round %d", round).isEqualTo(written);
      assertThat(receiver.outOfOrder).as("round %d", round).isEmpty();
    }
  }

  /** Writes changes of some items, each item's numbered from 1, in shards that split. */
  private static Map<String, Integer> write(FakeTableStream stream, Random random) {
    Map<String, Integer> written = new HashMap<>();
    Map<String, String> places = new HashMap<>();
    for (int change = 0; change < CHANGES; change++) {
      String key = "key-" + random.nextInt(KEYS);
      String shard = places.getOrDefault(key, SHARD);
      if (random.nextInt(40) == 0) {
        String parent = shard;
        stream.end(parent);
        for (String child : List.of(parent + "0", parent + "1")) {
          stream.open(child, Optional.of(parent));
        }
        for (int k = 0; k < KEYS; k++) {
          String each = "key-" + k;
          if (places.getOrDefault(each, SHARD).equals(parent)) {
            places.put(each, parent + k % 2);
          }
        }
      }
      stream.add(
          places.getOrDefault(key, SHARD), key, key + ":" + written.merge(key, 1, Integer::sum));
    }
    return written;
  }

  /** A function that takes records until it fails, and fails often. */
  private static final class Receiver {
    final Map<String, Integer> received = new HashMap<>();
    final List<String> outOfOrder = new ArrayList<>();
    private final Random random;

    Receiver(Random random) {
      this.random = random;
    }

    Invocation invoke(String function, byte[] event) {
      List<String> values = StreamFixture.values(event);
      int count = random.nextInt(3) == 0 ? random.nextInt(values.size() + 1) : values.size();
      values.subList(0, count).forEach(this::take);
      if (count == values.size()) {
        return FakeFunctions.succeeded("");
      }
      return random.nextBoolean()
          ? FakeFunctions.failed()
          : FakeFunctions.succeeded(
              "{\"batchItemFailures\":[{\"itemIdentifier\":\""
                  + StreamFixture.sequenceNumbers(event).get(count)
                  + "\"}]}");
    }

    private void take(String value) {
      String key = value.substring(0, value.indexOf(':'));
      int number = Integer.parseInt(value.substring(value.indexOf(':') + 1));
      int last = received.getOrDefault(key, 0);
      if (number > last + 1) {
        outOfOrder.add(value + " after " + last);
      }
      received.put(key, Math.max(last, number));
    }
  }

  private static int size(List<String> list) {
    synchronized (list) {
      return list.size();
    }
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await(10, TimeUnit.SECONDS);
    } catch (Exception e) { // nobody came
      throw new IllegalStateException(e);
    }
  }
}
