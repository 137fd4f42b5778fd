package org.conversationsessions.application.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import com.google.re2j.Pattern;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.conversationsessions.testing.Seeded;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The regular expressions of patterns for personal data (contract, section 9). */
class RedactionRegexTest {
  private static final int LONGEST_TEXT = 32 * 1024;

  /** Far more than any of these takes, and far less than what is not linear would take. */
  private static final Duration SHORT = Duration.ofSeconds(10);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a{1000}",
        "a{0,1000}",
        "a{1000,}",
        "(a{10}){100}",
        "(?:(?:a{10}){10}){10}",
        "(?i:x(?:[a-z]{2,10}y){100})",
        "[A-Za-z0-9]{1000}",
        "\\p{Greek}{1000}",
        "\\pL{1000}",
        "\\x{1F600}{1000}",
        "(?P<digits>[0-9]{3}-){250}",
        "[{3}]{100}[]{1000}]{10}",
        "[[:alpha:]]{1000}",
        "[\\]{1000}]{1000}",
        "\\{1000}\\{1000}",
        "a{,1000}{2,x}{}",
        "\\Q(a{1000}){1000}\\E",
        "(a+)+$",
        "((a*)*)*"
      })
  void repetitionsUpToTheBoundAreCompiled(String regex) {
    assertThatNoException().isThrownBy(() -> RedactionRegex.of(regex, true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "((a{1000}){1000}){1000}",
        "(a{10}){101}",
        "(?:a{1,10}){0,101}",
        "(?:a{10,}){101,}",
        "((?:(?:a{10}){10}){10}){2}",
        "(x|(a{100}|b)?c){11}",
        "(\\Q)\\Ea{101}){10}",
        "(\\Qab\\E{101}){10}",
        "(a\\Q\\E{101}){10}",
        "(a(?i){101}){10}",
        "([)]a{101}){10}",
        "([]()]a{101}){10}",
        "([[:alpha:])]a{101}){10}",
        "([\\])]a{101}){10}",
        "(\\)a{101}){10}",
        "(\\x{29}a{101}){10}",
        "(?P<a>a{101}){10}",
        "(?i:a{101}){10}",
        "(?i)(a{101}){10}",
        "((a{101})*){10}"
      })
  void moreNestedRepetitionsAreRefusedBeforeTheyAreCompiled(String regex) {
    assertThatExceptionOfType(UnreadableRegexException.class)
        .isThrownBy(() -> RedactionRegex.of(regex, true))
        .withMessage("nested repetitions multiply to more than 1000");
  }

  @Test
  void anExpressionThatIsTooLargeAsAWholeIsRefused() throws Exception {
    assertThat(replaced("(?:ab?){1000}", "ab".repeat(1000))).isEqualTo("*");
    for (String large :
        List.of("(?:" + "a?".repeat(3) + "){1000}", "a{1000}".repeat(5), "(()()()){1000}")) {
      assertThatExceptionOfType(UnreadableRegexException.class)
          .isThrownBy(() -> RedactionRegex.of(large, true))
          .withMessage("with repetitions written out it has more than 4000 parts");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(?=a)",
        "(?!a)",
        "(?<=a)",
        "(?<!a)",
        "(a)\\1",
        "(?P=a)",
        "(?>a)",
        "a++",
        "a{1001}",
        "a{3,2}",
        "a**",
        "[a",
        "(",
        ")",
        "*",
        "\\",
        "(?x)a",
        "[z-a]",
        "\\p{Nothing}",
        "(?P<a>x"
      })
  void whatIsNotRe2sIsRefusedWithTheParsersMessage(String regex) {
    assertThatExceptionOfType(UnreadableRegexException.class)
        .isThrownBy(() -> RedactionRegex.of(regex, true))
        .satisfies(e -> assertThat(e).hasMessageMatching("(error parsing regexp: |nested ).+"));
  }

  @Test
  void theBoundCountsNeverLessThanTheCompiler(@Seeded Random random) throws Exception {
    int compiled = 0;
    for (int round = 0; round < 20_000; round++) {
      String regex = regex(random);
      if (RegexRepeatBound.objection(regex).isPresent()) {
        continue;
      }
      try {
        int size = Pattern.compile(regex).programSize();
        assertThat(size).as("%s", regex).isLessThan(3 * RegexRepeatBound.MAX_SIZE);
        compiled++;
      } catch (com.google.re2j.PatternSyntaxException e) {
        // Most random texts are not expressions.
      }
    }
    assertThat(compiled).isGreaterThan(1000);
  }

  private static String regex(Random random) {
    List<String> parts =
        List.of(
            "a",
            "(",
            "(?:",
            "(?i:",
            "(?i)",
            ")",
            ")",
            ")",
            "[",
            "]",
            "[^",
            "[:alpha:]",
            "|",
            "*",
            "?",
            "+",
            "{40}",
            "{30,}",
            "{2,50}",
            "{9}",
            "\\Q",
            "\\E",
            "\\",
            "\\pL",
            "\\p{Greek}",
            "\\x{41}",
            "^",
            "-",
            ".",
            "(?P<n>");
    StringBuilder regex = new StringBuilder();
    for (int left = 1 + random.nextInt(14); left > 0; left--) {
      regex.append(parts.get(random.nextInt(parts.size())));
    }
    return regex.toString();
  }

  @Test
  void hostileExpressionsTakeLinearTime() throws Exception {
    String text = "a".repeat(LONGEST_TEXT);
    // Compiled code, so that the times below are those of matching.
    replaced("(a+)+$", text);
    long start = System.nanoTime();

    assertThat(replaced("(a+)+$", text)).isEqualTo("*");
    assertThat(replaced("(a+)+$", text + "b")).isEqualTo(text + "b");
    assertThat(replaced("(?:a|aa)+$", text + "b")).isEqualTo(text + "b");
    assertThat(replaced("([a-z]+)*!", text)).isEqualTo(text);
    assertThat(replaced("(.*)(.*)(.*)(.*)x", text)).isEqualTo(text);

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SHORT);
  }

  @Test
  void aTextThatIsReadTooOftenIsReplacedFromTheLastMatchOn() throws Exception {
    String text = "a".repeat(LONGEST_TEXT);
    long start = System.nanoTime();

    // Each search for the short match reads to the end of the text, for nothing.
    assertThat(replaced("a.*z|a", text)).matches("\\*{50,200}\\?");
    assertThat(replaced("a.*z|a", "b" + text)).matches("b\\*{50,200}\\?");

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SHORT);
  }

  @Test
  void ordinaryExpressionsAreReadToTheEndOfTheText() throws Exception {
    String text = "1".repeat(LONGEST_TEXT);

    assertThat(replaced("[0-9]", text)).isEqualTo("*".repeat(LONGEST_TEXT));
    assertThat(replaced("[0-9]{3}", text)).isEqualTo("*".repeat(LONGEST_TEXT / 3) + "11");
    assertThat(replaced("\\b[0-9]\\b", "1 ".repeat(LONGEST_TEXT / 2)))
        .isEqualTo("* ".repeat(LONGEST_TEXT / 2));
    assertThat(replaced("(?:a?b?c){20}|1", text)).isEqualTo("*".repeat(LONGEST_TEXT));
    assertThat(replaced("1[23]?", text)).isEqualTo("*".repeat(LONGEST_TEXT));
    assertThat(replaced("x", "ab".repeat(LONGEST_TEXT / 2)))
        .isEqualTo("ab".repeat(LONGEST_TEXT / 2));
    assertThat(replaced("\ud83d\ude00", "\ud83d\ude00".repeat(LONGEST_TEXT / 4)))
        .isEqualTo("*".repeat(LONGEST_TEXT / 4));
  }

  @Test
  void theLargestExpressionNeedsNoMoreThanASmallStack() throws Exception {
    RedactionRegex largest = RedactionRegex.of("(?:a?b?c){660}", true);
    AtomicReference<Object> result = new AtomicReference<>("nothing");
    Thread small =
        new Thread(
            null,
            () -> {
              try {
                result.set(
                    largest.replaced(
                        "d".repeat(10),
                        RegexReadBudget.of(10, 4000),
                        100,
                        match -> "*",
                        () -> "?"));
              } catch (Throwable e) {
                result.set(e);
              }
            },
            "small",
            512 * 1024L);
    small.start();
    small.join();

    assertThat(result.get()).isEqualTo("d".repeat(10));
  }

  @Test
  void anEmptyMatchIsNothingToReplace() throws Exception {
    assertThat(replaced("a*", "baab")).isEqualTo("b*b");
    assertThat(replaced("^|$|\\b", "a b")).isEqualTo("a b");
    assertThat(replaced("a", "")).isEmpty();
  }

  private static String replaced(String regex, String text) throws UnreadableRegexException {
    RedactionRegex compiled = RedactionRegex.of(regex, true);
    RegexReadBudget budget =
        RegexReadBudget.of(text.length(), Math.max(Redactor.MAX_PARTS, compiled.size()));
    return compiled.replaced(text, budget, Integer.MAX_VALUE, match -> "*", () -> "?");
  }
}
