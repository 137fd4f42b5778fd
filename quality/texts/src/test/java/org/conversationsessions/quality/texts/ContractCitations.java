package org.conversationsessions.quality.texts;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The citations of {@code docs/contract.md} in one text.
 *
 * @param sections the sections that are cited, one entry for each citation
 * @param rows the rows of the error table that are cited, one entry for each citation
 * @param anchors the anchors that links to the contract name
 * @param foreign mentions of documents that are not part of the repository
 */
record ContractCitations(
    List<Integer> sections, List<Integer> rows, List<String> anchors, List<String> foreign) {
  /** {@code 7}, {@code 7 and 8}, {@code 7, 8 and 10}, {@code 2 to 5}. */
  private static final String NUMBERS = "[0-9]+(?:(?:, | and | to )[0-9]+)*";

  private static final Pattern SECTION =
      Pattern.compile("contract(?:'s)?,? sections? (" + NUMBERS + ")", Pattern.CASE_INSENSITIVE);
  private static final Pattern ROW =
      Pattern.compile("\\brows? (" + NUMBERS + ")", Pattern.CASE_INSENSITIVE);
  private static final Pattern LINK = Pattern.compile("contract\\.md#([a-z0-9-]*)");
  private static final Pattern FOREIGN =
      Pattern.compile("kore-api[.]md|\\bseed 0[0-9]{2}\\b|\\bseeds[/]|contract-[0-9]+[.]md");

  /** The end of a line, and the indentation and comment marks of the next one. */
  private static final Pattern LINE_BREAK = Pattern.compile("\\R[ \\t]*(?:\\*(?!/)|//|#)?[ \\t]*");

  /** Finds the citations in a text. A citation may be broken over lines of a comment. */
  static ContractCitations in(String text) {
    String line = LINE_BREAK.matcher(text).replaceAll(" ");
    // A row needs no section next to it: in a file about the contract it is one of the error table.
    boolean aboutContract = line.toLowerCase(Locale.ROOT).contains("contract");
    return new ContractCitations(
        numbers(SECTION, line),
        aboutContract ? numbers(ROW, line) : List.of(),
        all(LINK, line, 1),
        all(FOREIGN, line, 0));
  }

  private static List<Integer> numbers(Pattern pattern, String line) {
    return all(pattern, line, 1).stream().flatMap(numbers -> numbersIn(numbers).stream()).toList();
  }

  /** Returns the numbers that are named; a range stands for all numbers in it. */
  private static List<Integer> numbersIn(String text) {
    List<Integer> numbers = new ArrayList<>();
    Matcher number = Pattern.compile("( to )?([0-9]+)").matcher(text);
    while (number.find()) {
      int next = Integer.parseInt(number.group(2));
      for (int between = number.group(1) == null ? next : numbers.getLast() + 1;
          between < next;
          between++) {
        numbers.add(between);
      }
      numbers.add(next);
    }
    return numbers;
  }

  private static List<String> all(Pattern pattern, String line, int group) {
    return pattern.matcher(line).results().map((MatchResult found) -> found.group(group)).toList();
  }

  /** Returns what is wrong with these citations, measured against a contract. */
  List<String> problems(Contract contract) {
    List<String> problems = new ArrayList<>();
    sections.stream()
        .filter(section -> !contract.sections().contains(section))
        .forEach(section -> problems.add("the contract has no section " + section));
    rows.stream()
        .filter(row -> !contract.rows().contains(row))
        .forEach(row -> problems.add("the contract's error table has no row " + row));
    anchors.stream()
        .filter(anchor -> !contract.anchors().contains(anchor))
        .forEach(anchor -> problems.add("the contract has no anchor " + anchor));
    foreign.forEach(document -> problems.add("not in the repository: " + document));
    return problems;
  }

  /**
   * What of the contract can be cited.
   *
   * @param sections the numbers of its sections
   * @param rows the numbers of the rows of the error table, which is in section 3
   * @param anchors the names that links can end with
   */
  record Contract(Set<Integer> sections, Set<Integer> rows, Set<String> anchors) {
    private static final Pattern HEADING = Pattern.compile("## ([0-9]+)\\. .+");
    private static final Pattern TABLE_ROW = Pattern.compile("\\| ([0-9]+) \\|.*");
    private static final Pattern ANCHOR = Pattern.compile("<a id=\"([a-z0-9-]+)\"></a>");
    private static final int ERRORS = 3;

    /** Reads the text of {@code docs/contract.md}. */
    static Contract of(String text) {
      Set<Integer> sections = new TreeSet<>();
      Set<Integer> rows = new TreeSet<>();
      int section = 0;
      for (String line : text.lines().toList()) {
        Matcher heading = HEADING.matcher(line);
        Matcher row = TABLE_ROW.matcher(line);
        if (heading.matches()) {
          section = Integer.parseInt(heading.group(1));
          sections.add(section);
        } else if (section == ERRORS && row.matches()) {
          rows.add(Integer.parseInt(row.group(1)));
        }
      }
      return new Contract(sections, rows, new TreeSet<>(all(ANCHOR, text, 1)));
    }
  }
}
