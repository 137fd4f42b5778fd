package org.conversationsessions.admin.registry;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.conversationsessions.application.registry.PublicKeyRule;
import org.conversationsessions.domain.registry.App;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.registry.RegisteredApp;
import org.conversationsessions.domain.registry.Sharding;
import org.conversationsessions.domain.registry.SigningKey;
import org.conversationsessions.store.client.Attributes;
import org.conversationsessions.store.client.SecretCipher;
import org.conversationsessions.store.client.Tables;
import org.conversationsessions.store.registry.AppItem;
import org.conversationsessions.store.registry.BotItem;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Registers and changes accounts, bots and apps. Only operators use it, no function does. */
public final class RegistryAdmin {
  private static final Pattern ACCOUNT = Pattern.compile("[A-Za-z0-9_.-]{1,64}");
  private static final String KIND_ACCOUNT = "account";

  private final RegistryTable table;
  private final SecretCipher cipher;
  private final AppRules rules;

  /**
   * Creates the adapter.
   *
   * @param cipher encrypts apps' secrets
   * @param publicKeys which public keys apps may register
   */
  public RegistryAdmin(
      DynamoDbClient dynamo, Tables tables, SecretCipher cipher, PublicKeyRule publicKeys) {
    this.table = new RegistryTable(dynamo, tables);
    this.cipher = cipher;
    this.rules = new AppRules(publicKeys);
  }

  /**
   * Registers an account.
   *
   * @param account 1 to 64 letters, digits, {@code _}, {@code .} or {@code -}
   * @return false if it is registered already
   */
  public boolean registerAccount(String account) {
    if (!ACCOUNT.matcher(account).matches()) {
      throw new IllegalArgumentException(
          "an account's name has 1 to 64 letters, digits, _, . or -: " + account);
    }
    return table.putNew(
        new Attributes()
            .put(BotItem.ID, KIND_ACCOUNT + "#" + account)
            .put(BotItem.KIND, KIND_ACCOUNT)
            .put(BotItem.OWNER, BotItem.owner(account, ""))
            .put(BotItem.ACCOUNT, account)
            .item());
  }

  /** Returns whether an account is registered. Strongly consistent. */
  public boolean isAccount(String account) {
    return !table.read(KIND_ACCOUNT + "#" + account).isEmpty();
  }

  /** Returns all accounts, sorted. Reads the whole registry. */
  public Set<String> accounts() {
    Set<String> accounts = new TreeSet<>();
    table.scan(item -> new Attributes(item).findText(BotItem.ACCOUNT).ifPresent(accounts::add));
    return accounts;
  }

  /**
   * Registers a bot, with the default settings. A removed bot of the same account is restored as it
   * was, with its settings. No other account can take its identifier, because its sessions are
   * still stored under it.
   *
   * @return false if it is registered already, in any account
   * @throws IllegalArgumentException if the account is unknown
   */
  public boolean registerBot(BotId bot, String account) {
    requireAccount(account);
    return table.putNew(BotItem.of(bot, account))
        || table.update(
            bot.value(),
            "REMOVE removedAt",
            "attribute_exists(removedAt) AND account = :account",
            Map.of(":account", Attributes.s(account)));
  }

  /**
   * Removes a bot: new calls do not find it. Its item stays, with its settings and its sharding.
   * The sweep still closes its live sessions, and its stored sessions expire at their time.
   *
   * @return false if the bot is not registered
   */
  public boolean removeBot(BotId bot, Instant now) {
    return table.update(
        bot.value(),
        "SET removedAt = :now",
        "kind = :bot AND attribute_not_exists(removedAt)",
        Map.of(":now", Attributes.n(now.toEpochMilli()), ":bot", Attributes.s(BotItem.KIND_BOT)));
  }

  /**
   * Names a bot.
   *
   * @param name 1 to {@value Bot#MAX_NAME} characters, without control characters; empty for none
   * @return false if the bot is not registered
   */
  public boolean nameBot(BotId bot, String name) {
    if (!Bot.isName(name)) {
      throw new IllegalArgumentException(
          "a bot's name has at most " + Bot.MAX_NAME + " characters and no control characters");
    }
    Map<String, AttributeValue> values =
        new HashMap<>(Map.of(":bot", Attributes.s(BotItem.KIND_BOT)));
    if (!name.isEmpty()) {
      values.put(":name", Attributes.s(name));
    }
    return table.update(
        bot.value(),
        (name.isEmpty() ? "REMOVE %s" : "SET %s = :name").formatted(BotItem.NAME),
        "kind = :bot AND attribute_not_exists(removedAt)",
        values);
  }

  /**
   * Sets the number of shards of a bot's sessions from a day on. Earlier days keep their number;
   * numbers set for later days are dropped.
   *
   * @param day the first day, in UTC; it begins in an hour or later, so that every process knows it
   *     by then
   * @param shards 1 to {@value Sharding#MAX_SHARDS}
   * @return the new sharding; empty if the bot is not registered
   * @throws IllegalArgumentException if the day has begun or begins within the hour
   */
  public Optional<Sharding> setShards(BotId bot, LocalDate day, int shards, Instant now) {
    Instant dayStart = day.atStartOfDay().toInstant(ZoneOffset.UTC);
    if (dayStart.isBefore(now.plus(Sharding.LEAD_TIME))) {
      throw new IllegalArgumentException(
          "%s begins at %s: shards can be set for days that begin in an hour or later"
              .formatted(day, dayStart));
    }
    while (true) {
      Map<String, AttributeValue> stored = table.read(bot.value());
      if (!BotItem.isRegistered(stored)) {
        return Optional.empty();
      }
      Sharding updated = BotItem.sharding(stored).with(day, shards);
      if (replaceSharding(bot, stored.get(BotItem.SHARDING), BotItem.sharding(updated))) {
        return Optional.of(updated);
      }
    }
  }

  /** Stores a bot's sharding; false if it has been changed meanwhile. */
  private boolean replaceSharding(
      BotId bot, @Nullable AttributeValue before, AttributeValue after) {
    Map<String, AttributeValue> values = new HashMap<>(Map.of(":after", after));
    if (before != null) {
      values.put(":before", before);
    }
    return table.update(
        bot.value(),
        "SET %s = :after".formatted(BotItem.SHARDING),
        before == null
            ? "attribute_exists(id) AND attribute_not_exists(%s)".formatted(BotItem.SHARDING)
            : BotItem.SHARDING + " = :before",
        values);
  }

  /**
   * Registers an app.
   *
   * @return false if it is registered already
   * @throws IllegalArgumentException if its account is unknown, its identifier is malformed, its
   *     kind cannot have one of its scopes, or one of its keys cannot verify a token
   */
  public boolean registerApp(App app) {
    requireAccount(app.account());
    rules.validate(app, List.of());
    return table.putNew(AppItem.of(app, cipher));
  }

  /**
   * Changes an app's scopes, bots or keys. Uses optimistic locking: if the app was changed since it
   * was read, it is read and changed again. So no concurrent change is lost.
   *
   * @param change returns the new app for the stored one; may be called more than once
   * @return the app as stored; empty if there is no such app
   */
  public Optional<App> changeApp(String appId, UnaryOperator<App> change) {
    while (true) {
      Map<String, AttributeValue> stored = table.read(appId);
      if (!AppItem.isApp(stored)) {
        return Optional.empty();
      }
      App before = AppItem.read(stored, cipher);
      App changed = change.apply(before);
      rules.validate(changed, before.keys());
      RegisteredApp registered = new RegisteredApp(changed, AppItem.isEnabled(stored));
      if (table.replaceApp(stored, AppItem.of(registered, cipher))) {
        return Optional.of(changed);
      }
    }
  }

  /** Returns an app, enabled or disabled. Strongly consistent. */
  public Optional<RegisteredApp> app(String appId) {
    return Optional.of(table.read(appId))
        .filter(AppItem::isApp)
        .map(item -> AppItem.readRegistered(item, cipher));
  }

  /**
   * Enables or disables an app. The tokens of a disabled app are refused like those of an unknown
   * one. It keeps its bots, scopes and keys.
   *
   * @return false if there is no such app
   */
  public boolean enableApp(String appId, boolean enabled) {
    Map<String, AttributeValue> values =
        new HashMap<>(Map.of(":app", Attributes.s(AppItem.KIND_APP)));
    if (!enabled) {
      values.put(":disabled", AttributeValue.fromBool(true));
    }
    return table.update(
        appId, enabled ? "REMOVE disabled" : "SET disabled = :disabled", "kind = :app", values);
  }

  /**
   * Deletes an app and its keys.
   *
   * @return false if there is no such app
   */
  public boolean removeApp(String appId) {
    return table.delete(appId, AppItem.KIND_APP);
  }

  /**
   * Checks that stored secrets were encrypted with this installation's key, by decrypting those of
   * the first app that has one. The functions could not decrypt secrets of another key.
   *
   * @throws org.conversationsessions.application.UnreadableItemException if they were encrypted
   *     with another key
   */
  public void requireKey() {
    table.query(
        AppItem.KIND_APP,
        item ->
            AppItem.read(item, cipher).keys().stream()
                .noneMatch(key -> key instanceof SigningKey.Secret));
  }

  private void requireAccount(String account) {
    if (!isAccount(account)) {
      throw new IllegalArgumentException("no such account: " + account);
    }
  }
}
