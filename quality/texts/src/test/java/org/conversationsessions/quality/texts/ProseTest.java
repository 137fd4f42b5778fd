package org.conversationsessions.quality.texts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The prose of the documents is in short sentences and short lines, and names the tests that it
 * cites (CONTRIBUTING.md). Tables, code and definitions of links are not prose.
 */
class ProseTest {
  private static final int MAX_WORDS = 28;
  private static final int MAX_COLUMNS = 150;

  private static final Pattern NO_PROSE = Pattern.compile("\\|.*|#.*|\\[[^]]+]: .*|<.*|\\s*");
  private static final Pattern LIST_ITEM = Pattern.compile("\\s*([-*]|\\d+\\.) .*");
  private static final Pattern LINK_TARGET = Pattern.compile("]\\([^)]*\\)");
  private static final Pattern CODE = Pattern.compile("`[^`]*`");
  private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.:;?!])[*_)\"]*\\s+");
  private static final Pattern UNNAMED_TEST =
      Pattern.compile("\\b(?:[Aa] test|Tests) (?:check|compare|keep|run|scan|show|stop)s?\\b");
  private static final Pattern WORD = Pattern.compile("\\S*[\\p{L}\\p{N}]\\S*");

  @Test
  void noSentenceIsLong() throws IOException {
    List<String> all = new ArrayList<>();
    List<String> found = new ArrayList<>();
    for (Path file : Project.files(".md")) {
      for (String sentence : sentences(prose(Files.readString(file)))) {
        all.add(sentence);
        if (words(sentence) > MAX_WORDS) {
          found.add(Project.ROOT.relativize(file) + ": " + words(sentence) + " words: " + sentence);
        }
      }
    }
    assertThat(found).isEmpty();
    assertThat(all).hasSizeGreaterThan(1_000);
    assertThat(all.stream().filter(sentence -> words(sentence) < 20).count())
        .as("most sentences have fewer than 20 words")
        .isGreaterThan(all.size() * 4L / 5);
  }

  @Test
  void noLineOfProseIsLong() throws IOException {
    List<String> found = new ArrayList<>();
    for (Path file : Project.files(".md")) {
      for (String line : prose(Files.readString(file))) {
        if (line.length() > MAX_COLUMNS) {
          found.add(Project.ROOT.relativize(file) + ": " + line);
        }
      }
    }
    assertThat(found).isEmpty();
  }

  @Test
  void aTestThatShowsARuleIsNamed() throws IOException {
    List<String> found = new ArrayList<>();
    for (Path file : Project.files(".md")) {
      for (String sentence : sentences(prose(Files.readString(file)))) {
        if (UNNAMED_TEST.matcher(sentence).find()) {
          found.add(Project.ROOT.relativize(file) + ": " + sentence);
        }
      }
    }
    assertThat(found).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "one two\nthree four\n",
        "- one two\n  three four\n\nfive\n",
        "# a b c d e f\n\none [two](x y z a b c) three `a b c d e` four.\n",
        "one two three four. five six.\n",
        "```\na b c d e f\n```\none two three four:\n\n| a b c d e f |\n|---|\n"
      })
  void theLongestSentenceIsFound(String text) {
    assertThat(sentences(prose(text)).stream().mapToInt(ProseTest::words).max())
        .hasValue(text.contains("`a b") ? 5 : 4);
  }

  /** Returns the lines of prose; an empty one ends a paragraph. */
  private static List<String> prose(String text) {
    List<String> prose = new ArrayList<>();
    boolean fenced = false;
    for (String line : text.lines().toList()) {
      boolean fence = line.strip().startsWith("```");
      fenced ^= fence;
      if (fence || fenced || NO_PROSE.matcher(line).matches()) {
        prose.add("");
      } else {
        if (LIST_ITEM.matcher(line).matches()) {
          prose.add("");
        }
        prose.add(line);
      }
    }
    return prose;
  }

  private static List<String> sentences(List<String> prose) {
    return Stream.of(String.join("\n", prose).split("\n\n+"))
        .map(paragraph -> LINK_TARGET.matcher(paragraph).replaceAll("]"))
        .map(paragraph -> CODE.matcher(paragraph).replaceAll("code"))
        .flatMap(SENTENCE_END::splitAsStream)
        .map(String::strip)
        .filter(sentence -> !sentence.isEmpty())
        .toList();
  }

  private static int words(String sentence) {
    return (int) WORD.matcher(sentence).results().count();
  }
}
