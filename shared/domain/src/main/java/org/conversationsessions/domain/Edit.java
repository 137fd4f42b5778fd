package org.conversationsessions.domain;

import java.util.Optional;
import java.util.function.Function;

/**
 * The change of one value: keep it, drop it, or set it.
 *
 * @param <T> the type of the new value
 */
public sealed interface Edit<T> {
  /**
   * Keeps the value.
   *
   * @param <T> the type of the new value
   */
  record Keep<T>() implements Edit<T> {}

  /**
   * Removes the value, or restores its default.
   *
   * @param <T> the type of the new value
   */
  record Drop<T>() implements Edit<T> {}

  /**
   * Sets the value.
   *
   * @param value the new value
   * @param <T> its type
   */
  record Put<T>(T value) implements Edit<T> {}

  /** Returns one change that does what this one and then a later one does. */
  default Edit<T> followedBy(Edit<T> later) {
    return later instanceof Keep<T> ? this : later;
  }

  /**
   * Returns the value after this change.
   *
   * @param current the value before
   * @param convert converts a new value to the type that is kept
   */
  default <P> Optional<P> applyTo(Optional<P> current, Function<? super T, ? extends P> convert) {
    return switch (this) {
      case Keep<T>() -> current;
      case Drop<T>() -> Optional.empty();
      case Put<T>(T value) -> Optional.of(convert.apply(value));
    };
  }

  /**
   * Returns the value after this change, for a value that always exists.
   *
   * @param current the value before
   * @param defaultValue the default that {@link Drop} restores
   */
  default T applyTo(T current, T defaultValue) {
    return switch (this) {
      case Keep<T>() -> current;
      case Drop<T>() -> defaultValue;
      case Put<T>(T value) -> value;
    };
  }
}
