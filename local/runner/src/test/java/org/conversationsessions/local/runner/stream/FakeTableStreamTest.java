package org.conversationsessions.local.runner.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Optional;
import org.conversationsessions.testing.ManualClock;
import org.junit.jupiter.api.Test;

class FakeTableStreamTest extends TableStreamPortTests {
  private final FakeTableStream stream =
      new FakeTableStream("arn:stream", new ManualClock(Instant.parse("2026-03-01T10:00:00Z")));

  @Override
  protected TableStream stream() {
    return stream;
  }

  @Override
  protected void change(String key, String value) {
    stream.add(FakeTableStream.SHARD, key, value);
  }

  @Override
  protected void end() {
    stream.end(FakeTableStream.SHARD);
  }

  @Test
  void aTestOpensAndForgetsShards() {
    stream.open("child", Optional.of(FakeTableStream.SHARD));
    assertThat(stream.shards())
        .containsExactly(
            new TableStream.Shard(FakeTableStream.SHARD, Optional.empty()),
            new TableStream.Shard("child", Optional.of(FakeTableStream.SHARD)));
    stream.expire("child");
    assertThat(stream.shards()).hasSize(1);
    assertThatThrownBy(() -> stream.add("child", "a", 1)).hasMessageContaining("no shard child");
  }

  @Test
  void itCountsTheReads() {
    stream.read(FakeTableStream.SHARD, Optional.empty()).next();
    assertThat(stream.reads()).isEqualTo(1);
  }
}
