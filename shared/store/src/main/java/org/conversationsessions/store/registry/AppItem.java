package org.conversationsessions.store.registry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.conversationsessions.application.UnreadableItemException;
import org.conversationsessions.domain.registry.App;
import org.conversationsessions.domain.registry.AppKind;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.registry.RegisteredApp;
import org.conversationsessions.domain.registry.Scope;
import org.conversationsessions.domain.registry.SigningKey;
import org.conversationsessions.store.client.Attributes;
import org.conversationsessions.store.client.SecretCipher;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Items of the registry table: an app, with encrypted secrets. The key {@code id} is the app's. */
public final class AppItem {
  public static final String KIND_APP = "app";

  private static final String ACCOUNT = "account";
  private static final String APP_KIND = "appKind";
  private static final String BOTS = "bots";
  private static final String SCOPES = "scopes";
  private static final String SECRETS = "sealedSecrets";
  private static final String PUBLIC_KEYS = "publicKeys";

  /** True if the app is disabled: its tokens are refused. Absent on an enabled app. */
  static final String DISABLED = "disabled";

  /** The attributes that a change of an app may alter. */
  public static final List<String> CHANGEABLE =
      List.of(BOTS, SCOPES, SECRETS, PUBLIC_KEYS, DISABLED);

  private AppItem() {}

  /** Returns whether an item is an app. */
  public static boolean isApp(Map<String, AttributeValue> stored) {
    return new Attributes(stored).findText(BotItem.KIND).equals(Optional.of(KIND_APP));
  }

  /** Returns whether a stored app is enabled. */
  public static boolean isEnabled(Map<String, AttributeValue> stored) {
    return !new Attributes(stored).flag(DISABLED);
  }

  /** Returns the item of an app, enabled or disabled. */
  public static Map<String, AttributeValue> of(RegisteredApp registered, SecretCipher cipher) {
    return new Attributes(of(registered.app(), cipher)).put(DISABLED, !registered.enabled()).item();
  }

  /** Reads a stored app, with whether it is enabled. */
  public static RegisteredApp readRegistered(
      Map<String, AttributeValue> stored, SecretCipher cipher) {
    return new RegisteredApp(read(stored, cipher), isEnabled(stored));
  }

  /** Returns the item of an enabled app. */
  public static Map<String, AttributeValue> of(App app, SecretCipher cipher) {
    List<String> secrets = new ArrayList<>();
    List<String> publicKeys = new ArrayList<>();
    for (SigningKey key : app.keys()) {
      switch (key) {
        case SigningKey.Secret secret -> secrets.add(cipher.seal(secret.secret(), app.appId()));
        case SigningKey.PublicKey publicKey -> publicKeys.add(publicKey.jwk());
      }
    }
    return new Attributes()
        .put(BotItem.ID, app.appId())
        .put(BotItem.KIND, KIND_APP)
        .put(BotItem.OWNER, BotItem.owner(app.account(), app.appId()))
        .put(ACCOUNT, app.account())
        .put(APP_KIND, app.kind().wire())
        .putTexts(BOTS, app.bots().stream().map(BotId::value).sorted().toList())
        .putTexts(SCOPES, app.scopes().stream().map(Scope::wire).sorted().toList())
        .putTexts(SECRETS, secrets)
        .putTexts(PUBLIC_KEYS, publicKeys)
        .item();
  }

  /** Reads a stored app. */
  public static App read(Map<String, AttributeValue> stored, SecretCipher cipher) {
    return Attributes.read("a stored app", stored, item -> app(item, cipher));
  }

  private static App app(Attributes item, SecretCipher cipher) {
    String appId = item.text(BotItem.ID);
    List<SigningKey> keys = new ArrayList<>();
    item.texts(SECRETS).forEach(s -> keys.add(new SigningKey.Secret(cipher.open(s, appId))));
    item.texts(PUBLIC_KEYS).forEach(jwk -> keys.add(new SigningKey.PublicKey(jwk)));
    return new App(
        appId,
        item.text(ACCOUNT),
        kind(item.text(APP_KIND)),
        item.texts(BOTS).stream().map(BotId::new).collect(Collectors.toSet()),
        scopes(item.texts(SCOPES)),
        keys);
  }

  private static AppKind kind(String name) {
    return Arrays.stream(AppKind.values())
        .filter(kind -> kind.wire().equals(name))
        .findFirst()
        .orElseThrow(() -> new UnreadableItemException("a stored app is of an unknown kind"));
  }

  private static Set<Scope> scopes(List<String> names) {
    return Arrays.stream(Scope.values())
        .filter(scope -> names.contains(scope.wire()))
        .collect(Collectors.toSet());
  }
}
