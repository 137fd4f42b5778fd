package org.conversationsessions.application.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.conversationsessions.domain.erasure.DataSubject;
import org.conversationsessions.domain.erasure.ErasureId;
import org.conversationsessions.domain.erasure.ErasurePhase;
import org.conversationsessions.testing.Seeded;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Random conversations of random users, an erasure in the middle, and crashes of its worker. After
 * it has completed no store holds an erased user, if they were silent meanwhile. All others keep
 * what they had.
 */
@DisplayName("Contract, section 15: erasure of random users")
class ErasurePropertyTest {
  private static final int RUNS = 300;

  @Test
  void noStoreHoldsAnErasedUserAndAllOthersKeepWhatTheyHad(@Seeded Random random) {
    for (int run = 0; run < RUNS; run++) {
      new Run(random).check();
    }
  }

  /** One world. */
  private static final class Run {
    private final Random random;
    private final ErasureWorld world;
    private final List<String> users = new ArrayList<>();
    private final Set<String> touched = new HashSet<>();

    Run(Random random) {
      this.random = random;
      this.world =
          new ErasureWorld(random.nextBoolean() ? Optional.of("script") : Optional.empty());
      for (int i = 0; i < 4; i++) {
        users.add("user-" + i);
      }
    }

    void check() {
      for (int i = 0; i < 40; i++) {
        step(users.get(random.nextInt(users.size())));
      }
      List<String> erased = users.subList(0, 1 + random.nextInt(2));
      ErasureId id =
          world
              .service()
              .erase(
                  "acme",
                  false,
                  List.of(ErasureWorld.BOT),
                  erased.stream().map(user -> new DataSubject(user, Optional.empty())).toList())
              .id();
      work(id);

      assertThat(world.erasures.find(id).orElseThrow().progress().phase())
          .isEqualTo(ErasurePhase.DONE);
      world.finishesClosings();
      world.isWhole();
      world.streamIsDeliveredAgain();
      for (String user : erased) {
        if (!touched.contains(user)) {
          assertThat(world.holds(user)).isEmpty();
          assertThat(world.counters.countedOf(ErasureWorld.BOT, user)).isZero();
        }
      }
      assertThat(world.erasures.marks()).isEmpty();
    }

    private void work(ErasureId id) {
      // Publishing keeps the messages of closings.
      world.readersCatchUp();
      List<String> others = users.subList(2, users.size());
      List<List<String>> before = others.stream().map(world::holds).toList();
      boolean disturbed = random.nextBoolean();
      ErasureWorker worker =
          world.worker(
              (call, after) -> {
                if (random.nextInt(40) == 0) {
                  throw new IllegalStateException("died");
                }
                if (disturbed && random.nextInt(60) == 0) {
                  String user = users.get(random.nextInt(users.size()));
                  touched.add(user);
                  step(user);
                }
              });
      for (int slices = 0; slices < 2000; slices++) {
        int stop = random.nextInt(20);
        int[] steps = new int[1];
        try {
          if (!(worker.work(id, () -> steps[0]++ < stop)
              instanceof ErasureWorker.Result.Again(Duration delay))) {
            break;
          }
          world.passes(delay);
        } catch (IllegalStateException died) {
          // The queue delivers again.
          world.passes(Duration.ofSeconds(1));
        }
        if (random.nextInt(3) == 0) {
          world.readersCatchUp();
        }
      }
      for (int i = 0; i < others.size(); i++) {
        if (!touched.contains(others.get(i))) {
          assertThat(world.holds(others.get(i))).isEqualTo(before.get(i));
        }
      }
    }

    private void step(String user) {
      String channel = random.nextBoolean() ? "rtm" : "web";
      switch (random.nextInt(10)) {
        case 0 -> world.closes(user);
        case 1 -> world.remembers(user, channel);
        case 2 -> world.passes(Duration.ofMinutes(random.nextInt(20)));
        case 3 -> world.readersCatchUp();
        default -> world.says(user, channel, "text of " + user);
      }
    }
  }
}
