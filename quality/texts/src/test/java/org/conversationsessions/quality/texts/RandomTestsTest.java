package org.conversationsessions.quality.texts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests take their randomness from {@code @Seeded}, so that each run prints a seed to repeat it.
 */
class RandomTestsTest {
  private static final Pattern GENERATOR =
      Pattern.compile(
          "\\bnew (?:Secure|Splittable)?Random\\s*\\(|\\bThreadLocalRandom\\b|\\bMath\\.random\\b"
              + "|\\bRandomGenerator(?:Factory)?\\s*\\.\\s*(?:of|getDefault)\\b"
              + "|\\bSecureRandom\\s*\\.\\s*getInstance|getLong\\(\"[a-z.]*seed\"");

  /** What provides the generators, and what needs real randomness. */
  private static final Set<String> ALLOWED =
      Set.of(
          "shared/domain/src/test/java/org/conversationsessions/testing/Seeded.java",
          "shared/domain/src/test/java/org/conversationsessions/testing/Randoms.java",
          // Runs the operator's tool as its main class does: identifiers must differ between runs.
          "acceptance/src/test/java/org/conversationsessions/acceptance/Operator.java");

  @Test
  void noTestCreatesAGeneratorOfItsOwn() throws Exception {
    List<String> found = new ArrayList<>();
    List<String> allowed = new ArrayList<>();
    for (Path file : Project.files(".java")) {
      String name = Project.ROOT.relativize(file).toString();
      if (!name.contains("src/test/java/") || file.endsWith("RandomTestsTest.java")) {
        continue;
      }
      Matcher generator = GENERATOR.matcher(Files.readString(file));
      if (generator.find()) {
        (ALLOWED.contains(name) ? allowed : found).add(name + ": " + generator.group());
      }
    }
    assertThat(found).as("use @Seeded, or Randoms").isEmpty();
    assertThat(allowed).as("exceptions that are needed").hasSameSizeAs(ALLOWED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "new Random(7)",
        "new Random()",
        "new SecureRandom()",
        "new SplittableRandom(1)",
        "ThreadLocalRandom.current().nextInt()",
        "Math.random()",
        "RandomGenerator.getDefault()",
        "RandomGenerator.of(\"L64X128MixRandom\")",
        "SecureRandom.getInstanceStrong()",
        "Long.getLong(\"seed\", 1)"
      })
  void everyWayToCreateOneIsFound(String code) {
    assertThat(GENERATOR.matcher("x = " + code + ";").find()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"new RandomSessionIds()", "@Seeded Random random", "Randoms.from(seeds)"})
  void otherCodeIsNot(String code) {
    assertThat(GENERATOR.matcher(code).find()).isFalse();
  }
}
