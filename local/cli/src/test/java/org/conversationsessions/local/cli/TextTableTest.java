package org.conversationsessions.local.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
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
  void refusesARowOfAnotherLength() {
    assertThatThrownBy(() -> new TextTable("A", "B").row("1"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
