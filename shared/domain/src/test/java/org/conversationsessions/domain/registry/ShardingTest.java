package org.conversationsessions.domain.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShardingTest {
  private static final LocalDate DAY = LocalDate.parse("2026-12-01");

  @Test
  void aNumberHoldsFromItsDayOnUntilTheNext() {
    Sharding sharding = Sharding.ONE.with(DAY, 8).with(DAY.plusDays(5), 2);

    assertThat(sharding.shards(DAY.minusDays(1))).isEqualTo(1);
    assertThat(sharding.shards(DAY)).isEqualTo(8);
    assertThat(sharding.shards(DAY.plusDays(4))).isEqualTo(8);
    assertThat(sharding.shards(DAY.plusDays(50))).isEqualTo(2);
    assertThat(sharding.maxShards(Instant.EPOCH, at(DAY.minusDays(1)))).isEqualTo(1);
    assertThat(sharding.maxShards(Instant.EPOCH, at(DAY))).isEqualTo(8);
    assertThat(sharding.maxShards(at(DAY.plusDays(4)), at(DAY.plusDays(9)))).isEqualTo(8);
    assertThat(sharding.maxShards(at(DAY.plusDays(5)), at(DAY.plusDays(9)))).isEqualTo(2);
  }

  @Test
  void aChangeReplacesThoseForLaterDays() {
    Sharding sharding = Sharding.ONE.with(DAY, 8).with(DAY.plusDays(5), 2).with(DAY.plusDays(3), 4);
    assertThat(sharding.shardsByFirstDay()).isEqualTo(Map.of(DAY, 8, DAY.plusDays(3), 4));
  }

  @Test
  void endUsersAreDistributedEvenlyAndEachKeepsItsShard() {
    Sharding sharding = Sharding.ONE.with(DAY, 4);
    int[] users = new int[4];
    IntStream.range(0, 4000).forEach(i -> users[sharding.shardOf("user-" + i, DAY)]++);
    for (int some : users) {
      assertThat(some).isBetween(850, 1150);
    }
    assertThat(sharding.shardOf("user-7", DAY)).isEqualTo(sharding.shardOf("user-7", DAY));
    assertThat(sharding.shardOf("user-7", DAY.minusDays(1))).isZero();
    // Where an end user's sessions are stored must never change.
    assertThat(sharding.shardOf("user-7", DAY)).isEqualTo(1);
  }

  @Test
  void thereAreOneToSixtyFourShards() {
    assertThat(Sharding.ONE.with(DAY, 64).shards(DAY)).isEqualTo(64);
    assertThat(Sharding.ONE.with(DAY, 1).shards(DAY)).isEqualTo(1);
    assertThatIllegalArgumentException().isThrownBy(() -> new Sharding(Map.of(DAY, 65)));
    assertThatIllegalArgumentException().isThrownBy(() -> Sharding.ONE.with(DAY, 65));
    assertThatIllegalArgumentException().isThrownBy(() -> Sharding.ONE.with(DAY, 0));
  }

  private static Instant at(LocalDate day) {
    return day.atTime(12, 0).toInstant(java.time.ZoneOffset.UTC);
  }
}
