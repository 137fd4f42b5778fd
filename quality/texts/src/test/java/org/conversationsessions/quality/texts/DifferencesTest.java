package org.conversationsessions.quality.texts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every row of the differences between one machine and AWS (docs/differences.md) names a test that
 * carries the row's name as its tag, and every such tag has its row.
 */
class DifferencesTest {
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `([a-z-]+)` \\|.*\\| `([A-Za-z]+\\.[A-Za-z0-9]+)` \\|$");
  private static final Pattern ANY_ROW = Pattern.compile("(?m)^\\| `([a-z-]+)` \\|");
  private static final Pattern TAGS =
      Pattern.compile("((?:\\s*@Tag\\(\"difference:[a-z-]+\"\\))+)\\s+void ([A-Za-z0-9]+)\\(");
  private static final Pattern TAG = Pattern.compile("difference:([a-z-]+)");

  @Test
  void everyDifferenceIsShownByTheTestThatItsRowNames() throws IOException {
    Map<String, String> rows = rows();
    assertThat(rows).as("rows of the table").hasSizeGreaterThan(20);
    assertThat(tags()).containsExactlyInAnyOrderEntriesOf(rows);
  }

  private static Map<String, String> rows() throws IOException {
    String text = Files.readString(Project.ROOT.resolve("docs/differences.md"));
    String table = text.substring(0, text.indexOf("## Settings without effect here"));
    Map<String, String> rows = new TreeMap<>();
    ROW.matcher(table).results().forEach(row -> rows.put(row.group(1), row.group(2)));
    assertThat(rows.keySet())
        .as("rows that name a test")
        .isEqualTo(names(ANY_ROW.matcher(table).results()));
    return rows;
  }

  /** The tests that carry a tag, by the difference that they show. */
  private static Map<String, String> tags() throws IOException {
    Map<String, String> tags = new TreeMap<>();
    Project.files(".java").stream()
        .filter(file -> file.toString().contains("/src/test/"))
        .forEach(file -> read(file, tags));
    return tags;
  }

  private static void read(Path file, Map<String, String> tags) {
    String type = file.getFileName().toString().replace(".java", "");
    try {
      String source = Files.readString(file);
      for (MatchResult test : TAGS.matcher(source).results().toList()) {
        for (String difference : names(TAG.matcher(test.group(1)).results())) {
          String other = tags.put(difference, type + "." + test.group(2));
          assertThat(other).as("another test with the tag " + difference).isNull();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Set<String> names(Stream<MatchResult> found) {
    Set<String> names = new TreeSet<>();
    found.forEach(each -> names.add(each.group(1)));
    return names;
  }
}
