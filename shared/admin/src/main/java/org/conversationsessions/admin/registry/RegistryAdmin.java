package org.conversationsessions.admin.registry;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.conversationsessions.application.registry.PublicKeyRule;
import org.conversationsessions.domain.registry.App;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.registry.RegisteredApp;
import org.conversationsessions.domain.registry.Sharding;
import org.conversationsessions.domain.registry.SigningKey;
import org.conversationsessions.store.client.Attributes;
import org.conversationsessions.store.client.Dynamo;
import org.conversationsessions.store.client.Queries;
import org.conversationsessions.store.client.SecretCipher;
import org.conversationsessions.store.client.Tables;
import org.conversationsessions.store.registry.AppItem;
import org.conversationsessions.store.registry.BotItem;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/** Registers accounts, bots and apps: an operator's work, not the functions'. */
public final class RegistryAdmin {
  private static final Pattern ACCOUNT = Pattern.compile("[A-Za-z0-9_.-]{1,64}");
  private static final Pattern APP = Pattern.compile("cs-[A-Za-z0-9_-]{1,64}");
  private static final String KIND_ACCOUNT = "account";

  private final DynamoDbClient dynamo;
  private final Tables tables;
  private final SecretCipher box;
  private final PublicKeyRule publicKeys;

  /**
   * Makes the adapter.
   *
   * @param publicKeys which public keys apps may register
   */
  public RegistryAdmin(
      DynamoDbClient dynamo, Tables tables, SecretCipher box, PublicKeyRule publicKeys) {
    this.dynamo = dynamo;
    this.tables = tables;
    this.box = box;
    this.publicKeys = publicKeys;
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
    return putNew(
        new Attributes()
            .put(BotItem.ID, KIND_ACCOUNT + "#" + account)
            .put(BotItem.KIND, KIND_ACCOUNT)
            .put(BotItem.OWNER, BotItem.owner(account, ""))
            .put(BotItem.ACCOUNT, account)
            .item());
  }

  /**
   * Registers a bot, with the default settings. A bot of the same account that was removed is back
   * as it was, settings included; its identifier is no other account's to take, because its
   * sessions are still stored under it.
   *
   * @return false if it is registered already, in whatever account
   */
  public boolean registerBot(BotId bot, String account) {
    requireAccount(account);
    return putNew(BotItem.of(bot, account))
        || isUpdated(
            bot.value(),
            "REMOVE removedAt",
            "attribute_exists(removedAt) AND account = :account",
            Map.of(":account", Attributes.s(account)));
  }

  /**
   * Removes a bot: new calls find no such bot. Its item stays, with its settings and its spread:
   * the sweep goes on closing its live sessions, and its stored sessions expire as they would have.
   *
   * @return false if there is no such bot
   */
  public boolean removeBot(BotId bot, Instant now) {
    return isUpdated(
        bot.value(),
        "SET removedAt = :now",
        "kind = :bot AND attribute_not_exists(removedAt)",
        Map.of(":now", Attributes.n(now.toEpochMilli()), ":bot", Attributes.s(BotItem.KIND_BOT)));
  }

  /**
   * Registers an app.
   *
   * @return false if it is registered already
   * @throws IllegalArgumentException if its account is unknown, its id is none, or no token could
   *     be checked with one of its keys
   */
  public boolean registerApp(App app) {
    requireAccount(app.account());
    check(app, List.of());
    return putNew(AppItem.of(app, box));
  }

  /**
   * Changes an app: its scopes, its bots, its keys. Of two changes at once neither is lost: the app
   * is read consistently, and written only if it is still what was read, else once more from the
   * start.
   *
   * @param change makes the new app from the stored one; may be asked more than once
   * @return the app as it is now; empty if there is none of this identifier
   */
  public Optional<App> changeApp(String appId, UnaryOperator<App> change) {
    while (true) {
      Map<String, AttributeValue> stored = stored("reading an app", appId);
      if (!AppItem.isApp(stored)) {
        return Optional.empty();
      }
      App before = AppItem.read(stored, box);
      App changed = change.apply(before);
      check(changed, before.keys());
      RegisteredApp next = new RegisteredApp(changed, AppItem.isEnabled(stored));
      if (putOver(stored, AppItem.of(next, box))) {
        return Optional.of(changed);
      }
    }
  }

  /** An app, enabled or disabled, as it is now: a consistent read. */
  public Optional<RegisteredApp> app(String appId) {
    return Optional.of(stored("reading an app", appId))
        .filter(AppItem::isApp)
        .map(item -> AppItem.readRegistered(item, box));
  }

  /**
   * Enables or disables an app. The tokens of a disabled app are refused as those of an unknown
   * one; it keeps its bots, scopes and keys.
   *
   * @return false if there is no such app
   */
  public boolean enableApp(String appId, boolean enabled) {
    Map<String, AttributeValue> values =
        new HashMap<>(Map.of(":app", Attributes.s(AppItem.KIND_APP)));
    if (!enabled) {
      values.put(":disabled", AttributeValue.fromBool(true));
    }
    return isUpdated(
        appId, enabled ? "REMOVE disabled" : "SET disabled = :disabled", "kind = :app", values);
  }

  /**
   * Removes an app, with its keys, for good.
   *
   * @return false if there is no such app
   */
  public boolean removeApp(String appId) {
    return Dynamo.call(
        "removing an app",
        () -> {
          try {
            dynamo.deleteItem(
                delete ->
                    delete
                        .tableName(tables.registry())
                        .key(key(appId))
                        .conditionExpression("kind = :app")
                        .expressionAttributeValues(Map.of(":app", Attributes.s(AppItem.KIND_APP))));
            return true;
          } catch (ConditionalCheckFailedException e) {
            return false;
          }
        });
  }

  /**
   * Spreads a bot's sessions over more shards, or fewer, from a day on. Days before keep what holds
   * for them; what was told for later days no longer holds.
   *
   * @param day the first day, in UTC; it begins in an hour or later, so that everyone knows by then
   * @param shards 1 to {@value Sharding#MAX_SHARDS}
   * @return how the bot's sessions are spread now; empty if there is no such bot
   * @throws IllegalArgumentException if the day has begun or begins within the hour
   */
  public Optional<Sharding> spread(BotId bot, LocalDate day, int shards, Instant now) {
    Instant begins = day.atStartOfDay().toInstant(ZoneOffset.UTC);
    if (begins.isBefore(now.plus(Sharding.LEAD_TIME))) {
      throw new IllegalArgumentException(
          "%s begins at %s: shards can be told for days that begin in an hour or later"
              .formatted(day, begins));
    }
    while (true) {
      Map<String, AttributeValue> stored = stored("reading a bot", bot.value());
      if (!BotItem.isRegistered(stored)) {
        return Optional.empty();
      }
      Sharding next = BotItem.sharding(stored).with(day, shards);
      if (isSpread(bot, stored.get(BotItem.SHARDING), BotItem.sharding(next))) {
        return Optional.of(next);
      }
    }
  }

  /** Sets a bot's spread; false if it has been set otherwise meanwhile. */
  private boolean isSpread(BotId bot, @Nullable AttributeValue before, AttributeValue after) {
    Map<String, AttributeValue> values = new HashMap<>(Map.of(":after", after));
    if (before != null) {
      values.put(":before", before);
    }
    return isUpdated(
        bot.value(),
        "SET spread = :after",
        before == null
            ? "attribute_exists(id) AND attribute_not_exists(spread)"
            : "spread = :before",
        values);
  }

  /** Updates an item of the registry; false if the condition does not hold. */
  private boolean isUpdated(
      String id, String update, String condition, Map<String, AttributeValue> values) {
    return Dynamo.call(
        "writing the registry",
        () -> {
          try {
            dynamo.updateItem(
                request ->
                    request
                        .tableName(tables.registry())
                        .key(key(id))
                        .updateExpression(update)
                        .conditionExpression(condition)
                        .expressionAttributeValues(values));
            return true;
          } catch (ConditionalCheckFailedException e) {
            return false;
          }
        });
  }

  private Map<String, AttributeValue> stored(String what, String id) {
    return Dynamo.call(
            what,
            () ->
                dynamo.getItem(
                    get -> get.tableName(tables.registry()).key(key(id)).consistentRead(true)))
        .item();
  }

  private static Map<String, AttributeValue> key(String id) {
    return Map.of(BotItem.ID, Attributes.s(id));
  }

  /** All accounts, sorted. Reads the whole registry. */
  public Set<String> accounts() {
    Set<String> accounts = new TreeSet<>();
    ScanRequest scan =
        ScanRequest.builder().tableName(tables.registry()).consistentRead(true).build();
    Map<String, AttributeValue> start = Map.of();
    do {
      ScanRequest page = start.isEmpty() ? scan : scan.toBuilder().exclusiveStartKey(start).build();
      ScanResponse found = Dynamo.call("reading the registry", () -> dynamo.scan(page));
      for (Map<String, AttributeValue> item : found.items()) {
        new Attributes(item).findText(BotItem.ACCOUNT).ifPresent(accounts::add);
      }
      start = found.lastEvaluatedKey();
    } while (!start.isEmpty());
    return accounts;
  }

  /**
   * Checks that stored secrets are sealed with this installation's key, by opening those of the
   * first app that has any. What is sealed with another key would be of no use to the functions.
   *
   * @throws org.conversationsessions.application.UnreadableItemException if they are sealed with
   *     another
   */
  public void requireKey() {
    QueryRequest apps =
        QueryRequest.builder()
            .tableName(tables.registry())
            .indexName(BotItem.BY_KIND)
            .keyConditionExpression("kind = :kind")
            .expressionAttributeValues(Map.of(":kind", Attributes.s(AppItem.KIND_APP)))
            .build();
    Queries.each(
        dynamo,
        apps,
        item ->
            AppItem.read(item, box).keys().stream()
                .noneMatch(key -> key instanceof SigningKey.Secret));
  }

  /** Whether an account is registered. */
  public boolean isAccount(String account) {
    return !stored("reading an account", KIND_ACCOUNT + "#" + account).isEmpty();
  }

  private void requireAccount(String account) {
    if (!isAccount(account)) {
      throw new IllegalArgumentException("no such account: " + account);
    }
  }

  /**
   * Refuses what no app can be.
   *
   * @param stored keys that it has already: one of no use must not keep a better one out
   */
  private void check(App app, List<SigningKey> stored) {
    if (!APP.matcher(app.appId()).matches()) {
      throw new IllegalArgumentException(
          "an app's id is cs- and 1 to 64 letters, digits, - or _: " + app.appId());
    }
    List<SigningKey> keys = app.keys();
    boolean weak =
        keys.stream().anyMatch(k -> k instanceof SigningKey.Secret s && s.secret().length() < 32);
    if (weak) {
      throw new IllegalArgumentException("an app's secret has at least 32 characters (RFC 7518)");
    }
    for (SigningKey key : keys) {
      if (key instanceof SigningKey.PublicKey(String jwk) && !stored.contains(key)) {
        publicKeys
            .objection(jwk)
            .ifPresent(
                reason -> {
                  throw new IllegalArgumentException(
                      "the app's public key is of no use: " + reason);
                });
      }
    }
  }

  /** Puts an item in another's place; false if that one has been changed meanwhile. */
  private boolean putOver(Map<String, AttributeValue> before, Map<String, AttributeValue> after) {
    Map<String, AttributeValue> values = new HashMap<>();
    StringJoiner unchanged = new StringJoiner(" AND ");
    for (String name : AppItem.CHANGEABLE) {
      AttributeValue value = before.get(name);
      unchanged.add(value == null ? "attribute_not_exists(" + name + ")" : name + " = :" + name);
      if (value != null) {
        values.put(":" + name, value);
      }
    }
    return Dynamo.call(
        "writing an app",
        () -> {
          try {
            dynamo.putItem(
                put ->
                    put.tableName(tables.registry())
                        .item(after)
                        .conditionExpression("attribute_exists(id) AND " + unchanged)
                        .expressionAttributeValues(values));
            return true;
          } catch (ConditionalCheckFailedException e) {
            return false;
          }
        });
  }

  private boolean putNew(Map<String, AttributeValue> item) {
    return Dynamo.call(
        "writing the registry",
        () -> {
          try {
            dynamo.putItem(
                put ->
                    put.tableName(tables.registry())
                        .item(item)
                        .conditionExpression("attribute_not_exists(id)"));
            return true;
          } catch (ConditionalCheckFailedException e) {
            return false;
          }
        });
  }
}
