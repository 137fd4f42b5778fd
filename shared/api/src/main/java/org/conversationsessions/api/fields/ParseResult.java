package org.conversationsessions.api.fields;

import org.conversationsessions.api.http.ApiError;

/**
 * The result of reading and validating fields.
 *
 * @param <T> the type of the value
 */
public sealed interface ParseResult<T> {
  /**
   * All fields are valid.
   *
   * @param value what the fields say
   * @param <T> its type
   */
  record Value<T>(T value) implements ParseResult<T> {}

  /**
   * A field is invalid.
   *
   * @param error the error of the first invalid field
   * @param <T> the type of the value
   */
  record Refused<T>(ApiError error) implements ParseResult<T> {}
}
