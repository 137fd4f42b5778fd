package org.conversationsessions.domain.state;

import java.util.Optional;
import java.util.function.Function;

/**
 * What becomes of one part of a state.
 *
 * @param <T> what it may be set to
 */
public sealed interface Edit<T> {
  /**
   * It stays as it is.
   *
   * @param <T> what it might have been set to
   */
  record Keep<T>() implements Edit<T> {}

  /**
   * It goes.
   *
   * @param <T> what it might have been set to
   */
  record Drop<T>() implements Edit<T> {}

  /**
   * It is set.
   *
   * @param value what to
   * @param <T> its type
   */
  record Put<T>(T value) implements Edit<T> {}

  /**
   * The part afterwards.
   *
   * @param now the part before
   * @param making makes a new one of what is set
   */
  default <P> Optional<P> on(Optional<P> now, Function<? super T, ? extends P> making) {
    return switch (this) {
      case Keep<T>() -> now;
      case Drop<T>() -> Optional.empty();
      case Put<T>(T value) -> Optional.of(making.apply(value));
    };
  }
}
