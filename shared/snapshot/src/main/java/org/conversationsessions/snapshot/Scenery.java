package org.conversationsessions.snapshot;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.conversationsessions.admin.bulk.BulkLoader;
import org.conversationsessions.admin.registry.RegistryAdmin;
import org.conversationsessions.api.token.PublicKeys;
import org.conversationsessions.application.concurrent.BackoffPolicy;
import org.conversationsessions.application.conversation.RandomSessionIds;
import org.conversationsessions.application.recording.Recorder;
import org.conversationsessions.domain.conversation.ActivityEvent;
import org.conversationsessions.domain.conversation.ActivityType;
import org.conversationsessions.domain.registry.App;
import org.conversationsessions.domain.registry.AppKind;
import org.conversationsessions.domain.registry.Bot;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.registry.Scope;
import org.conversationsessions.domain.registry.SigningKey;
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
import org.conversationsessions.domain.state.SessionState;
import org.conversationsessions.domain.state.WriteMark;
import org.conversationsessions.store.Store;
import org.conversationsessions.store.client.Expiry;
import org.conversationsessions.store.client.SecretCipher;

/**
 * What stands on a stage, put there by the code that puts real things into the real store.
 *
 * @param tokens some tokens of the stage's app, good for an hour, no two alike
 */
record Scenery(List<String> tokens) {
  /** Copies what can change. */
  Scenery {
    tokens = List.copyOf(tokens);
  }

  static final BotId BOT = new BotId("st-0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0");

  static final String APP = "cs-1a2b3c4d-5e6f-7081-92a3-b4c5d6e7f809";

  private static final String ACCOUNT = "rehearsal";

  /** More than are read one and all when a page is asked for: the counters are used too. */
  private static final int SESSIONS = 250;

  private static final Duration APART = Duration.ofMinutes(10);
  private static final List<String> USERS =
      List.of(
          "user-1",
          "u-8f14e45f-ceea-367a-9a36-dedd4bea2543",
          "Ada.Lovelace@Example.org",
          "+491701234567");
  private static final List<String> CHANNELS = List.of(Stage.CHANNEL, "whatsapp", "msteams");

  /** Any odd number: makes identifiers with all kinds of digits. */
  private static final long SPREAD = 0x9E37_79B9_7F4A_7C15L;

  /** As long as a busy day's counts: the SDK's parser reads such texts in parts. */
  private static final String LONG = "flight ".repeat(800);

  private static final Duration TOKEN_LIFE = Duration.ofHours(1);

  /** A prime, so that each is sent with every call of a rehearsal in time. */
  private static final int TOKENS = 13;

  private static final int RANDOM_BYTES = 32;

  /**
   * Puts everything there.
   *
   * @param key what the store seals with
   */
  static Scenery build(Store store, String key) {
    Instant now = store.clock().instant().truncatedTo(ChronoUnit.MILLIS);
    String secret = random();
    register(
        new RegistryAdmin(store.dynamo(), store.tables(), new SecretCipher(key), PublicKeys.rule()),
        secret);
    store.settings().read(BOT).ifPresent(settings -> store.settings().write(BOT, settings));
    Expiry expiry = new Expiry(store.deployment().retention(), store.clock());
    new BulkLoader(store.dynamo(), store.tables(), expiry, true)
        .write(
            IntStream.rangeClosed(1, SESSIONS).mapToObj(n -> past(n, now)).iterator(),
            written -> {});
    ConversationKey talk = new ConversationKey(BOT, Stage.USER, Stage.CHANNEL);
    converse(store, talk, now);
    store.states().write(talk, state(now), 0);
    return new Scenery(
        IntStream.range(0, TOKENS)
            .mapToObj(n -> token(secret, now.plus(TOKEN_LIFE).plusSeconds(n)))
            .toList());
  }

  /** A text that nobody knows and that is used nowhere else. */
  static String random() {
    byte[] random = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(random);
    return base64(random);
  }

  private static void register(RegistryAdmin admin, String secret) {
    admin.registerAccount(ACCOUNT);
    admin.registerBot(BOT, ACCOUNT);
    admin.registerApp(
        new App(
            APP,
            ACCOUNT,
            AppKind.BUILDER,
            Set.of(BOT),
            Set.of(Scope.READ, Scope.WRITE),
            List.of(new SigningKey.Secret(secret))));
  }

  /**
   * The session that began so many whiles ago. They differ as real ones do: what a compiler sees
   * happen always, it takes for the rule.
   */
  private static Session past(int number, Instant now) {
    Instant start = now.minus(APART.multipliedBy(number)).minusMillis(number % 7);
    Instant end = start.plusMillis(20_000L + 1_234L * (number % 60));
    return new Session(
        SessionId.of(start, number * SPREAD),
        new ConversationKey(BOT, USERS.get(number % USERS.size()), CHANNELS.get(number % 3)),
        end,
        number % 4 == 0 ? List.of() : List.of(number % 4 == 1 ? "de" : "en"),
        number % 10 == 0 ? SessionType.NON_INTERACTIVE : SessionType.INTERACTIVE,
        containment(number),
        number % 5 == 0,
        tags(number, end),
        number % 33,
        number % 4,
        Optional.of(
            new Closing(
                number % 9 == 0 ? CloseReason.API : CloseReason.INACTIVITY,
                end.plus(APART),
                "en",
                number % 5,
                1)));
  }

  private static ContainmentType containment(int number) {
    return switch (number % 25) {
      case 3 -> ContainmentType.AGENT;
      case 6 -> ContainmentType.DROP_OFF;
      default -> ContainmentType.SELF_SERVICE;
    };
  }

  private static Tags tags(int number, Instant at) {
    List<Tag> all =
        List.of(
            new Tag("topic", number % 50 == 3 ? LONG : "flight " + number, at),
            new Tag("plan", "basic", at),
            new Tag("campaign", "week-" + number % 53, at));
    int many = number % 4;
    return new Tags(
        many > 1 ? all.subList(1, 2) : List.of(),
        many == 3 ? List.of(all.getFirst(), all.getLast()) : all.subList(0, Math.min(many, 1)));
  }

  private static void converse(Store store, ConversationKey conversation, Instant now) {
    List<ActivityEvent> events =
        List.of(
            event("rehearsal-1", conversation, ActivityType.USER_MESSAGE, now),
            event("rehearsal-2", conversation, ActivityType.BOT_MESSAGE, now));
    new Recorder(
            store.conversations(),
            store.due(),
            new RandomSessionIds(),
            store.clock(),
            BackoffPolicy.insisting())
        .record(new Bot(conversation.bot(), ACCOUNT, BotSettings.DEFAULT), events);
  }

  private static ActivityEvent event(
      String id, ConversationKey conversation, ActivityType type, Instant at) {
    return new ActivityEvent(
        id,
        conversation,
        type,
        at,
        Optional.of("en"),
        Optional.of("Book Flight"),
        false,
        false,
        false,
        Tags.NONE);
  }

  private static SessionState state(Instant now) {
    return new SessionState(
        Map.of(
            "seats",
            new SessionState.Variable("2", Optional.of(TOKEN_LIFE), now, new WriteMark(0, 0, 0))),
        Optional.empty(),
        Map.of(),
        SessionState.ContextTags.NONE,
        Optional.empty());
  }

  private static String token(String secret, Instant expiry) {
    String claims = "{\"appId\":\"%s\",\"exp\":%d}".formatted(APP, expiry.getEpochSecond());
    String signed =
        base64("{\"alg\":\"HS256\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.US_ASCII))
            + "."
            + base64(claims.getBytes(StandardCharsets.US_ASCII));
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
      return signed + "." + base64(mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JVM has HMAC SHA-256", e);
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
