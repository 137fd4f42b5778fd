package org.conversationsessions.api.token;

import org.conversationsessions.api.http.ApiError;

/** The result of verifying a token. */
public sealed interface Verification {
  /**
   * The token is valid.
   *
   * @param caller the authenticated caller
   */
  record Verified(Caller caller) implements Verification {}

  /**
   * The token is invalid.
   *
   * @param error the contract's error, which does not reveal the reason
   */
  record Refused(ApiError error) implements Verification {}
}
