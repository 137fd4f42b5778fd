package org.conversationsessions.quality.texts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Relative links in Markdown files lead to files and headings of the checkout. The lists of
 * sections at the head of long documents are complete.
 */
class LinksTest {
  private static final Pattern FENCED = Pattern.compile("(?ms)^ *```.*?^ *```");
  private static final Pattern CODE = Pattern.compile("`[^`\n]*`");
  private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
  private static final Pattern ANCHOR = Pattern.compile("<a id=\"([^\"]+)\"></a>");
  private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.+?)[ #]*$");

  @Test
  void everyRelativeLinkLeadsToAFileAndAHeading() throws IOException {
    List<String> broken = new ArrayList<>();
    int checked = 0;
    for (Path file : Project.files(".md")) {
      for (String link : links(Files.readString(file))) {
        if (!isOk(file, link)) {
          broken.add(Project.ROOT.relativize(file) + ": " + link);
        }
        checked++;
      }
    }
    assertThat(checked).isPositive();
    assertThat(broken).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"docs/code-map.md, 3", "docs/contract.md, 2", "docs/design.md, 3"})
  void aListOfSectionsNamesEachOfThemOnce(String document, int lowestLevel) throws IOException {
    String text = Files.readString(Project.ROOT.resolve(document));
    String head = text.substring(0, text.indexOf("\n## "));
    Pattern sections =
        Pattern.compile(
            "(?m)(?:^<a id=\"([^\"]+)\"></a>\n)?^#{2,%d} +(.+)$".formatted(lowestLevel));

    assertThat(links(head).stream().filter(link -> link.startsWith("#")))
        .containsExactlyInAnyOrderElementsOf(
            sections
                .matcher(text)
                .results()
                .map(found -> found.group(1) == null ? anchor(found.group(2)) : found.group(1))
                .map(anchor -> "#" + anchor)
                .toList());
  }

  @Test
  void headingsHaveTheAnchorsThatGitHubGivesThem() {
    assertThat(anchors("# A `b_c`, d-e!\n## [Twice](x.md)\n```\n# no heading\n```\n### Twice\n"))
        .containsExactlyInAnyOrder("a-b_c-d-e", "twice", "twice-1");
    assertThat(anchors("<a id=\"own\"></a>\n")).containsExactly("own");
  }

  private static boolean isOk(Path file, String link) throws IOException {
    if (link.matches("[a-z]+:.*")) {
      return true;
    }
    String[] parts = link.split("#", 2);
    Path target = parts[0].isEmpty() ? file : file.resolveSibling(parts[0]).normalize();
    if (!target.startsWith(Project.ROOT) || !Files.exists(target)) {
      return false;
    }
    return parts.length == 1
        || (Files.isRegularFile(target) && anchors(Files.readString(target)).contains(parts[1]));
  }

  private static List<String> links(String text) {
    String prose = CODE.matcher(FENCED.matcher(text).replaceAll("")).replaceAll("");
    return LINK.matcher(prose).results().map(found -> found.group(1)).toList();
  }

  private static Set<String> anchors(String text) {
    Map<String, Integer> used = new HashMap<>();
    Set<String> anchors = new HashSet<>();
    ANCHOR.matcher(text).results().forEach(anchor -> anchors.add(anchor.group(1)));
    for (MatchResult heading :
        HEADING.matcher(FENCED.matcher(text).replaceAll("")).results().toList()) {
      String anchor = anchor(heading.group(1));
      int before = used.merge(anchor, 1, Integer::sum) - 1;
      anchors.add(before == 0 ? anchor : anchor + "-" + before);
    }
    return anchors;
  }

  private static String anchor(String heading) {
    String words = heading.replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1");
    return words.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}_ -]", "").replace(' ', '-');
  }
}
