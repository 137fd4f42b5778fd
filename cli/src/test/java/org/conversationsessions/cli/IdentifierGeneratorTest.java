package org.conversationsessions.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.conversationsessions.testing.Seeded;
import org.junit.jupiter.api.Test;

class IdentifierGeneratorTest {
  private final IdentifierGenerator names;

  IdentifierGeneratorTest(@Seeded Random random) {
    names = new IdentifierGenerator(random);
  }

  @Test
  void generatesIdsThatTheRegistryAccepts() {
    assertThat(names.bot().value()).matches("st-[0-9a-f-]{36}");
    assertThat(names.app()).matches("cs-[0-9a-f-]{36}");
  }

  @Test
  void generatesSecretsLongEnoughForHs256() {
    assertThat(names.secret()).hasSize(64).matches("[A-Za-z0-9_-]+");
  }

  @Test
  void generatesNothingTwice() {
    Set<String> made = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      assertThat(made.add(names.secret())).isTrue();
      assertThat(made.add(names.app())).isTrue();
    }
  }
}
