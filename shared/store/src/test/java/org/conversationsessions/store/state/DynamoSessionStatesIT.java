package org.conversationsessions.store.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.application.state.SessionStates;
import org.conversationsessions.application.state.SessionStates.Versioned;
import org.conversationsessions.application.state.SessionStatesPortTests;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.state.SessionState;
import org.conversationsessions.domain.state.SessionState.Context;
import org.conversationsessions.domain.state.SessionState.ContextTags;
import org.conversationsessions.domain.state.SessionState.Profile;
import org.conversationsessions.domain.state.SessionState.Variable;
import org.conversationsessions.domain.state.WriteMark;
import org.conversationsessions.local.workbench.CapacityMeter;
import org.conversationsessions.store.TestDynamo;
import org.conversationsessions.store.client.Attributes;
import org.conversationsessions.store.client.Expiry;
import org.conversationsessions.store.client.SecretCipher;
import org.conversationsessions.store.conversation.ConversationItem;
import org.conversationsessions.store.registry.RegistryFixture;
import org.conversationsessions.testing.Seeded;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class DynamoSessionStatesIT {
  private static final Instant TEN = Instant.parse("2026-11-20T10:00:00.123Z");
  private static final Duration NINETY_DAYS = Duration.ofDays(90);
  private static final Instant GONE = TEN.plus(NINETY_DAYS);
  private static final WriteMark STAMP = new WriteMark(TEN.toEpochMilli(), 3, 1);

  private final TestDynamo.Database database = TestDynamo.LOCAL.of(DynamoSessionStatesIT.class);
  private final ConversationKey key =
      new ConversationKey(new BotId("st-" + UUID.randomUUID()), "u-" + UUID.randomUUID(), "rtm");

  // ------------------------------------------------------------------------------------ secrecy

  @Test
  void noPartOfAStateIsStoredInPlainText() {
    SessionState state =
        new SessionState(
            Map.of("variable-name", variable("\"variable-value\"")),
            Optional.of(new Context("\"dialog-value\"", STAMP)),
            Map.of("profile-name", new Profile("profile-token", TEN, TEN, STAMP)),
            new ContextTags(
                Optional.of("[\"current-value\"]"), List.of("\"historic-value\""), STAMP),
            Optional.of(new Context("\"sentiment-value\"", STAMP)));
    at(TEN).write(key, state, 0);

    Map<String, AttributeValue> item = item();
    assertThat(item.keySet())
        .containsExactlyInAnyOrder("owner", "channel", "v", "state", "expiresAt");
    byte[] sealed = new Attributes(item).bytes("state");
    String stored = new String(sealed, StandardCharsets.ISO_8859_1);
    for (String secret :
        List.of("variable", "dialog", "profile", "current", "historic", "sentiment", "value")) {
      assertThat(stored).doesNotContain(secret);
    }
    // The bytes are encrypted, not merely compressed.
    assertThatExceptionOfType(StoreException.class).isThrownBy(() -> StateCodec.read(sealed));
  }

  @Test
  void theSameStateLooksDifferentEveryTimeItIsStored() {
    at(TEN).write(key, SessionStatesPortTests.everything(), 0);
    byte[] first = new Attributes(item()).bytes("state");
    at(TEN).write(key, SessionStatesPortTests.everything(), at(TEN).read(key).version());

    assertThat(new Attributes(item()).bytes("state")).hasSameSizeAs(first).isNotEqualTo(first);
  }

  @Test
  void everyChangedBitIsUnreadableAndNeverAnEmptyState() {
    at(TEN).write(key, dialog("1"), 0);
    Map<String, AttributeValue> item = item();
    byte[] sealed = new Attributes(item).bytes("state");
    for (int bit = 0; bit < sealed.length * 8; bit++) {
      byte[] changed = sealed.clone();
      changed[bit / 8] ^= (byte) (1 << (bit % 8));
      Map<String, AttributeValue> tampered = with(item, changed);
      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(() -> StateItem.read(tampered, key, RegistryFixture.CIPHER));
    }
    store(with(item, new byte[] {1, 2, 3}));
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> at(TEN).read(key))
        .withMessageStartingWith("the stored state of a conversation cannot be read");
  }

  @Test
  void aStateCannotBeDecryptedForAnotherConversationOrWithAnotherKey() {
    at(TEN).write(key, dialog("1"), 0);
    for (ConversationKey other :
        List.of(
            new ConversationKey(key.bot(), key.userId(), "email"),
            new ConversationKey(key.bot(), key.userId() + "x", key.channel()),
            new ConversationKey(new BotId("st-" + UUID.randomUUID()), key.userId(), "rtm"))) {
      Map<String, AttributeValue> moved = new HashMap<>(item());
      moved.putAll(ConversationItem.key(other));
      store(moved);
      assertThatExceptionOfType(StoreException.class).isThrownBy(() -> at(TEN).read(other));
    }
    SessionStates foreign =
        new DynamoSessionStates(
            database.dynamo(),
            database.tables(),
            new Expiry(NINETY_DAYS, Clock.systemUTC()),
            new SecretCipher("another key material of 32 letters"));
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> foreign.read(key))
        .withMessageContaining("SECRETS_KEY");
  }

  @Test
  void conversationsWhosePartsJoinToTheSameTextHaveDifferentKeys() {
    ConversationKey one = new ConversationKey(key.bot(), "a rtm", "x");
    ConversationKey other = new ConversationKey(key.bot(), "a", "rtm x");
    Map<String, AttributeValue> sealed =
        StateItem.of(one, dialog("1"), 1, RegistryFixture.CIPHER).item();

    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> StateItem.read(sealed, other, RegistryFixture.CIPHER));
  }

  // ------------------------------------------------------------------------------------- expiry

  @Test
  void aStateExpiresAfterItsRetentionAndItsVersionHoldsUntilItIsReplaced() {
    at(TEN.minus(Duration.ofDays(80))).write(key, dialog("1"), 0);
    long first = new Attributes(item()).number("v");
    at(TEN).write(key, dialog("2"), first);
    assertThat(new Attributes(item()).number(Expiry.ATTRIBUTE)).isEqualTo(GONE.getEpochSecond());

    assertThat(at(GONE.minusSeconds(1)).read(key)).isEqualTo(new Versioned(first + 1, dialog("2")));
    assertThat(at(GONE).read(key)).isEqualTo(new Versioned(first + 1, SessionState.EMPTY));
    assertThat(at(GONE).write(key, dialog("3"), 0)).isFalse();
    assertThat(at(GONE).write(key, dialog("3"), first + 1)).isTrue();
    assertThat(at(GONE).read(key)).isEqualTo(new Versioned(first + 2, dialog("3")));
  }

  @Test
  void anExpiredStateIsNotDecrypted() {
    at(TEN).write(key, dialog("1"), 0);
    store(with(item(), new byte[] {1, 2, 3}));

    long first = new Attributes(item()).number("v");
    assertThat(at(GONE).read(key)).isEqualTo(new Versioned(first, SessionState.EMPTY));
  }

  @Test
  void withARetentionOfZeroAStateIsKeptForEver() {
    states(database.dynamo(), Duration.ZERO, TEN).write(key, dialog("1"), 0);

    assertThat(item()).doesNotContainKey(Expiry.ATTRIBUTE);
  }

  @Test
  void aClearedStateExpiresAfterADayWhateverTheRetention() {
    for (Duration retention : List.of(Duration.ZERO, NINETY_DAYS)) {
      SessionStates states = states(database.dynamo(), retention, TEN);
      long version = states.read(key).version();
      states.write(key, dialog("1"), version);
      states.write(key, SessionState.EMPTY, states.read(key).version());

      assertThat(item().keySet()).containsExactlyInAnyOrder("owner", "channel", "v", "expiresAt");
      assertThat(new Attributes(item()).number(Expiry.ATTRIBUTE))
          .isEqualTo(TEN.plus(Duration.ofDays(1)).getEpochSecond());
    }
  }

  // -------------------------------------------------------------------------------------- costs

  @Test
  void aReadIsAReadUnitForEachFourKilobytesAndAWriteAWriteUnitForEach(@Seeded Random random) {
    CapacityMeter meter = new CapacityMeter();
    DynamoDbClient dynamo = TestDynamo.LOCAL.client(meter);
    SessionStates states = states(dynamo, NINETY_DAYS, TEN);

    CapacityMeter.Reading nothing = meter.of(() -> states.read(key));
    print("reading where nothing is", 0, nothing);
    assertThat(nothing.reads()).isLessThanOrEqualTo(1);
    cost(meter, states, "five small variables", variables(5, random), 1, 1);
    cost(meter, states, "a usual state: 20 variables, 2 profiles, a dialog", usual(random), 4, 1);
    cost(meter, states, "two hundred variables", variables(200, random), 2, 1);
    cost(
        meter,
        states,
        "256 KiB in no order",
        SessionStatesPortTests.noise(random, 256 * 1024 - 200),
        230,
        60);
    SessionState worst = thousands(random);
    cost(meter, states, "15,000 least variables, set at other times", worst, 200, 50);
  }

  private void cost(
      CapacityMeter meter,
      SessionStates states,
      String what,
      SessionState state,
      int writes,
      int reads) {
    // Another conversation each time: a write costs as much as the larger of old and new item.
    ConversationKey one = new ConversationKey(key.bot(), what, "rtm");
    CapacityMeter.Reading written = meter.of(() -> states.write(one, state, 0));
    CapacityMeter.Reading read = meter.of(() -> states.read(one));
    CapacityMeter.Reading both = written.plus(read);
    print(what, new Attributes(item(one)).bytes("state").length, both);
    assertThat(states.read(one).state()).isEqualTo(state);
    assertThat(both.writes()).as(what).isLessThanOrEqualTo(writes);
    assertThat(both.reads()).as(what).isLessThanOrEqualTo(reads);
  }

  private static void print(String what, int sealed, CapacityMeter.Reading reading) {
    System.out.printf("%-52s %7d bytes %s%n", what, sealed, reading);
  }

  private static SessionState usual(Random random) {
    SessionState variables = variables(20, random);
    Map<String, Profile> profiles =
        Map.of(
            "google", new Profile(token(random), TEN, TEN, STAMP),
            "crm", new Profile(token(random), TEN, TEN, STAMP));
    return new SessionState(
        variables.variables(),
        Optional.of(
            new Context(
                "{\"node\":\"AskForDestination\",\"history\":["
                    + "{\"intent\":\"Book Flight\",\"entity\":\"destination\"},".repeat(20)
                    + "{}]}",
                STAMP)),
        profiles,
        new ContextTags(Optional.of("[\"booking\"]"), List.of("[\"greeting\"]"), STAMP),
        Optional.of(new Context("{\"angry\":0,\"joy\":0.4}", STAMP)));
  }

  /** Returns a token as long as the access token of a usual provider. */
  private static String token(Random random) {
    String noise = SessionStatesPortTests.noise(random, 1200).dialogContext().orElseThrow().json();
    return noise.substring(1, noise.length() - 1);
  }

  private static SessionState variables(int count, Random random) {
    Map<String, Variable> variables = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      variables.put("variable" + i, variable("\"" + random.nextInt(1_000_000) + "\""));
    }
    return only(variables);
  }

  /** Returns the state with the largest encoding, within 256 KiB of JSON. */
  private static SessionState thousands(Random random) {
    Map<String, Variable> variables = new LinkedHashMap<>();
    List<String> names = new ArrayList<>();
    for (char first = ' '; first < 127; first++) {
      for (char second = ' '; second < 127; second++) {
        names.add("" + first + second);
        names.add("" + first + (char) (second + 0x100));
      }
    }
    for (String name : names.subList(0, 15_000)) {
      Instant at = TEN.minusMillis(random.nextInt(Integer.MAX_VALUE));
      variables.put(
          name,
          new Variable(
              Integer.toString(random.nextInt(10)),
              Optional.empty(),
              at,
              new WriteMark(STAMP.epoch(), random.nextInt(1000), random.nextInt(1000))));
    }
    return only(variables);
  }

  private static SessionState only(Map<String, Variable> variables) {
    return new SessionState(
        variables, Optional.empty(), Map.of(), ContextTags.NONE, Optional.empty());
  }

  private static SessionState dialog(String json) {
    return new SessionState(
        Map.of(),
        Optional.of(new Context(json, STAMP)),
        Map.of(),
        ContextTags.NONE,
        Optional.empty());
  }

  private static Variable variable(String json) {
    return new Variable(json, Optional.empty(), TEN, STAMP);
  }

  private SessionStates at(Instant now) {
    return states(database.dynamo(), NINETY_DAYS, now);
  }

  private SessionStates states(DynamoDbClient dynamo, Duration retention, Instant now) {
    return new DynamoSessionStates(
        dynamo,
        database.tables(),
        new Expiry(retention, Clock.fixed(now, ZoneOffset.UTC)),
        RegistryFixture.CIPHER);
  }

  private Map<String, AttributeValue> item() {
    return item(key);
  }

  private Map<String, AttributeValue> item(ConversationKey of) {
    return database
        .dynamo()
        .getItem(get -> get.tableName(database.tables().states()).key(ConversationItem.key(of)))
        .item();
  }

  private void store(Map<String, AttributeValue> item) {
    database.dynamo().putItem(put -> put.tableName(database.tables().states()).item(item));
  }

  private static Map<String, AttributeValue> with(Map<String, AttributeValue> item, byte[] sealed) {
    Map<String, AttributeValue> changed = new HashMap<>(item);
    changed.put("state", AttributeValue.fromB(SdkBytes.fromByteArray(sealed)));
    return changed;
  }
}
