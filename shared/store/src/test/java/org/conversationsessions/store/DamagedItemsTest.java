package org.conversationsessions.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import org.conversationsessions.application.UnreadableItemException;
import org.conversationsessions.application.conversation.AwaitedSilence;
import org.conversationsessions.application.conversation.DueConversations;
import org.conversationsessions.application.state.SessionStatesPortTests;
import org.conversationsessions.domain.conversation.ContainmentFacts;
import org.conversationsessions.domain.conversation.Conversation;
import org.conversationsessions.domain.conversation.EndedSession;
import org.conversationsessions.domain.conversation.LiveSession;
import org.conversationsessions.domain.conversation.RecentEvents;
import org.conversationsessions.domain.counter.CountChange.Delta;
import org.conversationsessions.domain.counter.DayCounts;
import org.conversationsessions.domain.counter.DayMeasures;
import org.conversationsessions.domain.counter.HourlyMeasures;
import org.conversationsessions.domain.counter.SequenceNumber;
import org.conversationsessions.domain.counter.SessionKind;
import org.conversationsessions.domain.counter.SessionMeasures;
import org.conversationsessions.domain.counter.TimeBucket;
import org.conversationsessions.domain.message.TestMessages;
import org.conversationsessions.domain.message.TranscriptPart;
import org.conversationsessions.domain.registry.AccountOperator;
import org.conversationsessions.domain.registry.App;
import org.conversationsessions.domain.registry.AppKind;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.registry.BotRole;
import org.conversationsessions.domain.registry.Scope;
import org.conversationsessions.domain.registry.Sharding;
import org.conversationsessions.domain.registry.SigningKey;
import org.conversationsessions.domain.session.AgentTransfer;
import org.conversationsessions.domain.session.CloseReason;
import org.conversationsessions.domain.session.Closing;
import org.conversationsessions.domain.session.ContainmentType;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.session.SessionType;
import org.conversationsessions.domain.session.Tag;
import org.conversationsessions.domain.session.Tags;
import org.conversationsessions.domain.settings.BotSettings;
import org.conversationsessions.domain.settings.ChannelInactivity;
import org.conversationsessions.domain.settings.ClosureSettings;
import org.conversationsessions.domain.settings.ClosureSettings.ClosureBehavior;
import org.conversationsessions.domain.settings.ManagedSettings;
import org.conversationsessions.domain.settings.MessageSettings;
import org.conversationsessions.domain.settings.NudgeSettings;
import org.conversationsessions.domain.settings.PiiPattern;
import org.conversationsessions.domain.settings.PiiPattern.Display;
import org.conversationsessions.domain.settings.PiiRedaction;
import org.conversationsessions.domain.settings.PublishedVersion;
import org.conversationsessions.domain.settings.SettingsChange;
import org.conversationsessions.domain.settings.SettingsDraft;
import org.conversationsessions.domain.state.ClearMarkers;
import org.conversationsessions.store.client.Expiry;
import org.conversationsessions.store.client.SecretCipher;
import org.conversationsessions.store.conversation.ConversationItem;
import org.conversationsessions.store.conversation.DueItem;
import org.conversationsessions.store.counter.CounterItem;
import org.conversationsessions.store.counter.MeasuresItem;
import org.conversationsessions.store.message.CipherMessageSealer;
import org.conversationsessions.store.message.TranscriptPartItem;
import org.conversationsessions.store.registry.AccountOperatorsItem;
import org.conversationsessions.store.registry.AppItem;
import org.conversationsessions.store.registry.BotItem;
import org.conversationsessions.store.registry.ClosureSettingsItem;
import org.conversationsessions.store.registry.PublishedVersionsItem;
import org.conversationsessions.store.registry.RegistryFixture;
import org.conversationsessions.store.registry.SettingsChangeItem;
import org.conversationsessions.store.session.SessionImage;
import org.conversationsessions.store.session.SessionItem;
import org.conversationsessions.store.state.StateItem;
import org.conversationsessions.testing.Randoms;
import org.conversationsessions.testing.Seeded;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Reading any stored item returns a value or throws {@link UnreadableItemException}. */
public class DamagedItemsTest {
  private static final Instant TEN = Instant.parse("2026-11-20T10:00:00Z");
  private static final BotId BOT = new BotId("st-1");
  private static final ConversationKey KEY = new ConversationKey(BOT, "ada#x", "rtm");
  private static final SessionId ID = SessionId.of(TEN, 7);
  private static final Tags TAGS =
      new Tags(List.of(new Tag("plan", "gold", TEN)), List.of(new Tag("a", "b", TEN)));
  private static final Session LIVE =
      new Session(
          ID,
          KEY,
          TEN,
          List.of("en", "de"),
          SessionType.INTERACTIVE,
          ContainmentType.AGENT,
          Optional.of(new AgentTransfer(TEN, true)),
          true,
          TAGS,
          3,
          2,
          Optional.empty());
  private static final Expiry EXPIRY =
      new Expiry(Duration.ofDays(90), Clock.fixed(TEN, ZoneOffset.UTC));
  private static final int ROUNDS = 4000;

  /** Every kind of stored item, with its reader. */
  enum Kind {
    SESSION(
        SessionItem.of(
            LIVE.closed(new Closing(CloseReason.API, TEN, "en", 4, 2), ContainmentType.AGENT),
            EXPIRY,
            3),
        SessionImage::read),
    CONVERSATION(
        ConversationItem.of(
            new Conversation(
                KEY,
                7,
                new LiveSession(
                    LIVE,
                    TEN,
                    TEN,
                    Optional.of("Book"),
                    new ContainmentFacts(true, true, true, TEN, TEN, true)),
                new EndedSession(ID, TEN, TEN, TEN, CloseReason.REFRESH),
                new RecentEvents(
                    List.of(new RecentEvents.Entry(5, ID), new RecentEvents.Entry(6, ID))),
                new ClearMarkers(1, 2, 3, 4, 5, 6, 7),
                part()),
            8),
        ConversationItem::read),
    PART(
        TranscriptPartItem.of(KEY, part(), Sharding.ONE),
        stored ->
            List.of(
                new CipherMessageSealer(RegistryFixture.CIPHER)
                    .open(TranscriptPartItem.conversation(stored), TranscriptPartItem.read(stored)),
                stored)),
    DUE(
        DueItem.of(new DueConversations.Entry(KEY, ID, new AwaitedSilence.OfBot(), TEN, TEN, 3)),
        DueItem::read),
    BOT_ITEM(bot(), stored -> List.of(BotItem.read(stored), BotItem.sharding(stored))),
    CLOSURE(
        ClosureSettingsItem.of(
            BOT,
            3,
            new ClosureSettings(
                ClosureBehavior.MESSAGE, List.of("Bye"), Set.of("email"), Optional.of("x()"))),
        ClosureSettingsItem::read),
    DRAFT(
        SettingsChangeItem.ofDraft(
            BOT, new SettingsDraft(3, SettingsChange.to(ManagedSettings.OF_NEW_BOT))),
        SettingsChangeItem::readDraft),
    PUBLISHED(
        PublishedVersionsItem.of(BOT, new PublishedVersion(3, "New", TEN, "cs-1"), List.of()),
        PublishedVersionsItem::read),
    OPERATORS(
        Map.of(
            AccountOperatorsItem.OPERATORS,
            AccountOperatorsItem.operators(
                List.of(new AccountOperator("a@b", "1", true, Map.of(BOT, BotRole.OWNER))))),
        AccountOperatorsItem::read),
    APP(
        AppItem.of(
            new App(
                "cs-1",
                "acme",
                AppKind.BUILDER,
                Set.of(BOT),
                Scope.allOf(AppKind.BUILDER),
                List.of(new SigningKey.Secret("secret"), new SigningKey.PublicKey("{}"))),
            RegistryFixture.CIPHER),
        stored -> AppItem.read(stored, RegistryFixture.CIPHER)),
    STATE(
        StateItem.of(KEY, SessionStatesPortTests.everything(), 2, RegistryFixture.CIPHER).item(),
        stored ->
            List.of(
                StateItem.version(stored), StateItem.read(stored, KEY, RegistryFixture.CIPHER))),
    COUNTED_DAY(
        CounterItem.of(
            "u#st-1#ada",
            LocalDate.parse("2026-11-20"),
            new CounterItem.Day(
                counts(),
                Optional.of(new DayMeasures(1, 1, measures())),
                new SequenceNumber("77"),
                "marker",
                true,
                3),
            TEN),
        CounterItem::readDay),
    COUNTED_HOUR(
        CounterItem.of(
            "b#st-1#0", 100, new CounterItem.Hour(counts().buckets().orElseThrow(), 3), TEN),
        CounterItem::readHour),
    MEASURES(
        MeasuresItem.of(
            "b#st-1#0", LocalDate.parse("2026-11-20"), new MeasuresItem(measures(), 3), TEN),
        MeasuresItem::read);

    private final Map<String, AttributeValue> item;
    private final Function<Map<String, AttributeValue>, Object> reader;

    Kind(Map<String, AttributeValue> item, Function<Map<String, AttributeValue>, Object> reader) {
      this.item = item;
      this.reader = reader;
    }
  }

  @ParameterizedTest
  @EnumSource
  void aDamagedItemIsReadOrUnreadableAndNothingElse(Kind kind, @Seeded Random random) {
    assertThat(kind.reader.apply(kind.item)).isNotNull();
    int unreadable = 0;
    for (int round = 0; round < ROUNDS; round++) {
      Map<String, AttributeValue> damaged = damaged(kind.item, random);
      try {
        assertThat(kind.reader.apply(damaged)).isNotNull();
      } catch (UnreadableItemException told) {
        unreadable++;
      } catch (RuntimeException other) {
        throw new AssertionError("round " + round + ": " + damaged, other);
      }
    }
    System.out.printf("%s: %d of %d unreadable%n", kind, unreadable, ROUNDS);
    assertThat(unreadable).isPositive();
  }

  @Test
  void aKnownAttributeOfAnotherTypeIsNeverTreatedAsAbsent() {
    Map<String, AttributeValue> reopened = new HashMap<>(Kind.SESSION.item);
    reopened.put("closeReason", AttributeValue.fromN("1"));
    Map<String, AttributeValue> untagged = new HashMap<>(Kind.SESSION.item);
    untagged.put("userTags", AttributeValue.fromS("gold"));
    Map<String, AttributeValue> huge = new HashMap<>(Kind.SESSION.item);
    huge.put("messages", AttributeValue.fromN("4294967297"));

    for (Map<String, AttributeValue> damaged : List.of(reopened, untagged, huge)) {
      assertThatExceptionOfType(UnreadableItemException.class)
          .isThrownBy(() -> SessionItem.read(damaged));
    }
  }

  @Test
  void aStateSealedWithAnotherKeyIsUnreadable() {
    SecretCipher other = new SecretCipher("another key material, 32 characters or more");

    assertThatExceptionOfType(UnreadableItemException.class)
        .isThrownBy(() -> StateItem.read(Kind.STATE.item, KEY, other))
        .withMessageContaining("SECRETS_KEY");
  }

  private static Map<String, AttributeValue> bot() {
    BotSettings settings =
        new BotSettings(
            true,
            Duration.ofMinutes(9),
            new ChannelInactivity(Map.of("web", Duration.ofMinutes(30))),
            "de",
            true,
            4,
            new MessageSettings(
                true,
                30,
                new PiiRedaction(
                    true,
                    List.of(
                        new PiiPattern("A", "a", true, true, new Display.Redaction()),
                        new PiiPattern("B", "b", true, true, new Display.Replacement("b")),
                        new PiiPattern("C", "c", true, true, new Display.Mask(2, 3, '#'))))),
            new NudgeSettings(Optional.of(Duration.ofMinutes(3)), Set.of("web")),
            true);
    Map<String, AttributeValue> item = BotItem.of(new Bot(BOT, "acme", settings));
    item.put(
        BotItem.SHARDING, BotItem.sharding(Sharding.ONE.with(LocalDate.parse("2026-12-01"), 4)));
    return item;
  }

  private static TranscriptPart part() {
    return new CipherMessageSealer(RegistryFixture.CIPHER)
        .seal(
            KEY,
            TestMessages.random(Randoms.fixed(1), ID, 3),
            Optional.of(TEN.plus(Duration.ofDays(9))));
  }

  private static DayCounts counts() {
    return DayCounts.EMPTY.plus(deltas());
  }

  private static HourlyMeasures measures() {
    return HourlyMeasures.EMPTY.plus(deltas());
  }

  private static List<Delta> deltas() {
    List<Delta> deltas = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      deltas.add(
          new Delta(
              TimeBucket.of(TEN.plusSeconds(900L * i)),
              SessionKind.ALL.get(i % 6),
              1 + i,
              new SessionMeasures(1 + i, 20 * i, 600_000L * i, i % 3, i, i % 2, 0),
              TEN));
    }
    return deltas;
  }

  /** Returns the item with one or two attributes removed or changed. */
  public static Map<String, AttributeValue> damaged(
      Map<String, AttributeValue> item, Random random) {
    Map<String, AttributeValue> damaged = new HashMap<>(item);
    List<String> names = List.copyOf(item.keySet());
    for (int left = 1 + random.nextInt(2); left > 0; left--) {
      String name = names.get(random.nextInt(names.size()));
      AttributeValue value = damaged.get(name);
      if (value == null || random.nextInt(8) == 0) {
        damaged.remove(name);
      } else {
        damaged.put(name, random.nextInt(3) == 0 ? any(random, 2) : changed(value, random));
      }
    }
    return damaged;
  }

  /** Returns another value of the same type. */
  private static AttributeValue changed(AttributeValue value, Random random) {
    if (value.s() != null) {
      return AttributeValue.fromS(cut(value.s(), random));
    }
    if (value.n() != null) {
      return AttributeValue.fromN(number(random));
    }
    if (value.b() != null) {
      byte[] bytes = value.b().asByteArray();
      for (int left = 1 + random.nextInt(3); left > 0 && bytes.length > 0; left--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      int length = random.nextBoolean() ? bytes.length : random.nextInt(bytes.length + 9);
      return AttributeValue.fromB(SdkBytes.fromByteArray(Arrays.copyOf(bytes, length)));
    }
    if (value.hasL() && !value.l().isEmpty()) {
      List<AttributeValue> items = new ArrayList<>(value.l());
      int at = random.nextInt(items.size());
      switch (random.nextInt(3)) {
        case 0 -> items.remove(at);
        case 1 -> items.set(at, any(random, 1));
        default -> items.set(at, changed(items.get(at), random));
      }
      return AttributeValue.fromL(items);
    }
    return any(random, 1);
  }

  private static String cut(String text, Random random) {
    int at = random.nextInt(text.length() + 1);
    return switch (random.nextInt(4)) {
      case 0 -> text.substring(0, at);
      case 1 -> text.substring(at);
      case 2 -> text.substring(0, at) + (char) random.nextInt(0x3000) + text.substring(at);
      default -> text + text;
    };
  }

  private static String number(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> "1.5";
      case 1 -> "1E+20";
      case 2 -> Long.toString(random.nextLong());
      case 3 -> "99999999999999999999999999999999999999";
      case 4 -> "-1";
      default -> Integer.toString(random.nextInt());
    };
  }

  private static AttributeValue any(Random random, int depth) {
    return switch (random.nextInt(depth == 0 ? 6 : 9)) {
      case 0 -> AttributeValue.fromS("");
      case 1 -> AttributeValue.fromS("x#y=z");
      case 2 -> AttributeValue.fromN(number(random));
      case 3 -> AttributeValue.fromBool(random.nextBoolean());
      case 4 -> AttributeValue.fromNul(true);
      case 5 -> AttributeValue.fromSs(List.of("a"));
      case 6 -> AttributeValue.fromL(List.of(any(random, depth - 1), any(random, depth - 1)));
      case 7 -> AttributeValue.fromM(Map.of("a", any(random, depth - 1)));
      default -> {
        byte[] bytes = new byte[random.nextInt(40)];
        random.nextBytes(bytes);
        yield AttributeValue.fromB(SdkBytes.fromByteArray(bytes));
      }
    };
  }
}
