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
 * each class to its file.
 */
class CodeMapTest {
  private static final Path MAP = Project.ROOT.resolve("docs/code-map.md");

  /** A linked name, such as {@code [`Lifecycle.splits`][Lifecycle]}. */
  private static final Pattern LINKED = Pattern.compile("\\[`([\\w.]+)`]\\[(\\w+)]");

  /** Where a link leads, such as {@code [Lifecycle]: ../shared/…/Lifecycle.java}. */
  private static final Pattern TARGET = Pattern.compile("(?m)^\\[(\\w+)]: (\\S+)$");

  /** A member of a class, such as {@code `Lifecycle.splits`}. */
  private static final Pattern MEMBER = Pattern.compile("`([A-Z]\\w*(?:\\.\\w+)+)(?:\\(\\))?`");

  /** The beginning of a line that declares a method: its modifiers and its type. */
  private static final String BEFORE_METHOD =
      "^ ++(?!return |throw |new |yield |case |else )[\\w<>\\[\\],.?@ ]+ ";

  private static final String EXAMPLE =
      """
      final class Map {
        private static final int MAX = 3;

        void plain() {
          Other.called(typed(argument, 1));
        }

        private <T> List<T> typed(
            T first, int most) {
          return returned(first);
        }

        record Inner(int part) {}
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

  @ParameterizedTest
  @ValueSource(
      strings = {"Map", "Map.plain", "Map.typed", "Map.Inner", "Map.Inner.part", "Map.MAX"})
  void whatAClassDeclaresIsFound(String name) {
    assertThat(has(EXAMPLE, name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Map.called", "Map.returned", "Map.argument", "Map.Other", "Map.Inner.x"})
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
    String fieldOrComponent = "[\\w>\\]](?<!\\breturn) " + member + "(?:[,);]| =)";
    return Pattern.compile(String.join("|", type, method, fieldOrComponent), Pattern.MULTILINE)
        .matcher(source)
        .find();
  }
}
