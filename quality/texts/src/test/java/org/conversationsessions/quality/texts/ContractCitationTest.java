package org.conversationsessions.quality.texts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.conversationsessions.quality.texts.ContractCitations.Contract;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every citation of the contract leads to a section or row of {@code docs/contract.md}. */
class ContractCitationTest {
  private static final int SECTIONS = 17;
  private static final int ROWS = 11;

  @Test
  void everyCitationLeadsToASectionOrRow() throws Exception {
    Contract contract = contract();
    Map<Path, List<String>> problems = new TreeMap<>();
    citations()
        .forEach(
            (file, citations) -> {
              List<String> found = citations.problems(contract);
              if (!found.isEmpty()) {
                problems.put(file, found);
              }
            });
    assertThat(problems).isEmpty();
  }

  @Test
  void theCitationsOfTheProjectAreFound() throws Exception {
    int sections = 0;
    int rows = 0;
    for (ContractCitations each : citations().values()) {
      sections += each.sections().size();
      rows += each.rows().size();
    }
    assertThat(sections).isGreaterThan(100);
    assertThat(rows).isGreaterThan(20);
  }

  @Test
  void everySectionHasAnAnchorOfItsNumber() throws Exception {
    assertThat(contract().sections()).contains(1, SECTIONS);
    assertThat(contract().anchors())
        .containsAll(contract().sections().stream().map(section -> "section-" + section).toList());
  }

  @Test
  void theErrorTableHasARowForEachNumber() throws Exception {
    assertThat(contract().rows())
        .containsExactlyElementsOf(IntStream.rangeClosed(1, ROWS).boxed().toList());
  }

  @Test
  void aCitationIsFoundAcrossLinesOfAComment() {
    ContractCitations found =
        ContractCitations.in(
            """
              /**
               * Rejects the body (contract, section
               * 3, rows 6 and
               * 7). Clears state (contract, sections 7, 8 and 10).
               */
              // The contract's section 2, which
              // is rows 2 to 5.
            """);
    assertThat(found.sections()).containsExactly(3, 7, 8, 10, 2);
    assertThat(found.rows()).containsExactly(6, 7, 2, 3, 4, 5);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "See the contract, section 99.",
        "See the contract, sections 1 and 99.",
        "(contract, section 3, row 99)",
        "(contract, section 3, rows 9 to 12)",
        "Row 99: of the contract.",
        "[errors](contract.md#section-99)"
      })
  void aCitationThatLeadsNowhereIsAProblem(String text) throws Exception {
    assertThat(ContractCitations.in(text).problems(contract())).isNotEmpty();
  }

  @Test
  void aDocumentThatIsNotInTheRepositoryIsAProblem() throws Exception {
    for (String document : List.of("kore-api" + ".md", "seed " + "002", "seeds" + "/page.txt")) {
      assertThat(ContractCitations.in("as in " + document).problems(contract()))
          .as(document)
          .hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"RFC 7518, section 3.2", "a table of 99 rows", "row 99", "-Dseed=1"})
  void otherNumbersAreNoCitations(String text) throws Exception {
    assertThat(ContractCitations.in(text)).isEqualTo(ContractCitations.in(""));
  }

  private static Contract contract() throws IOException {
    return Contract.of(Files.readString(Project.ROOT.resolve("docs/contract.md")));
  }

  private static Map<Path, ContractCitations> citations() throws IOException {
    Map<Path, ContractCitations> citations = new TreeMap<>();
    for (Path file : Project.files(".java", ".md", "template.yaml")) {
      // This test cites what is not there, to show that it is found.
      if (!file.endsWith("ContractCitationTest.java")) {
        citations.put(Project.ROOT.relativize(file), ContractCitations.in(Files.readString(file)));
      }
    }
    return citations;
  }
}
