package org.conversationsessions.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class NamedUuidTest {
  @Test
  void theUuidOfANameIsAlwaysTheSame() {
    assertThat(NamedUuid.ofAccount("acme")).hasToString("992fbc3c-f7f9-541a-8239-e25840b4f0de");
    assertThat(NamedUuid.ofOperator("acme", "ada@example.com"))
        .hasToString("2a722ea4-1f3a-5034-b906-a926cdfdc196");
    assertThat(NamedUuid.ofPublication("st-1", 7))
        .hasToString("140b4566-baf4-516a-b80f-0c4bd4ee8c69");
  }

  @Test
  void itIsOfVersion5() {
    UUID uuid = NamedUuid.ofAccount("acme");

    assertThat(uuid.version()).isEqualTo(5);
    assertThat(uuid.variant()).isEqualTo(2);
  }

  @Test
  void otherNamesAndOtherThingsHaveOthers() {
    assertThat(
            Set.of(
                NamedUuid.ofAccount("acme"),
                NamedUuid.ofAccount("acme2"),
                NamedUuid.ofAccount("acme#a"),
                NamedUuid.ofOperator("acme", "a"),
                NamedUuid.ofOperator("acme2", "a"),
                NamedUuid.ofPublication("acme", 1),
                NamedUuid.ofPublication("acme", 2)))
        .hasSize(7);
  }
}
