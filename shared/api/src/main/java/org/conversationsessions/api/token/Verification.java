package org.conversationsessions.api.token;

import org.conversationsessions.api.http.ApiError;

/** What a token proved. */
public sealed interface Verification {
  /**
   * It holds.
   *
   * @param caller whose it is
   */
  record Verified(Caller caller) implements Verification {}

  /**
   * It does not.
   *
   * @param error the contract's answer, which tells no more than that
   */
  record Refused(ApiError error) implements Verification {}
}
