package org.conversationsessions.local.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Rows of text in columns that are as wide as their widest cell; an empty cell is a hyphen. */
public final class TextTable {
  private final List<List<String>> rows = new ArrayList<>();

  /** A table with these headings. */
  public TextTable(String... headings) {
    rows.add(List.of(headings));
  }

  /** Adds a row, with one cell for each heading. */
  public void row(String... cells) {
    if (cells.length != rows.getFirst().size()) {
      throw new IllegalArgumentException("a row has a cell for each heading");
    }
    rows.add(List.of(cells));
  }

  /** Prints headings and rows. */
  public void print(PrintWriter out) {
    int columns = rows.getFirst().size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < columns; i++) {
        String cell = row.get(i).isEmpty() ? "-" : row.get(i);
        line.append(cell).repeat(' ', Math.max(0, widths[i] - cell.length()) + 2);
      }
      out.println(line.toString().stripTrailing());
    }
  }
}
