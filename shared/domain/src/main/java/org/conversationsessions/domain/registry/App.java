package org.conversationsessions.domain.registry;

import java.util.List;
import java.util.Set;

/**
 * An API client.
 *
 * @param appId {@code cs-…}
 * @param account the account it belongs to
 * @param kind builder or admin
 * @param bots the bots a builder app is mapped to; empty for an admin app, which reaches its
 *     account's bots
 * @param scopes what it may do
 * @param keys one key, or two of the same sort while a secret is being rotated; the newest first
 */
public record App(
    String appId,
    String account,
    AppKind kind,
    Set<BotId> bots,
    Set<Scope> scopes,
    List<SigningKey> keys) {
  /** Copies what can change. */
  public App {
    bots = Set.copyOf(bots);
    scopes = Set.copyOf(scopes);
    keys = List.copyOf(keys);
    if (keys.isEmpty() || keys.size() > 2) {
      throw new IllegalArgumentException("an app has one or two keys");
    }
  }
}
