package org.conversationsessions.quality.texts;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code docs/compatibility.md}, read: each section has operations and rows.
 *
 * @param sections the sections of second level, by their titles in lower case
 * @param summary what the first section lists as different, by the title of each section
 */
record CompatibilityTable(Map<String, Section> sections, Map<String, String> summary) {
  /** The section that lists what is different in all others. */
  static final String SUMMARY = "What is different";

  private static final Pattern HEADING = Pattern.compile("(?m)^## (.+)$");
  private static final Pattern OPERATION =
      Pattern.compile("`((?:GET|PUT|POST|DELETE) /api/[^` ]+)`");
  private static final Pattern LINK = Pattern.compile("\\[([^]]+)]\\(#");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern SUMMARISED =
      Pattern.compile("\\| \\[([^]]+)]\\(#\\S+\\) \\| (.+) \\|");

  /**
   * One row.
   *
   * @param kind what the first column of its table has, such as {@code request}
   * @param part the field, rule or error
   * @param verdict what the second column says
   * @param reason what exactly it is
   * @param tests the tests that show it
   */
  record Row(String kind, String part, String verdict, String reason, List<String> tests) {
    /** Returns whether this row says of a field what it is; objects around it may be left out. */
    boolean covers(String field) {
      return codes(part).stream().anyMatch(name -> ("." + field).endsWith("." + name));
    }
  }

  /**
   * One section.
   *
   * @param operations the methods and paths that it is about
   * @param linked the titles of the sections that its text links to: common to several calls
   */
  record Section(String title, Set<String> operations, Set<String> linked, List<Row> rows) {}

  static CompatibilityTable read(String text) {
    Map<String, Section> sections = new LinkedHashMap<>();
    Map<String, String> summary = new LinkedHashMap<>();
    List<MatchResult> headings = HEADING.matcher(text).results().toList();
    for (int i = 0; i < headings.size(); i++) {
      String title = headings.get(i).group(1);
      int end = i + 1 < headings.size() ? headings.get(i + 1).start() : text.length();
      String content = text.substring(headings.get(i).end(), end);
      if (title.equals(SUMMARY)) {
        SUMMARISED
            .matcher(content)
            .results()
            .forEach(row -> summary.put(row.group(1), row.group(2)));
      } else {
        sections.put(title.toLowerCase(Locale.ROOT), section(title, content));
      }
    }
    return new CompatibilityTable(sections, summary);
  }

  private static Section section(String title, String content) {
    String prose =
        content.lines().filter(line -> !line.startsWith("|")).collect(Collectors.joining("\n"));
    List<Row> rows = new ArrayList<>();
    String kind = "";
    for (String line : content.lines().toList()) {
      if (!line.startsWith("|")) {
        kind = "";
      } else if (kind.isEmpty()) {
        kind = cells(line)[0];
      } else if (!line.startsWith("|--")) {
        rows.add(row(kind, cells(line)));
      }
    }
    return new Section(title, all(OPERATION, prose), all(LINK, prose), rows);
  }

  private static Row row(String kind, String[] cells) {
    List<String> filled = Stream.concat(Stream.of(cells), Stream.of("", "", "", "")).toList();
    return new Row(kind, filled.get(0), filled.get(1), filled.get(2), codes(filled.get(3)));
  }

  private static String[] cells(String line) {
    String inner = line.strip();
    return inner.substring(1, inner.length() - 1).strip().split(" *\\| *", -1);
  }

  /** Returns what is different in each section, in the form of the summary. */
  Map<String, String> differences() {
    Map<String, String> found = new LinkedHashMap<>();
    for (Section section : sections.values()) {
      String parts =
          section.rows().stream()
              .filter(row -> row.verdict().equals("different"))
              .map(Row::part)
              .collect(Collectors.joining("; "));
      if (!parts.isEmpty()) {
        found.put(section.title(), parts);
      }
    }
    return found;
  }

  /** Returns which fields of a section's operations have no row there or in a linked section. */
  List<String> uncovered(Section section, Map<String, ApiFields> operations) {
    List<Row> rows = new ArrayList<>(section.rows());
    sections.forEach(
        (title, other) -> {
          if (section.linked().contains(title)) {
            rows.addAll(other.rows());
          }
        });
    List<String> missing = new ArrayList<>();
    for (String operation : section.operations()) {
      ApiFields fields = operations.get(operation);
      if (fields == null) {
        missing.add(operation + " is no operation");
      } else {
        missing.addAll(uncovered(operation, "request", fields.request(), rows));
        missing.addAll(uncovered(operation, "response", fields.response(), rows));
      }
    }
    return missing;
  }

  /** An object is covered by the rows of its fields. */
  private static List<String> uncovered(
      String operation, String kind, Set<String> fields, List<Row> rows) {
    return fields.stream()
        .filter(field -> fields.stream().noneMatch(other -> other.startsWith(field + ".")))
        .filter(
            field -> rows.stream().noneMatch(row -> row.kind().equals(kind) && row.covers(field)))
        .map(field -> operation + ": " + kind + " " + field)
        .toList();
  }

  private static Set<String> all(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<String> codes(String text) {
    return CODE.matcher(text).results().map(found -> found.group(1)).toList();
  }
}
