package org.conversationsessions.quality.texts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The classes and methods that documents name are in the code, each method in the class named.
 * {@code docs/code-map.md} also links each class to its file, and a test of a rule cites the
 * section of the contract that the rule is in.
 */
class CodeMapTest {
  private static final Path MAP = Project.ROOT.resolve("docs/code-map.md");

  /** A linked name, such as {@code [`Lifecycle.decideSplit`][Lifecycle]}. */
  private static final Pattern LINKED = Pattern.compile("\\[`([\\w.]+)`]\\[(\\w+)]");

  /** A name without a link. */
  private static final Pattern UNLINKED = Pattern.compile("(?<!\\[)`(([A-Z]\\w+)(?:\\.\\w+)*)`");

  /** Where a link leads, such as {@code [Lifecycle]: ../shared/…/Lifecycle.java}. */
  private static final Pattern TARGET = Pattern.compile("(?m)^\\[(\\w+)]: (\\S+)$");

  /** A row of a table whose last column is a section of the contract. */
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| (.*) \\| \\[\\d+]\\(contract\\.md#section-(\\d+)\\) \\|$");

  private static final Pattern TEST = Pattern.compile("(?:Test|Tests|IT)$");

  /** A member of a class, such as {@code `Lifecycle.decideSplit`}. */
  private static final Pattern MEMBER = Pattern.compile("`([A-Z]\\w*(?:\\.\\w+)+)(?:\\(\\))?`");

  /** Modifiers, type parameters and the type of a declaration, without arguments of annotations. */
  private static final String BEFORE_NAME =
      "^\\s*(?!(?:return|throw|new)\\b)[\\w<>\\[\\],.?@&\\s]+\\s";

  /** An annotation with arguments. */
  private static final Pattern ANNOTATION =
      Pattern.compile("(@\\w++)\\s*+\\((?:[^()]++|\\((?:[^()]++|\\([^()]*+\\))*+\\))*+\\)");

  /** The components of a record, in its header. */
  private static final Pattern COMPONENTS = Pattern.compile("\\(((?:[^()]++|\\([^()]*+\\))*+)\\)");

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

          @Deprecated(since = "x")
          int nested() {
            return new int[] {1}[0];
          }

          enum Kind {
            ONE,
            TWO;
          }
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
  void everyClassThatTheCodeMapNamesIsALink() throws IOException {
    Set<String> classes =
        Project.files(".java").stream()
            .map(file -> file.getFileName().toString().replace(".java", ""))
            .collect(Collectors.toSet());
    assertThat(UNLINKED.matcher(Files.readString(MAP)).results())
        .filteredOn(name -> classes.contains(name.group(2)))
        .extracting(MatchResult::group)
        .isEmpty();
  }

  @Test
  void everyMemberThatADocumentNamesIsInItsClass() throws IOException {
    Map<String, Path> classes = new HashMap<>();
    for (Path file : Project.files(".java")) {
      classes.put(file.getFileName().toString().replace(".java", ""), file);
    }
    int checked = 0;
    List<String> missing = new ArrayList<>();
    Map<Path, Type> sources = new HashMap<>();
    for (Path document : Project.files(".md")) {
      for (MatchResult name : MEMBER.matcher(Files.readString(document)).results().toList()) {
        Path file = classes.get(name.group(1).split("\\.", -1)[0]);
        if (file != null) {
          checked++;
          if (!sources.containsKey(file)) {
            sources.put(file, Type.ofSource(Files.readString(file)));
          }
          if (!sources.get(file).has(name.group(1))) {
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
        "Map.Nested.depth",
        "Map.Nested.nested",
        "Map.Nested.Kind.TWO"
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
        // Members of another class of the file.
        "Map.part",
        "Map.depth",
        "Map.nested",
        "Map.Kind",
        "Map.Inner.plain",
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

  private static boolean has(String source, String name) {
    return Type.ofSource(source).has(name);
  }

  /**
   * A type of a source.
   *
   * @param header its declaration, from its keyword to the brace
   * @param body the text between its braces
   */
  private record Type(String header, String body) {
    /** Returns a whole file as if it were a type. */
    static Type ofSource(String source) {
      return new Type(
          "", ANNOTATION.matcher(NO_CODE.matcher(source).replaceAll("")).replaceAll("$1"));
    }

    /** Returns whether this declares a name's first part, and that each later part in turn. */
    boolean has(String name) {
      Optional<Type> type = Optional.of(this);
      for (String part : name.split("\\.", -1)) {
        if (type.isEmpty()) {
          return false;
        }
        Type outer = type.get();
        type = outer.inner(part);
        if (type.isEmpty() && !outer.declares(part)) {
          return false;
        }
      }
      return true;
    }

    /** Returns a type that this one declares itself, not in a type inside it. */
    Optional<Type> inner(String name) {
      return Pattern.compile("\\b(?:class|record|interface|enum) " + name + "\\b[^{;]*+\\{")
          .matcher(body)
          .results()
          .filter(found -> depth(body.substring(0, found.start())) == 0)
          .map(found -> new Type(found.group(), body.substring(found.end(), end(found.end()))))
          .findFirst();
    }

    /** Returns whether this type declares a method, field, component or constant of this name. */
    boolean declares(String name) {
      Pattern member = Pattern.compile(BEFORE_NAME + name + "\\s*(?:\\(|=|$)");
      String[] members = withoutBlocks().split("[;{}]", -1);
      return List.of(members).stream().anyMatch(text -> member.matcher(text).find())
          || isComponent(name)
          || (header.startsWith("enum ")
              && Pattern.compile("(?:^|,)\\s*" + name + "\\b").matcher(members[0]).find());
    }

    private boolean isComponent(String name) {
      Matcher components = COMPONENTS.matcher(header);
      return header.startsWith("record ")
          && components.find()
          && Pattern.compile("[\\w>\\]]\\s+" + name + "\\s*(?:,|\\z)")
              .matcher(components.group(1))
              .find();
    }

    /** Returns the body with each block as a pair of braces. */
    private String withoutBlocks() {
      StringBuilder text = new StringBuilder();
      int depth = 0;
      for (char c : body.toCharArray()) {
        depth -= c == '}' ? 1 : 0;
        if (depth == 0) {
          text.append(c);
        }
        depth += c == '{' ? 1 : 0;
      }
      return text.toString();
    }

    /** Returns the end of the block that begins here. */
    private int end(int begin) {
      int depth = 1;
      int at = begin;
      while (depth > 0) {
        depth += depth(body.substring(at, at + 1));
        at++;
      }
      return at - 1;
    }

    private static int depth(String text) {
      return text.chars().map(c -> c == '{' ? 1 : c == '}' ? -1 : 0).sum();
    }
  }
}
