package org.conversationsessions.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows of text in columns. A column is as wide as its widest cell; an empty cell shows a hyphen. If
 * the columns together exceed the maximum width, by default {@value #MAX_WIDTH} characters, each
 * row is printed as a block of lines with a heading and a cell on each.
 */
public final class TextTable {
  /** A maximum width for tables of figures, which readers compare row by row. */
  public static final int WIDE = 140;

  private static final int MAX_WIDTH = 100;

  private final List<List<String>> rows = new ArrayList<>();

  /** Creates a table with these headings. */
  public TextTable(String... headings) {
    rows.add(List.of(headings));
  }

  /**
   * Adds a row with one cell for each heading. In a block, a cell is folded at its spaces.
   *
   * @throws IllegalArgumentException if there are more or fewer cells than headings
   */
  public void row(String... cells) {
    if (cells.length != rows.getFirst().size()) {
      throw new IllegalArgumentException("a row has a cell for each heading");
    }
    rows.add(List.of(cells).stream().map(cell -> cell.isEmpty() ? "-" : cell).toList());
  }

  /** Prints headings and rows. */
  public void print(PrintWriter out) {
    print(out, MAX_WIDTH);
  }

  /**
   * Prints headings and rows.
   *
   * @param maxWidth the maximum width of all columns together, in characters
   */
  public void print(PrintWriter out, int maxWidth) {
    int[] widths = new int[rows.getFirst().size()];
    int width = -2;
    for (int i = 0; i < widths.length; i++) {
      int column = i;
      widths[i] = rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
      width += widths[i] + 2;
    }
    if (width > maxWidth) {
      printBlocks(out);
      return;
    }
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        line.append(row.get(i)).repeat(' ', widths[i] - row.get(i).length() + 2);
      }
      out.println(line.toString().stripTrailing());
    }
  }

  private void printBlocks(PrintWriter out) {
    List<String> headings = rows.getFirst();
    int indent = headings.stream().mapToInt(String::length).max().orElse(0) + 2;
    boolean first = true;
    for (List<String> row : rows.subList(1, rows.size())) {
      if (!first) {
        out.println();
      }
      first = false;
      for (int i = 0; i < headings.size(); i++) {
        String line = headings.get(i) + " ".repeat(indent - headings.get(i).length()) + row.get(i);
        out.print(HelpText.folded(line, "", MAX_WIDTH));
      }
    }
  }
}
