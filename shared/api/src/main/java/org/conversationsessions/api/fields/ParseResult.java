package org.conversationsessions.api.fields;

import org.conversationsessions.api.http.ApiError;

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
}
