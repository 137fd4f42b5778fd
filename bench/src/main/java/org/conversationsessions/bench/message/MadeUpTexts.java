package org.conversationsessions.bench.message;

import java.util.Random;

/**
 * Made-up texts whose lengths are those of people's messages: half have at most 42 bytes, none more
 * than 200. Their letters are as unlike each other as those of short texts, so that they compress
 * no better. The same seed makes the same texts.
 */
final class MadeUpTexts {
  private static final int MAX_LENGTH = 200;
  private static final double MEDIAN_LENGTH = 42;
  private static final double SPREAD = 0.9;

  private final Random random;

  MadeUpTexts(Random random) {
    this.random = random;
  }

  String next() {
    double length = Math.min(MAX_LENGTH, MEDIAN_LENGTH * Math.exp(SPREAD * random.nextGaussian()));
    StringBuilder text = new StringBuilder();
    do {
      text.append((char) (random.nextInt(6) == 0 ? ' ' : 'a' + random.nextInt(26)));
    } while (text.length() + 1 <= length);
    return text.toString();
  }
}
