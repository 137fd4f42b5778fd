package org.conversationsessions.cli;

import java.util.List;

/**
 * A demo account's app, as in {@code .local/credentials.json} (contract, section 12).
 *
 * @param appId {@code cs-…}
 * @param secret the key that signs its tokens
 * @param kind {@code builder} or {@code admin}
 * @param bots the bots that a builder app is mapped to
 * @param scopes the scopes that it has
 */
public record LocalApp(
    String appId, String secret, String kind, List<String> bots, List<String> scopes) {
  /** Copies the lists. */
  public LocalApp {
    bots = List.copyOf(bots);
    scopes = List.copyOf(scopes);
  }

  /** Leaves out the secret. */
  @Override
  public String toString() {
    return appId + " (" + kind + ")";
  }
}
