package org.conversationsessions.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Collections;
import org.junit.jupiter.api.Test;

class TextTableTest {
  @Test
  void alignsColumnsAndShowsEmptyCellsAsHyphens() {
    TextTable table = new TextTable("A", "LONG HEADING", "C");
    table.row("a very long cell", "", "1");
    table.row("x", "y", "");
    StringWriter text = new StringWriter();

    table.print(new PrintWriter(text, true));

    assertThat(text.toString().lines())
        .containsExactly(
            "A                 LONG HEADING  C", //
            "a very long cell  -             1",
            "x                 y             -");
  }

  @Test
  void printsBlocksIfTheColumnsDoNotFit() {
    TextTable table = new TextTable("APP", "LONG HEADING");
    String many = String.join(", ", Collections.nCopies(12, "st-0123456789"));
    table.row("cs-1", many);
    table.row("cs-2", "");
    StringWriter text = new StringWriter();

    table.print(new PrintWriter(text, true));

    assertThat(text.toString().lines())
        .allMatch(line -> line.length() <= 100)
        .startsWith("APP           cs-1")
        .endsWith("", "APP           cs-2", "LONG HEADING  -");
    assertThat(text.toString().replaceAll("\\s+", " ")).contains(many);
    assertThat(text.toString().lines().filter(line -> line.startsWith(" ".repeat(14) + "st-")))
        .isNotEmpty();
  }

  @Test
  void refusesARowOfAnotherLength() {
    assertThatThrownBy(() -> new TextTable("A", "B").row("1"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
