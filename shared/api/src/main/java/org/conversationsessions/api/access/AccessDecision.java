package org.conversationsessions.api.access;

import org.conversationsessions.api.http.ApiError;
import org.conversationsessions.api.token.Caller;

/**
 * The result of an access check.
 *
 * @param <T> the type of the target
 */
public sealed interface AccessDecision<T> {
  /**
   * The call is allowed and counted.
   *
   * @param caller the authenticated caller
   * @param target the bot or account that the call addresses, or the app itself
   * @param <T> the type of the target
   */
  record Granted<T>(Caller caller, T target) implements AccessDecision<T> {}

  /**
   * The call is denied.
   *
   * @param error the contract's error
   * @param <T> the type of the target
   */
  record Denied<T>(ApiError error) implements AccessDecision<T> {}
}
