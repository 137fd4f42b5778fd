package org.conversationsessions.local.cli.admin;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import org.conversationsessions.domain.registry.App;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.registry.RegisteredApp;
import org.conversationsessions.domain.registry.Scope;
import org.conversationsessions.domain.registry.SigningKey;

/**
 * What is shown of an app: everything but its secrets.
 *
 * @param enabled whether its tokens are taken
 * @param keys {@code secret} or {@code public-key}
 * @param keyCount two while a key is being rotated
 */
@JsonPropertyOrder({"appId", "account", "kind", "enabled", "bots", "scopes", "keys", "keyCount"})
record AppView(
    String appId,
    String account,
    String kind,
    boolean enabled,
    List<String> bots,
    List<String> scopes,
    String keys,
    int keyCount) {
  static AppView of(RegisteredApp registered) {
    App app = registered.app();
    return new AppView(
        app.appId(),
        app.account(),
        app.kind().wire(),
        registered.enabled(),
        app.bots().stream().map(BotId::value).sorted().toList(),
        app.scopes().stream().map(Scope::wire).sorted().toList(),
        switch (app.keys().getFirst()) {
          case SigningKey.Secret secret -> "secret";
          case SigningKey.PublicKey publicKey -> "public-key";
        },
        app.keys().size());
  }
}
