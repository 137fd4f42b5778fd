package org.conversationsessions.api.fields;

import java.util.function.Function;
import org.conversationsessions.api.http.ApiError;
import org.conversationsessions.api.http.HttpOutcome;

/**
 * What reading came to.
 *
 * @param <T> what was to be read
 */
public sealed interface ParseResult<T> {
  /**
   * All fields were as they have to be.
   *
   * @param value what was read
   * @param <T> its type
   */
  record Value<T>(T value) implements ParseResult<T> {}

  /**
   * A field was not.
   *
   * @param error the first one, and why
   * @param <T> what was to be read
   */
  record Refused<T>(ApiError error) implements ParseResult<T> {}

  /** Goes on with the value, or answers with the error. */
  default HttpOutcome answer(Function<? super T, ? extends HttpOutcome> next) {
    return switch (this) {
      case Value<T>(T value) -> next.apply(value);
      case Refused<T>(ApiError error) -> error;
    };
  }
}
