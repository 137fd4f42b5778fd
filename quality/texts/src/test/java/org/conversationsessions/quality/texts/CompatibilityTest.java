package org.conversationsessions.quality.texts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.conversationsessions.quality.texts.CompatibilityTable.Row;
import org.conversationsessions.quality.texts.CompatibilityTable.Section;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * {@code docs/compatibility.md} is complete and true as far as texts can tell: each row has one of
 * three verdicts and tests that exist, each operation of {@code docs/openapi.yaml} its section, and
 * each field of these operations its row. {@code CodeMapTest} checks which class a named test is
 * in.
 */
class CompatibilityTest {
  private static final Path DOCS = Project.ROOT.resolve("docs");
  private static final Set<String> VERDICTS = Set.of("same", "more", "different");
  private static final Pattern TEST =
      Pattern.compile(
          "(?s)@(?:Test|ParameterizedTest|RepeatedTest)\\b(?:(?!\\bvoid\\b).)*+\\bvoid (\\w+)\\(");

  private static final String API =
      """
      paths:
        /api/public/a:
          parameters: [{$ref: '#/components/parameters/id'}]
          post:
            requestBody:
              content:
                application/json:
                  schema:
                    allOf:
                      - properties: {userId: {type: string}, tags: {properties: {and: {}}}}
            responses:
              '200': {$ref: '#/components/responses/Rows'}
              '400': {content: {application/json: {schema: {properties: {msg: {}}}}}}
          put:
            parameters: [{name: x-http-method-override, in: header, required: true}]
        /api/public/b: {$ref: '#/paths/~1api~1public~1a'}
      components:
        parameters:
          id: {name: id, in: path}
        responses:
          Rows:
            content:
              application/json:
                schema:
                  items: {properties: {total: {}, tags: {items: {properties: {name: {}}}}}}
      """;

  private static final String PAGE =
      """
      # Page

      ## What is different

      | call | parts |
      |---|---|
      | [A call](#a-call) | `name` |

      ## Common

      | request | here | what exactly | test |
      |---|---|---|---|
      | `id` | same | | `FirstTest.one` |

      ## A call

      `POST /api/public/a`, as [common](#common).

      | request | here | what exactly | test |
      |---|---|---|---|
      | `userId`, `tags.and` | more | in any case | `FirstTest.one`, `SecondIT` |

      | response | here | what exactly | test |
      |---|---|---|---|
      | `total` | same | all | `FirstTest.two` |
      | `name` | different | another one | `FirstTest.two` |
      """;

  @Test
  void everyRowHasAVerdictAReasonAndTestsThatExist() throws IOException {
    Map<String, Set<String>> tests = tests();
    List<Row> rows = page().sections().values().stream().flatMap(s -> s.rows().stream()).toList();

    assertThat(rows).hasSizeGreaterThan(250);
    assertThat(rows.stream().flatMap(row -> problems(row, tests).stream())).isEmpty();
  }

  @Test
  void everyOperationHasItsSectionAndEveryFieldItsRow() throws IOException {
    Map<String, ApiFields> api = ApiFields.read(Files.readString(DOCS.resolve("openapi.yaml")));
    CompatibilityTable page = page();
    Predicate<Section> onlyHere = section -> section.title().startsWith("Calls that only");

    assertThat(page.sections().values().stream().flatMap(s -> s.operations().stream()))
        .containsExactlyInAnyOrderElementsOf(api.keySet());
    assertThat(
            page.sections().values().stream()
                .filter(onlyHere.negate())
                .flatMap(section -> page.uncovered(section, api).stream()))
        .isEmpty();
  }

  @Test
  void theSummaryHasWhatIsDifferent() throws IOException {
    assertThat(page().summary()).containsExactlyEntriesOf(page().differences());
  }

  @Test
  void anApiHasTheFieldsOfItsOperations() {
    Map<String, ApiFields> api = ApiFields.read(API);

    assertThat(api).containsOnlyKeys("POST /api/public/a");
    assertThat(api.get("POST /api/public/a"))
        .isEqualTo(
            new ApiFields(
                Set.of("id", "userId", "tags", "tags.and"), Set.of("total", "tags", "tags.name")));
  }

  @Test
  void aWholePageIsAccepted() {
    CompatibilityTable page = CompatibilityTable.read(PAGE);

    assertThat(problems(page)).isEmpty();
    assertThat(page.summary()).isEqualTo(page.differences());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "more | maybe | no verdict: maybe",
        "another one | '' | says not why: `name`",
        "`FirstTest.two` | '' | no test: `total`",
        "`FirstTest.two` | `FirstTest.three` | not a test: FirstTest.three",
        "`SecondIT` | `ThirdIT` | not a test: ThirdIT",
        "tags.and | tags.or | POST /api/public/a: request tags.and",
        "`total` | `sum` | POST /api/public/a: response total",
        "response | rule | POST /api/public/a: response tags.name",
        "[common] | [other] | POST /api/public/a: request id",
        "public/a | public/b | POST /api/public/b is no operation"
      })
  void whatIsMissingOrWrongIsFound(String text, String wrong, String problem) {
    assertThat(problems(CompatibilityTable.read(PAGE.replace(text, wrong)))).contains(problem);
  }

  private static List<String> problems(CompatibilityTable page) {
    Map<String, Set<String>> tests =
        Map.of("FirstTest", Set.of("one", "two"), "SecondIT", Set.of());
    Map<String, ApiFields> api = ApiFields.read(API);
    List<String> problems = new ArrayList<>();
    for (Section section : page.sections().values()) {
      section.rows().forEach(row -> problems.addAll(problems(row, tests)));
      problems.addAll(page.uncovered(section, api));
    }
    return problems;
  }

  private static List<String> problems(Row row, Map<String, Set<String>> tests) {
    List<String> problems = new ArrayList<>();
    if (!VERDICTS.contains(row.verdict())) {
      problems.add("no verdict: " + row.verdict());
    }
    if (!row.verdict().equals("same") && row.reason().isBlank()) {
      problems.add("says not why: " + row.part());
    }
    if (row.tests().isEmpty()) {
      problems.add("no test: " + row.part());
    }
    row.tests().stream()
        .filter(name -> !isTest(name, tests))
        .forEach(name -> problems.add("not a test: " + name));
    return problems;
  }

  /** A test is named as its class, or as {@code Class.method}, with nested classes between. */
  private static boolean isTest(String name, Map<String, Set<String>> tests) {
    String[] parts = name.split("\\.", -1);
    return parts.length == 1
        ? tests.containsKey(name)
        : tests.getOrDefault(parts[0], Set.of()).contains(parts[parts.length - 1]);
  }

  private static CompatibilityTable page() throws IOException {
    return CompatibilityTable.read(Files.readString(DOCS.resolve("compatibility.md")));
  }

  /** Returns the names of the tests in each class. */
  private static Map<String, Set<String>> tests() throws IOException {
    Map<String, Set<String>> tests = new HashMap<>();
    for (Path file : Project.files("Test.java", "Tests.java", "IT.java")) {
      Set<String> methods = new HashSet<>();
      for (MatchResult test : TEST.matcher(Files.readString(file)).results().toList()) {
        methods.add(test.group(1));
      }
      tests.put(file.getFileName().toString().replace(".java", ""), methods);
    }
    return tests;
  }
}
