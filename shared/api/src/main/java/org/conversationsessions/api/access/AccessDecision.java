package org.conversationsessions.api.access;

import org.conversationsessions.api.http.ApiError;
import org.conversationsessions.api.token.Caller;

/**
 * Whether a call may go on.
 *
 * @param <T> what it asks access to
 */
public sealed interface AccessDecision<T> {
  /**
   * It may, and is counted.
   *
   * @param caller who calls
   * @param target what is called
   * @param <T> its type
   */
  record Granted<T>(Caller caller, T target) implements AccessDecision<T> {}

  /**
   * It may not.
   *
   * @param error the contract's answer
   * @param <T> what access was asked to
   */
  record Denied<T>(ApiError error) implements AccessDecision<T> {}
}
