package org.conversationsessions.acceptance;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.conversationsessions.admin.registry.RegistryAdmin;
import org.conversationsessions.domain.registry.App;
import org.conversationsessions.domain.registry.AppKind;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.registry.Scope;
import org.conversationsessions.domain.registry.SigningKey;

/**
 * A registered app with a secret.
 *
 * @param app as it was registered
 * @param secret what its tokens are signed with
 */
public record TestApp(App app, String secret) {
  /** Registers a builder app mapped to these bots. */
  static TestApp builder(
      RegistryAdmin registry, String account, Set<BotId> bots, Set<Scope> scopes) {
    return register(registry, account, AppKind.BUILDER, bots, scopes);
  }

  /** Registers an admin app. */
  public static TestApp admin(RegistryAdmin registry, String account, Set<Scope> scopes) {
    return register(registry, account, AppKind.ADMIN, Set.of(), scopes);
  }

  /** A token with only the claim {@code appId}. */
  public String token() {
    return token(Map.of());
  }

  /** A token that expires then. */
  public String tokenUntil(Instant expiry) {
    return token(Map.of("exp", expiry.getEpochSecond()));
  }

  /** A token with {@code appId} and other claims. */
  String token(Map<String, ?> claims) {
    Map<String, Object> all = new HashMap<>(claims);
    all.put("appId", app.appId());
    return Tokens.hs256(secret, all);
  }

  /** An identifier that no other app has. */
  static String newId() {
    return "cs-" + UUID.randomUUID();
  }

  /** A secret that no other app has. */
  static String newSecret() {
    return UUID.randomUUID() + "-" + UUID.randomUUID();
  }

  private static TestApp register(
      RegistryAdmin registry, String account, AppKind kind, Set<BotId> bots, Set<Scope> scopes) {
    String secret = newSecret();
    App app = new App(newId(), account, kind, bots, scopes, List.of(new SigningKey.Secret(secret)));
    if (!registry.registerApp(app)) {
      throw new IllegalStateException("registered already: " + app.appId());
    }
    return new TestApp(app, secret);
  }
}
