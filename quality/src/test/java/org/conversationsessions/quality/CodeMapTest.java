package org.conversationsessions.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The classes and methods that documents name are in the code. {@code docs/code-map.md} also links
 * each class to its file, and a test of a rule cites the section of the contract that the rule is
 * in.
 */
class CodeMapTest {
  private static final Path MAP = Project.ROOT.resolve("docs/code-map.md");

  /** A linked name, such as {@code [`Lifecycle.splits`][Lifecycle]}. */
  private static final Pattern LINKED = Pattern.compile("\\[`([\\w.]+)`]\\[(\\w+)]");

  /** Where a link leads, such as {@code [Lifecycle]: ../shared/…/Lifecycle.java}. */
  private static final Pattern TARGET = Pattern.compile("(?m)^\\[(\\w+)]: (\\S+)$");

  /** A row of a table whose last column is a section of the contract. */
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| (.*) \\| \\[\\d+]\\(contract\\.md#section-(\\d+)\\) \\|$");

  private static final Pattern TEST = Pattern.compile("(?:Test|Tests|IT)$");

  /** A member of a class, such as {@code `Lifecycle.splits`}. */
  private static final Pattern MEMBER = Pattern.compile("`([A-Z]\\w*(?:\\.\\w+)+)(?:\\(\\))?`");

  /** The beginning of a line that declares a method: its modifiers and its type. */
  private static final String BEFORE_METHOD =
      "^ ++(?!return |throw |new |yield |case |else )[\\w<>\\[\\],.?@ ]+ ";

  /**
   * The beginning of a line that declares a field: in the body of the file's class (two spaces), or
   * in the body of a class inside it (four spaces), where only a modifier tells a field from a
   * local variable.
   */
  private static final String BEFORE_FIELD =
      "^(?: {2}| {4}(?=(?:private|protected|public|static|volatile) ))(?! )[\\w<>\\[\\],.?@ ]+ ";

  /** The components of a record, in its header. */
  private static final Pattern RECORD_HEADER =
      Pattern.compile("\\brecord \\w+(?:<[^(]*>)?\\(((?:[^()]++|\\([^()]*+\\))*+)\\)");

  /** Comments, text blocks, strings and characters. */
  private static final Pattern NO_CODE =
      Pattern.compile(
          "(?s)/\\*.*?\\*/|//[^\n]*+|\"{3}.*?\"{3}"
              + "|\"(?:[^\"\\\\\n]++|\\\\.)*+\"|'(?:[^'\\\\\n]++|\\\\.)*+'");

  private static final String EXAMPLE =
      """
      /** Maps things; each part, prose;
       * a word = written; */
      final class Map {
        private static final int MAX = 3;
        List<String> names;

        void plain() {
          // A remark;
          String local = "of text;";
          Other.called(typed(argument, 1));
        }

        private <T> List<T> typed(
            T first, int most) {
          return returned(first);
        }

        record Inner(int part) {}

        record Long<T>(
            List<String> first2,
            @Nullable T second) {}

        private static final class Nested {
          private int depth = 1;
        }
      }
      """;

  @Test
  void everyNameOfTheCodeMapIsInTheFileThatItLinksTo() throws IOException {
    String map = Files.readString(MAP);
    Map<String, String> sources = new HashMap<>();
    for (MatchResult target : TARGET.matcher(map).results().toList()) {
      Path file = MAP.resolveSibling(target.group(2)).normalize();
      assertThat(file).isRegularFile().hasFileName(target.group(1) + ".java");
      sources.put(target.group(1), Files.readString(file));
    }
    Set<String> linked = new TreeSet<>();
    List<String> missing = new ArrayList<>();
    for (MatchResult name : LINKED.matcher(map).results().toList()) {
      linked.add(name.group(2));
      String source = sources.getOrDefault(name.group(2), "");
      if (!name.group(1).split("\\.", -1)[0].equals(name.group(2)) || !has(source, name.group(1))) {
        missing.add(name.group());
      }
    }
    assertThat(linked).hasSizeGreaterThan(100);
    assertThat(missing).isEmpty();
    assertThat(sources.keySet()).containsExactlyInAnyOrderElementsOf(linked);
  }

  @Test
  void everyMemberThatADocumentNamesIsInItsClass() throws IOException {
    Map<String, Path> classes = new HashMap<>();
    for (Path file : Project.files(".java")) {
      classes.put(file.getFileName().toString().replace(".java", ""), file);
    }
    int checked = 0;
    List<String> missing = new ArrayList<>();
    for (Path document : Project.files(".md")) {
      for (MatchResult name : MEMBER.matcher(Files.readString(document)).results().toList()) {
        Path file = classes.get(name.group(1).split("\\.", -1)[0]);
        if (file != null) {
          checked++;
          if (!has(Files.readString(file), name.group(1))) {
            missing.add(Project.ROOT.relativize(document) + ": " + name.group(1));
          }
        }
      }
    }
    assertThat(checked).isGreaterThan(100);
    assertThat(missing).isEmpty();
  }

  @Test
  void everyTestOfARowCitesTheContractsSectionOfThatRow() throws IOException {
    String map = Files.readString(MAP);
    Map<String, Path> files = new HashMap<>();
    for (MatchResult target : TARGET.matcher(map).results().toList()) {
      files.put(target.group(1), MAP.resolveSibling(target.group(2)).normalize());
    }
    int checked = 0;
    List<String> missing = new ArrayList<>();
    for (MatchResult row : ROW.matcher(map).results().toList()) {
      for (MatchResult name : LINKED.matcher(row.group(1)).results().toList()) {
        Path file = files.get(name.group(2));
        if (file != null && TEST.matcher(name.group(2)).find()) {
          checked++;
          ContractCitations citations = ContractCitations.in(Files.readString(file));
          if (!citations.sections().contains(Integer.valueOf(row.group(2)))) {
            missing.add(name.group(2) + ": contract, section " + row.group(2));
          }
        }
      }
    }
    assertThat(checked).isGreaterThan(40);
    assertThat(missing).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Map",
        "Map.plain",
        "Map.typed",
        "Map.Inner",
        "Map.Inner.part",
        "Map.Long.first2",
        "Map.Long.second",
        "Map.MAX",
        "Map.names",
        "Map.Nested.depth"
      })
  void whatAClassDeclaresIsFound(String name) {
    assertThat(has(EXAMPLE, name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Map.called",
        "Map.returned",
        "Map.argument",
        "Map.Other",
        "Map.Inner.x",
        // Words of a comment and of a string, a local variable, a parameter.
        "Map.prose",
        "Map.written",
        "Map.remark",
        "Map.text",
        "Map.local",
        "Map.most"
      })
  void whatAClassOnlyUsesIsNot(String name) {
    assertThat(has(EXAMPLE, name)).isFalse();
  }

  /** Returns whether a source declares each part of a name after the first, which is its class. */
  private static boolean has(String source, String name) {
    List<String> parts = List.of(name.split("\\.", -1));
    return !source.isEmpty() && parts.stream().skip(1).allMatch(part -> declares(source, part));
  }

  private static boolean declares(String source, String member) {
    String type = "\\b(?:class|record|interface|enum) " + member + "\\b";
    String method = BEFORE_METHOD + member + "\\(";
    String field = BEFORE_FIELD + member + "(?: =|;)";
    String component = "[\\w>\\]]\\s+" + member + "\\s*(?:,|\\z)";
    String code = NO_CODE.matcher(source).replaceAll("");
    return Pattern.compile(String.join("|", type, method, field), Pattern.MULTILINE)
            .matcher(code)
            .find()
        || RECORD_HEADER
            .matcher(code)
            .results()
            .anyMatch(header -> Pattern.compile(component).matcher(header.group(1)).find());
  }
}
