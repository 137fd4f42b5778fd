package org.conversationsessions.application.message;

import java.util.Optional;

/**
 * The bound on the repetitions of a regular expression. A compiler of RE2's expressions writes
 * repetitions out, so {@code ((a{1000}){1000}){1000}} would take all memory. This class reads the
 * expression before it is compiled. It may count too much and never too little; the syntax is for
 * the compiler to check.
 */
final class RegexRepeatBound {
  /** The most copies that nested repetitions make of a part, such as 1,000 of {@code a}. */
  static final int MAX_COPIES = 1000;

  /**
   * The most instructions of a whole expression, repetitions written out. They bound the time that
   * a character of a text takes, and the depth of the matcher's recursion: RE2/J 1.8 needs 400 KB
   * of stack for {@code (?:a?b?c?){570}}.
   */
  static final int MAX_SIZE = 4000;

  private static final Extent NOTHING = new Extent(0, 1);
  private static final Extent ONE = new Extent(1, 1);

  private final String regex;
  private int at;
  private boolean quoted;

  private RegexRepeatBound(String regex) {
    this.regex = regex;
  }

  /** Returns why an expression is not compiled; empty if it is within the bound. */
  static Optional<String> objection(String regex) {
    Extent whole = extent(regex);
    if (whole.copies > MAX_COPIES) {
      return Optional.of("nested repetitions multiply to more than " + MAX_COPIES);
    }
    return whole.size > MAX_SIZE
        ? Optional.of("with repetitions written out it has more than " + MAX_SIZE + " parts")
        : Optional.empty();
  }

  /**
   * Returns the number of an expression's parts, repetitions written out; at most {@link #MAX_SIZE}
   * plus 1.
   */
  static int size(String regex) {
    return (int) extent(regex).size;
  }

  private static Extent extent(String regex) {
    RegexRepeatBound bound = new RegexRepeatBound(regex);
    Extent whole = NOTHING;
    while (bound.at < regex.length()) {
      whole = whole.then(bound.alternatives());
      // Skips an unmatched closing bracket.
      bound.at++;
    }
    return whole;
  }

  /** Reads up to the end of the group. */
  private Extent alternatives() {
    Extent before = NOTHING;
    Extent last = NOTHING;
    while (at < regex.length() && (quoted || regex.charAt(at) != ')')) {
      long copies = quoted ? 0 : quantifier();
      if (copies > 0) {
        last = last.repeated(copies);
        continue;
      }
      Extent part = part();
      // A part of size 0, such as (?i), is skipped, so a quantifier after it applies to the part
      // before.
      if (part.size > 0) {
        before = before.then(last);
        last = part;
      }
    }
    return before.then(last);
  }

  /** Reads a quantifier and returns how often it copies what it follows; 0 if there is none. */
  private long quantifier() {
    switch (regex.charAt(at)) {
      case '*', '+', '?' -> {
        at++;
        return 1;
      }
      case '{' -> {
        int end = regex.indexOf('}', at);
        long copies = end < 0 ? 0 : copies(regex.substring(at + 1, end));
        at = copies > 0 ? end + 1 : at;
        return copies;
      }
      default -> {
        return 0;
      }
    }
  }

  /** Returns the copies of {@code n}, {@code n,} or {@code n,m}; 0 if it is none of these. */
  private static long copies(String counts) {
    int comma = counts.indexOf(',');
    String least = comma < 0 ? counts : counts.substring(0, comma);
    String most = comma < 0 ? "" : counts.substring(comma + 1);
    if (least.isEmpty() || !isNumber(least) || !isNumber(most)) {
      return 0;
    }
    return Math.max(1, Math.max(number(least), number(most)));
  }

  private static boolean isNumber(String text) {
    return text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static long number(String digits) {
    long number = 0;
    for (int i = 0; i < digits.length(); i++) {
      number = Math.min(MAX_SIZE + 1L, number * 10 + digits.charAt(i) - '0');
    }
    return number;
  }

  private Extent part() {
    if (quoted) {
      quoted = !trySkip("\\E");
      at += quoted ? 1 : 0;
      return quoted ? ONE : NOTHING;
    }
    if (trySkip("\\Q")) {
      quoted = true;
      return NOTHING;
    }
    return switch (regex.charAt(at++)) {
      case '(' -> group();
      case '[' -> characterClass();
      case '\\' -> escape();
      default -> ONE;
    };
  }

  private Extent group() {
    boolean captures = true;
    if (trySkip("?")) {
      char end = regex.startsWith("P<", at) || regex.startsWith("<", at) ? '>' : ':';
      while (at < regex.length() && regex.charAt(at) != end && regex.charAt(at) != ')') {
        at++;
      }
      if (!trySkip(String.valueOf(end))) {
        // Only flags, such as (?i).
        at++;
        return NOTHING;
      }
      captures = end == '>';
    }
    Extent inside = alternatives();
    at++;
    // A group that captures has an instruction at its beginning and one at its end.
    return new Extent(captures ? inside.size + 2 : Math.max(1, inside.size), inside.copies);
  }

  private Extent characterClass() {
    at += regex.startsWith("^", at) ? 1 : 0;
    for (boolean first = true; at < regex.length(); first = false) {
      int named = regex.startsWith("[:", at) ? regex.indexOf(":]", at + 2) : -1;
      char c = regex.charAt(at);
      if (c == ']' && !first) {
        at++;
        return ONE;
      }
      at = named >= 0 ? named + 2 : at + (c == '\\' ? 2 : 1);
    }
    return ONE;
  }

  /** Reads the rest of an escape sequence. Digits of a code count as characters of their own. */
  private Extent escape() {
    char kind = at < regex.length() ? regex.charAt(at++) : ' ';
    if ((kind == 'x' || kind == 'p' || kind == 'P') && regex.startsWith("{", at)) {
      int end = regex.indexOf('}', at);
      at = end < 0 ? regex.length() : end + 1;
    }
    return ONE;
  }

  private boolean trySkip(String text) {
    boolean found = regex.startsWith(text, at);
    at += found ? text.length() : 0;
    return found;
  }

  /**
   * What a part of an expression becomes when it is compiled. Numbers stop growing above the
   * bounds.
   *
   * @param size at least the number of its instructions
   * @param copies the most copies that are made of anything in it
   */
  private record Extent(long size, long copies) {
    Extent then(Extent next) {
      return new Extent(bounded(size + next.size), Math.max(copies, next.copies));
    }

    Extent repeated(long times) {
      // One for the branch that goes on or leaves.
      return new Extent(bounded((size + 1) * times), bounded(copies * times));
    }

    private static long bounded(long number) {
      return Math.min(number, MAX_SIZE + 1L);
    }
  }
}
