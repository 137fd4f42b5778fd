package org.conversationsessions.quality.texts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every row of a Markdown table is part of a table: the first of the lines that begin with {@code
 * |} is followed by a line of dashes. A blank line in a table would show all later rows as text.
 */
class MarkdownTablesTest {
  private static final Pattern DASHES = Pattern.compile("\\|( *:?-+:? *\\|)+");

  @Test
  void noTableIsBroken() throws IOException {
    List<String> broken = new ArrayList<>();
    List<Path> files = Project.files(".md");
    for (Path file : files) {
      for (int line : brokenAt(Files.readString(file))) {
        broken.add(Project.ROOT.relativize(file) + ":" + line);
      }
    }
    assertThat(files).hasSizeGreaterThan(20);
    assertThat(broken).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "| a |\n|---|\n| 1 |\n\n| 2 |\n",
        "| a |\n| 1 |\n",
        "text\n\n| a | b |",
        "```\nx\n```\n| 1 |\n"
      })
  void aRowOutsideATableIsFound(String text) {
    assertThat(brokenAt(text)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "| a | b |\n|--:|:---|\n| 1 | 2 |\n",
        "| a |\n|---|\n\n| b |\n|---|\n| 1 |\n",
        "```\n| no table\n```\n",
        "a | b\n"
      })
  void aWholeTableIsNot(String text) {
    assertThat(brokenAt(text)).isEmpty();
  }

  /** Returns the numbers of the lines at which a block of rows begins that is not a table. */
  private static List<Integer> brokenAt(String text) {
    List<String> lines = text.lines().toList();
    List<Integer> broken = new ArrayList<>();
    boolean fenced = false;
    boolean inRows = false;
    for (int i = 0; i < lines.size(); i++) {
      fenced ^= lines.get(i).strip().startsWith("```");
      boolean row = !fenced && lines.get(i).startsWith("|");
      boolean hasDashes = i + 1 < lines.size() && DASHES.matcher(lines.get(i + 1)).matches();
      if (row && !inRows && !hasDashes) {
        broken.add(i + 1);
      }
      inRows = row;
    }
    return broken;
  }
}
