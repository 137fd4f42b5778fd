package org.conversationsessions.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Folds help texts at spaces only. Picocli also folds at hyphens and slashes, which breaks options
 * and file names. Therefore picocli renders each paragraph as one line, and this class folds it.
 */
final class HelpText {
  /** The width that picocli renders for: longer than any paragraph. */
  static final int UNFOLDED = 2000;

  private static final int MAX_WIDTH = 100;
  private static final int MIN_WIDTH = 60;
  private static final String USAGE = "Usage: ";

  /** A name, at least two spaces, and the start of its description. */
  private static final Pattern DESCRIBED = Pattern.compile("^\\s*\\S+(?: \\S+)*\\s{2,}(?=\\S)");

  private HelpText() {}

  /** Returns the width of help on a terminal of this many columns; 0: no terminal. */
  static int width(int columns) {
    return columns == 0 ? MAX_WIDTH : Math.clamp(columns - 1L, MIN_WIDTH, MAX_WIDTH);
  }

  /**
   * Folds a usage message.
   *
   * @param command the command's qualified name, after which its folded synopsis is indented
   * @param width the maximum length of a line, unless a single word is longer
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
    Matcher described = DESCRIBED.matcher(line);
    return described.find() ? described.end() : line.length() - line.stripLeading().length();
  }
}
