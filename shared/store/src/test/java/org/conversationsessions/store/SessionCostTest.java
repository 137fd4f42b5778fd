package org.conversationsessions.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SessionCostTest {
  @ParameterizedTest
  @EnumSource(SessionCost.class)
  void theDesignHasTheSameFigures(SessionCost cost) throws IOException {
    String design =
        Files.readString(Path.of(System.getProperty("project.root"), "docs", "design.md"));
    String test = cost == SessionCost.WITH_TEXTS ? "MessageBudgetIT" : "BudgetIT";

    assertThat(design)
        .contains(
            "| %d, %d | %d, %d | `%s` |\n"
                .formatted(
                    cost.byUser, cost.byConnect, cost.budgetByUser, cost.budgetByConnect, test));
  }
}
