package org.conversationsessions.local.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResourcesTest {
  private final List<String> closed = new ArrayList<>();
  private final Resources closing = new Resources();

  @Test
  void closesInTheReverseOrderAndOnlyOnce() {
    closing.add(() -> closed.add("first"));
    closing.add(() -> closed.add("second"));

    closing.close();
    closing.close();

    assertThat(closed).containsExactly("second", "first");
  }

  @Test
  void closesTheRestWhenOneFails() {
    closing.add(() -> closed.add("first"));
    closing.add(
        () -> {
          throw new IOException("one");
        });
    closing.add(
        () -> {
          throw new IOException("two");
        });

    assertThatThrownBy(closing::close)
        .hasMessageContaining("two")
        .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
    assertThat(closed).containsExactly("first");
  }
}
