package org.conversationsessions.local.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Folds help at spaces alone. Picocli folds at hyphens and slashes too, which breaks file names and
 * options; so it renders each paragraph as one line, and this cuts the lines.
 */
final class HelpText {
  /** The width that picocli renders for: longer than any paragraph. */
  static final int UNFOLDED = 2000;

  private static final int WIDEST = 100;
  private static final int NARROWEST = 60;
  private static final String USAGE = "Usage: ";

  /** A name and, after two spaces or more, what is said of it. */
  private static final Pattern NAMED = Pattern.compile("^\\s*\\S+(?: \\S+)*\\s{2,}(?=\\S)");

  private HelpText() {}

  /** The width of help on a terminal of so many columns; 0 columns: no terminal. */
  static int width(int columns) {
    return columns == 0 ? WIDEST : Math.clamp(columns - 1L, NARROWEST, WIDEST);
  }

  /**
   * Folds a usage message.
   *
   * @param command the command's whole name, under which its synopsis goes on
   * @param width the most characters of a line, unless one word alone is longer
   */
  static String folded(String usage, String command, int width) {
    StringBuilder folded = new StringBuilder();
    usage.lines().forEach(line -> fold(folded, line, indent(line, command), width));
    return folded.toString();
  }

  private static void fold(StringBuilder folded, String line, int indent, int width) {
    String rest = line.stripTrailing();
    while (rest.length() > width) {
      int from = Math.max(indent, rest.length() - rest.stripLeading().length()) + 1;
      int cut = rest.lastIndexOf(' ', width);
      cut = cut >= from ? cut : rest.indexOf(' ', from);
      if (cut < 0) {
        break;
      }
      folded.append(rest, 0, cut).append(System.lineSeparator());
      rest = " ".repeat(indent) + rest.substring(cut + 1);
    }
    folded.append(rest).append(System.lineSeparator());
  }

  private static int indent(String line, String command) {
    if (line.startsWith(USAGE)) {
      return USAGE.length() + command.length() + 1;
    }
    Matcher named = NAMED.matcher(line);
    return named.find() ? named.end() : line.length() - line.stripLeading().length();
  }
}
