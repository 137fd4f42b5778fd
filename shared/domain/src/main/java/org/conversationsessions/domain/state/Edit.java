package org.conversationsessions.domain.state;

import java.util.Optional;
import java.util.function.Function;

/**
 * A change of one part of a state.
 *
 * @param <T> the type of a new value
 */
public sealed interface Edit<T> {
  /**
   * The part stays as it is.
   *
   * @param <T> the type of a new value
   */
  record Keep<T>() implements Edit<T> {}

  /**
   * The part is removed.
   *
   * @param <T> the type of a new value
   */
  record Drop<T>() implements Edit<T> {}

  /**
   * The part is set.
   *
   * @param value the new value
   * @param <T> the type of the new value
   */
  record Put<T>(T value) implements Edit<T> {}

  /**
   * Returns the part after this change.
   *
   * @param now the part before
   * @param making creates the part from a new value
   */
  default <P> Optional<P> on(Optional<P> now, Function<? super T, ? extends P> making) {
    return switch (this) {
      case Keep<T>() -> now;
      case Drop<T>() -> Optional.empty();
      case Put<T>(T value) -> Optional.of(making.apply(value));
    };
  }
}
