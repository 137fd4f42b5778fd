package org.conversationsessions.bench;

import java.util.function.DoubleUnaryOperator;

/**
 * Where on an axis a value lies.
 *
 * @param from the value at its beginning
 * @param to the value at its end
 * @param way what the values go through before they are evenly spread
 */
record Scale(double from, double to, DoubleUnaryOperator way) {
  static Scale linear(long from, long to) {
    return new Scale((double) from, (double) to, value -> value);
  }

  static Scale logarithmic(long from, long to) {
    return new Scale((double) from, (double) to, Math::log10);
  }

  /**
   * The place of a value: 0 at the beginning, 1 at the end; of an axis with one value, half way.
   */
  double place(double value) {
    double length = way.applyAsDouble(to) - way.applyAsDouble(from);
    return length == 0 ? 0.5 : (way.applyAsDouble(value) - way.applyAsDouble(from)) / length;
  }
}
