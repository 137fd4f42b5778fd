package org.conversationsessions.domain.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("contract, section 19: identifiers of files and imports")
class IdentifiersTest {
  private static final UUID ID = UUID.fromString("01234567-89ab-4cde-8f01-23456789abcd");

  @Test
  void aFileHas24HexadecimalDigits() {
    assertThat(FileId.of(ID)).hasToString("0123456789ab4cde8f012345");
    for (String other :
        new String[] {
          "",
          "korewerd",
          "0123456789ab4cde8f01234",
          "0123456789ab4cde8f0123456",
          "0123456789AB4cde8f012345"
        }) {
      assertThat(FileId.isValid(other)).as(other).isFalse();
      assertThatIllegalArgumentException().isThrownBy(() -> new FileId(other));
    }
  }

  @Test
  void anImportHasAPrefixAndAUuid() {
    assertThat(ImportId.of(ID)).hasToString("bir-01234567-89ab-4cde-8f01-23456789abcd");
    for (String other : new String[] {"", "bir-1", "eud-" + ID, "bir-" + ID + "1", " bir-" + ID}) {
      assertThat(ImportId.isValid(other)).as(other).isFalse();
      assertThatIllegalArgumentException().isThrownBy(() -> new ImportId(other));
    }
  }

  @Test
  void aStepIsFoundByItsName() {
    for (ImportStep step : ImportStep.values()) {
      assertThat(ImportStep.of(step.wire())).isEqualTo(step);
    }
    assertThatIllegalArgumentException().isThrownBy(() -> ImportStep.of("Widget"));
  }
}
