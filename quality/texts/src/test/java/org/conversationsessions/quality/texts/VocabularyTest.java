package org.conversationsessions.quality.texts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One word for one thing: class names, package sizes, test names and retired words. */
class VocabularyTest {
  private static final int MAX_CLASSES = 20;

  /** The table of retired words. */
  private static final Path RETIRED_WORDS =
      Project.ROOT.resolve("quality/texts/src/test/resources/retired-words.md");

  /** The first cell of a row: the forms of a retired word. */
  private static final Pattern FORMS = Pattern.compile("(?m)^\\| (?!not \\|)([^|]+) \\|");

  private static final Pattern RETIRED = retired();

  private static final Pattern SNAKE_CASE_TEST =
      Pattern.compile("\\bvoid ([a-z][A-Za-z0-9]*_\\w+)\\(");

  @Test
  void noSimpleClassNameStandsForTwoThingsInMainCode() throws IOException {
    Map<String, List<Path>> bySimpleName = new TreeMap<>();
    for (Path source : mainClasses()) {
      bySimpleName
          .computeIfAbsent(source.getFileName().toString(), name -> new ArrayList<>())
          .add(source);
    }
    assertThat(bySimpleName).hasSizeGreaterThan(400);
    bySimpleName.values().removeIf(places -> places.size() == 1);
    assertThat(bySimpleName).isEmpty();
  }

  @Test
  void noPackageHasMoreThanTwentyClasses() throws IOException {
    Map<Path, Integer> classes = new TreeMap<>();
    for (Path source : mainClasses()) {
      classes.merge(Project.ROOT.relativize(source).getParent(), 1, Integer::sum);
    }
    assertThat(classes).isNotEmpty();
    classes.values().removeIf(count -> count <= MAX_CLASSES);
    assertThat(classes).isEmpty();
  }

  @Test
  void noRetiredWordIsInCodeOrDocuments() throws IOException {
    List<String> found = new ArrayList<>();
    for (Path file : Project.files(".java", ".js", ".html", ".md", ".yaml", ".xml", ".sh")) {
      if (!file.endsWith("VocabularyTest.java") && !file.equals(RETIRED_WORDS)) {
        found.addAll(places(file, RETIRED));
      }
    }
    assertThat(found).isEmpty();
  }

  @Test
  void everyRowOfTheTableIsRead() throws IOException {
    List<String> rows =
        Files.readAllLines(RETIRED_WORDS).stream().filter(line -> line.startsWith("| ")).toList();
    assertThat(rows).hasSizeGreaterThan(30);
    assertThat(rows.subList(1, rows.size())).allMatch(row -> RETIRED.matcher(row).find());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "it rehearsed",
        "a Lane",
        "the census of",
        "at a GLANCE",
        "none that is",
        "it lags behind",
        "mending",
        "failure.isPassing()",
        "What consumers set aside",
        "new CountedPage(counted)"
      })
  void aRetiredWordIsRecognised(String text) {
    assertThat(RETIRED.matcher(text).find()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"planes", "totally", "a glancing blow", "plane", "amended", "left behind"})
  void anotherWordIsNot(String text) {
    assertThat(RETIRED.matcher(text).find()).isFalse();
  }

  @Test
  void testsHaveNamesInCamelCase() throws IOException {
    List<String> found = new ArrayList<>();
    for (Path file : Project.files("Test.java", "IT.java", "Tests.java")) {
      found.addAll(places(file, SNAKE_CASE_TEST));
    }
    assertThat(found).isEmpty();
  }

  /** A test in memory must not use what starts a process; those are named {@code *IT}. */
  @Test
  void testsInMemoryStartNoDatabaseAndNoProcess() throws IOException {
    Pattern process =
        Pattern.compile("\\b(TestDynamo\\.LOCAL|DynamoDbLocal\\.start|ProcessBuilder)\\b");
    List<String> found = new ArrayList<>();
    List<Path> tests = Project.files("Test.java");
    assertThat(tests).hasSizeGreaterThan(100);
    for (Path file : tests) {
      if (!file.endsWith("VocabularyTest.java") && !file.endsWith("ChildCommandTest.java")) {
        found.addAll(places(file, process));
      }
    }
    assertThat(found).isEmpty();
  }

  /** Surefire's own includes take {@code Test*} too, and with it tests that start processes. */
  @Test
  void mavenTestRunsTestsInMemoryOnly() throws IOException {
    String pom = Files.readString(Project.ROOT.resolve("pom.xml"));
    int surefire = pom.indexOf("<artifactId>maven-surefire-plugin</artifactId>");
    String configuration = pom.substring(surefire, pom.indexOf("</plugin>", surefire));
    assertThat(Pattern.compile("<include>(.*?)</include>").matcher(configuration).results())
        .extracting(include -> include.group(1))
        .containsExactly("**/*Test.java");
  }

  /** Returns a pattern of the retired words, each as a whole word in any case. */
  private static Pattern retired() {
    try {
      String table = Files.readString(RETIRED_WORDS);
      String forms =
          FORMS
              .matcher(table)
              .results()
              .map(row -> row.group(1).replace(", ", "|"))
              .collect(Collectors.joining("|"));
      return Pattern.compile("(?i)\\b(" + forms + ")\\b");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> mainClasses() throws IOException {
    List<Path> classes = new ArrayList<>();
    for (String part : List.of("shared", "functions", "local", "cli", "bench")) {
      classes.addAll(Project.mainSources(Project.ROOT.resolve(part)));
    }
    classes.removeIf(file -> file.endsWith("package-info.java"));
    return classes;
  }

  private static List<String> places(Path file, Pattern pattern) throws IOException {
    List<String> places = new ArrayList<>();
    int number = 0;
    for (String line : Files.readAllLines(file)) {
      number++;
      Matcher matcher = pattern.matcher(line);
      if (matcher.find()) {
        places.add(Project.ROOT.relativize(file) + ":" + number + ": " + matcher.group());
      }
    }
    return places;
  }
}
