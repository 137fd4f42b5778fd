package org.conversationsessions.application.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.conversationsessions.application.UnreadableItemException;
import org.conversationsessions.domain.settings.PiiPattern;
import org.conversationsessions.domain.settings.PiiPattern.Display;
import org.conversationsessions.domain.settings.PiiRedaction;
import org.conversationsessions.testing.Randoms;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What stands in place of personal data (contract, section 9). */
class RedactorTest {
  private static final Display STARS = new Display.Replacement("***");

  @Test
  void aRedactionIsEightRandomLettersAndDigits() {
    PiiPattern digits = pattern("[0-9]+", new Display.Redaction());
    Redactor redactor = redactor(digits);

    String first = redactor.redact("call 12345");

    assertThat(first).matches("call [A-Za-z0-9]{8}").doesNotContain("12345");
    assertThat(redactor.redact("call 12345")).isNotEqualTo(first);
    assertThat(redactor(digits).redact("call 12345")).as("the same randomness").isEqualTo(first);
  }

  @Test
  void theLettersAndDigitsOfARedactionAreAllOfThem() {
    String many = redactor(pattern("a", new Display.Redaction())).redact("a".repeat(1000));

    assertThat(many).hasSize(8000);
    assertThat(many.chars().distinct()).hasSize(62);
  }

  @ParameterizedTest
  @CsvSource({
    "0,0,#,ada@x.org",
    "3,0,#,###@x.org",
    "0,4,+,ada@x++++",
    "2,2,+,++a@x.o++",
    "4,5,#,#########",
    "32,0,#,#########",
    "32,32,+,+++++++++"
  })
  void aMaskReplacesCharactersAtEitherEnd(int first, int last, char character, String shown) {
    Display mask = new Display.Mask(first, last, character);

    assertThat(redactor(pattern("[a-z]+@[a-z.]+", mask)).redact("<ada@x.org>"))
        .isEqualTo("<" + shown + ">");
  }

  @Test
  void whatAMaskWouldShowOfATextThatIsReadTooOftenIsReplaced() {
    Display mask = new Display.Mask(1, 0, '#');
    String text = "1234 ".repeat(1000);

    // Each search reads to the end of the text, for nothing.
    assertThat(redactor(pattern("[0-9]{4}(?:.*END)?", mask)).redact(text))
        .matches("(?:#234 ){1,50}(?:#234)? ?[A-Za-z0-9]{8}");
  }

  @Test
  void aMaskCountsWholeCharacters() {
    Display mask = new Display.Mask(1, 1, '#');

    assertThat(redactor(pattern("\ud83d\ude00+", mask)).redact("\ud83d\ude00".repeat(3)))
        .isEqualTo("#\ud83d\ude00#");
  }

  @Test
  void aReplacementStandsAsItIsWritten() {
    assertThat(redactor(pattern("[0-9]+", new Display.Replacement("$1\\{}"))).redact("a1b22"))
        .isEqualTo("a$1\\{}b$1\\{}");
    assertThat(redactor(pattern("[0-9]+", new Display.Replacement(""))).redact("a1b22"))
        .isEqualTo("ab");
  }

  @Test
  void patternsAreAppliedInTheirOrder() {
    PiiPattern first = pattern("a", new Display.Replacement("b"));
    PiiPattern second = pattern("b", new Display.Replacement("c"));

    assertThat(redactor(first, second).redact("ab")).isEqualTo("cc");
    assertThat(redactor(second, first).redact("ab")).isEqualTo("bc");
  }

  @Test
  void caseIsIgnoredOnlyIfThePatternSaysSo() {
    assertThat(redactor(new PiiPattern("x", "a", true, true, STARS)).redact("aA"))
        .isEqualTo("******");
    assertThat(redactor(new PiiPattern("x", "a", false, true, STARS)).redact("aA"))
        .isEqualTo("***A");
  }

  @Test
  void whatIsOffChangesNothing() {
    PiiPattern off = new PiiPattern("off", "a", true, false, STARS);
    PiiPattern on = new PiiPattern("on", "b", true, true, STARS);

    assertThat(redactor(off, on).redact("ab")).isEqualTo("a***");
    assertThat(new Redactor(new PiiRedaction(false, List.of(on)), Randoms.fixed(1)).redact("ab"))
        .isEqualTo("ab");
    assertThat(new Redactor(PiiRedaction.OFF, Randoms.fixed(1)).redact("ada@x.org"))
        .isEqualTo("ada@x.org");
  }

  @Test
  void aStoredPatternThatDoesNotCompileIsUnreadable() {
    assertThatExceptionOfType(UnreadableItemException.class)
        .isThrownBy(() -> redactor(pattern("(?=secret)", STARS)))
        .withMessageNotContaining("secret");
    assertThat(redactor(new PiiPattern("off", "(?=a)", true, false, STARS)).redact("a"))
        .isEqualTo("a");
  }

  @Test
  void aTextThatGrowsWithoutBoundIsCut() {
    PiiPattern[] growing =
        IntStream.range(0, PiiRedaction.MAX_PATTERNS)
            .mapToObj(
                i ->
                    new PiiPattern(
                        "p" + i, ".", true, true, new Display.Replacement("xy".repeat(32))))
            .toArray(PiiPattern[]::new);

    assertThat(redactor(growing).redact("a".repeat(1000))).hasSize(Redactor.MAX_LENGTH);
    assertThat(redactor(pattern("a", new Display.Replacement("\ud83d\ude00"))).redact("a"))
        .isEqualTo("\ud83d\ude00");
    String cut =
        redactor(pattern("a", new Display.Replacement("x" + "\ud83d\ude00".repeat(63))))
            .redact("a".repeat(1000));
    assertThat(cut.length()).isBetween(Redactor.MAX_LENGTH - 1, Redactor.MAX_LENGTH);
    assertThat(Character.isHighSurrogate(cut.charAt(cut.length() - 1))).isFalse();
  }

  @Test
  void theLongestTextWithoutPersonalDataStaysAsItIs() {
    String text = "a \ud83d\ude00".repeat(8000);

    assertThat(redactor(system()).redact(text)).isEqualTo(text);
    assertThat(redactor(twenty("\\b[0-9]{11}x")).redact(text)).isEqualTo(text);
    assertThat(redactor(twenty("\\b[0-9]{11}x")).redact("12 ".repeat(10_000)))
        .isEqualTo("12 ".repeat(10_000));
  }

  @Test
  void theMostPartsThatCanBeSetTakeLittleTimeForTheLongestText() {
    Redactor hostile = redactor(twenty("(?:a?){7}z|a"));
    String text = "a".repeat(32 * 1024);
    // Compiled code, so that the times below are those of matching.
    hostile.redact(text);
    long start = System.nanoTime();

    assertThat(hostile.redact(text)).hasSizeLessThan(text.length());

    Duration taken = Duration.ofNanos(System.nanoTime() - start);
    System.out.println("budget: the most parts and the longest text  " + taken.toMillis() + " ms");
    // Twenty times the time that is written down, for a busy machine. Unbounded it is a minute.
    assertThat(taken).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void patternsThatWereStoredBeforeTheBoundAreApplied() {
    Redactor large = redactor(twenty("\\b[0-9]{1,250}x"));
    String text = "12 13x ".repeat(4000);

    assertThat(large.redact(text)).isEqualTo("12 *** ".repeat(4000));
  }

  /** Returns twenty patterns with the same expression. */
  private static PiiPattern[] twenty(String regex) {
    return IntStream.range(0, PiiRedaction.MAX_PATTERNS)
        .mapToObj(i -> new PiiPattern("p" + i, regex, true, true, STARS))
        .toArray(PiiPattern[]::new);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Write to Ada.Lovelace+1@mail.example.co.uk!|Write to *!",
        "ada@example.org, bob@example.org|*, *",
        "not@mail, @here|not@mail, @here",
        "call 555-123-4567|call *",
        "call (555) 123-4567 now|call * now",
        "5551234567|*",
        "+1 (555) 123-4567|*",
        "+44 20 7946 0958|*",
        "+4915123456789|*",
        "on 2026-11-20 at 10:15:00|on 2026-11-20 at 10:15:00",
        "order 12345678|order 12345678",
        "my SSN is 123-45-6789.|my SSN is *.",
        "123 45 6789|*",
        "card 4111 1111 1111 1111 ok|card * ok",
        "4111-1111-1111-1111|*",
        "378282246310005|*",
        "4111111111111111|*"
      })
  void theSystemPatternsFindWhatTheirNamesSay(String text, String redacted) {
    assertThat(redactor(system()).redact(text)).isEqualTo(redacted);
  }

  /** Returns the system's patterns, all on. */
  private static PiiPattern[] system() {
    return PiiRedaction.SYSTEM_PATTERNS.stream()
        .map(
            each ->
                new PiiPattern(
                    each.piiType(),
                    each.regex(),
                    each.ignoreCase(),
                    true,
                    new Display.Replacement("*")))
        .toArray(PiiPattern[]::new);
  }

  @Test
  void redactorsAreReusedForEqualSettings() {
    RedactorCache cache = new RedactorCache(Randoms.fixed(1));
    Redactor first = cache.of(redaction("a"));

    assertThat(cache.of(redaction("a"))).isSameAs(first);
    assertThat(cache.of(redaction("b"))).isNotSameAs(first);
    for (int i = 1; i < RedactorCache.CAPACITY; i++) {
      cache.of(redaction("x" + i));
    }
    assertThat(cache.of(redaction("a"))).as("a hundred others later").isNotSameAs(first);
    assertThat(cache.of(redaction("a")).redact("cab")).isEqualTo("c***b");
  }

  @Test
  void theLastUsedRedactorsStay() {
    RedactorCache cache = new RedactorCache(Randoms.fixed(1));
    Redactor first = cache.of(redaction("a"));
    for (int i = 0; i < 3 * RedactorCache.CAPACITY; i++) {
      cache.of(redaction("x" + i));
      assertThat(cache.of(redaction("a"))).isSameAs(first);
    }
  }

  private static PiiRedaction redaction(String regex) {
    return new PiiRedaction(true, List.of(pattern(regex, STARS)));
  }

  private static Redactor redactor(PiiPattern... patterns) {
    return new Redactor(
        new PiiRedaction(true, Collections.unmodifiableList(Arrays.asList(patterns))),
        Randoms.fixed(7));
  }

  private static PiiPattern pattern(String regex, Display display) {
    return new PiiPattern(regex, regex, true, true, display);
  }
}
