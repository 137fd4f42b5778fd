package org.conversationsessions.domain.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How a worker recognises its own progress (contract, section 15). */
class ErasureProgressTest {
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00.123456789Z");
  private static final Instant STORED = Instant.parse("2026-11-20T10:00:00.123Z");

  @Test
  void itsTimesAreThoseThatAreStored() {
    ErasureProgress progress =
        ErasureProgress.first(Set.of(0), NOW).startedAt(NOW).written(NOW.plusSeconds(1));

    assertThat(progress.startedAt()).isEqualTo(STORED);
    assertThat(progress.updatedAt()).isEqualTo(STORED.plusSeconds(1));
    assertThat(progress.notBefore()).isEqualTo(STORED);
  }

  @Test
  void anEndUserOfOneChannelIsThatOfTheChannelInAnyCase() {
    DataSubject subject = new DataSubject("ann", Optional.of("RTM"));

    assertThat(subject.covers("rtm")).isTrue();
    assertThat(subject.covers("sms")).isFalse();
  }
}
