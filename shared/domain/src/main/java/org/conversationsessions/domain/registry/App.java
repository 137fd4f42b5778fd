package org.conversationsessions.domain.registry;

import java.util.List;
import java.util.Set;

/**
 * An API client.
 *
 * @param appId the identifier, {@code cs-…}
 * @param account the account it belongs to
 * @param kind builder or admin
 * @param bots the bots a builder app is mapped to; empty for an admin app, which reaches all bots
 *     of its account
 * @param scopes the rights it has
 * @param keys one key, or two of the same kind while a secret is rotated; the newest first
 */
public record App(
    String appId,
    String account,
    AppKind kind,
    Set<BotId> bots,
    Set<Scope> scopes,
    List<SigningKey> keys) {
  /**
   * Copies the collections.
   *
   * @throws IllegalArgumentException if there is no key, or more than two
   */
  public App {
    bots = Set.copyOf(bots);
    scopes = Set.copyOf(scopes);
    keys = List.copyOf(keys);
    if (keys.isEmpty() || keys.size() > 2) {
      throw new IllegalArgumentException("an app has one or two keys");
    }
  }
}
