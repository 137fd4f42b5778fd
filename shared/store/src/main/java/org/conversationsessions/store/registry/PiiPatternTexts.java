package org.conversationsessions.store.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.conversationsessions.application.UnreadableItemException;
import org.conversationsessions.domain.settings.PiiPattern;
import org.conversationsessions.domain.settings.PiiPattern.Display;

/**
 * The stored form of patterns on a {@link BotItem}: a flat list of four texts for each, name,
 * regular expression, flags ({@code i} ignores case, {@code e} is enabled) and display ({@code
 * redaction}, {@code replacement:PII}, {@code mask:#:0:4}).
 */
final class PiiPatternTexts {
  private static final int PARTS = 4;
  private static final String REDACTION = "redaction";
  private static final String REPLACEMENT = "replacement";
  private static final String MASK = "mask";

  private PiiPatternTexts() {}

  static List<String> of(List<PiiPattern> patterns) {
    return patterns.stream().flatMap(PiiPatternTexts::parts).toList();
  }

  static List<PiiPattern> read(List<String> texts) {
    if (texts.size() % PARTS != 0) {
      throw new UnreadableItemException("a stored bot has a part of a pattern");
    }
    List<PiiPattern> patterns = new ArrayList<>();
    for (int i = 0; i < texts.size(); i += PARTS) {
      String flags = texts.get(i + 2);
      patterns.add(
          new PiiPattern(
              texts.get(i),
              texts.get(i + 1),
              flags.contains("i"),
              flags.contains("e"),
              display(texts.get(i + 3))));
    }
    return patterns;
  }

  private static Stream<String> parts(PiiPattern pattern) {
    return Stream.of(
        pattern.piiType(),
        pattern.regex(),
        (pattern.ignoreCase() ? "i" : "") + (pattern.enabled() ? "e" : ""),
        switch (pattern.display()) {
          case Display.Redaction() -> REDACTION;
          case Display.Replacement(String value) -> REPLACEMENT + ":" + value;
          case Display.Mask(int first, int last, char character) ->
              MASK + ":" + character + ":" + first + ":" + last;
        });
  }

  private static Display display(String text) {
    String[] parts = text.split(":", 2);
    return switch (parts[0]) {
      case REDACTION -> new Display.Redaction();
      case REPLACEMENT -> new Display.Replacement(parts[1]);
      case MASK -> mask(parts[1].split(":"));
      default -> throw new UnreadableItemException("a stored pattern has an unknown display");
    };
  }

  private static Display mask(String[] parts) {
    return new Display.Mask(
        Integer.parseInt(parts[1]), Integer.parseInt(parts[2]), parts[0].charAt(0));
  }
}
