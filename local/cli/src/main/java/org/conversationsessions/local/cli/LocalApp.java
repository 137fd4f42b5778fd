package org.conversationsessions.local.cli;

import java.util.List;

/**
 * A demo account's app, as in {@code .local/credentials.json} (contract, section 12).
 *
 * @param appId {@code cs-…}
 * @param secret what its tokens are signed with
 * @param kind {@code builder} or {@code admin}
 * @param bots the bots a builder app is mapped to
 * @param scopes what it may do
 */
public record LocalApp(
    String appId, String secret, String kind, List<String> bots, List<String> scopes) {
  /** Copies what can change. */
  public LocalApp {
    bots = List.copyOf(bots);
    scopes = List.copyOf(scopes);
  }

  /** Never the secret itself. */
  @Override
  public String toString() {
    return appId + " (" + kind + ")";
  }
}
