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
import org.conversationsessions.domain.conversation.ActivityEvent;
import org.conversationsessions.domain.conversation.ActivityType;
import org.conversationsessions.domain.conversation.Contention;
import org.conversationsessions.domain.conversation.Recorder;
import org.conversationsessions.domain.registry.App;
import org.conversationsessions.domain.registry.AppKind;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.registry.Scope;
import org.conversationsessions.domain.registry.SigningKey;
import org.conversationsessions.domain.session.CloseReason;
import org.conversationsessions.domain.session.Closing;
import org.conversationsessions.domain.session.ContainmentType;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.session.SessionIds;
import org.conversationsessions.domain.session.Tag;
import org.conversationsessions.domain.session.Tags;
import org.conversationsessions.domain.settings.BotSettings;
import org.conversationsessions.domain.state.SessionState;
import org.conversationsessions.domain.state.Stamp;
import org.conversationsessions.store.Archive;
import org.conversationsessions.store.Expiry;
import org.conversationsessions.store.RegistryAdmin;
import org.conversationsessions.store.SecretBox;
import org.conversationsessions.store.Store;

/**
 * What stands on a stage, put there by the code that puts real things into the real store.
 *
 * @param token a token of the stage's app, good for an hour
 */
record Scenery(String token) {
  static final BotId BOT = new BotId("st-rehearsal");

  private static final String ACCOUNT = "rehearsal";
  private static final String APP = "cs-rehearsal";

  /** More than are read one and all when a page is asked for: the counters are used too. */
  private static final int SESSIONS = 250;

  private static final Duration APART = Duration.ofMinutes(10);
  private static final int USERS = 20;
  private static final Duration TOKEN_LIFE = Duration.ofHours(1);
  private static final int RANDOM_BYTES = 32;

  /**
   * Puts everything there.
   *
   * @param key what the store seals with
   */
  static Scenery build(Store store, String key) {
    Instant now = store.clock().instant().truncatedTo(ChronoUnit.MILLIS);
    String secret = random();
    register(new RegistryAdmin(store.dynamo(), store.tables(), new SecretBox(key)), secret);
    store.settings().read(BOT).ifPresent(settings -> store.settings().write(BOT, settings));
    Expiry expiry = new Expiry(store.deployment().retention(), store.clock());
    new Archive(store.dynamo(), store.tables(), expiry, true)
        .write(
            IntStream.rangeClosed(1, SESSIONS).mapToObj(n -> past(n, now)).iterator(),
            written -> {});
    ConversationKey talk = new ConversationKey(BOT, Stage.USER, Stage.CHANNEL);
    converse(store, talk, now);
    store.states().write(talk, state(now), 0);
    return new Scenery(token(secret, now.plus(TOKEN_LIFE)));
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

  /** The session that began so many whiles ago. */
  private static Session past(int number, Instant now) {
    Instant start = now.minus(APART.multipliedBy(number));
    Instant end = start.plusSeconds(200);
    Tags tags = new Tags(List.of(new Tag("plan", "basic", start)), List.of());
    return Session.starting(
            SessionId.of(start, number),
            new ConversationKey(BOT, "user-" + number % USERS, Stage.CHANNEL))
        .with(new Session.Contribution(end, true, true, Optional.of("en"), false, tags, 8, 1))
        .closed(
            new Closing(CloseReason.INACTIVITY, end.plus(APART), "en", 0, 1),
            ContainmentType.SELF_SERVICE);
  }

  private static void converse(Store store, ConversationKey conversation, Instant now) {
    List<ActivityEvent> events =
        List.of(
            event("rehearsal-1", conversation, ActivityType.USER_MESSAGE, now),
            event("rehearsal-2", conversation, ActivityType.BOT_MESSAGE, now));
    new Recorder(
            store.conversations(),
            store.due(),
            SessionIds.random(new SecureRandom()),
            store.clock(),
            Contention.insisting())
        .record(BotSettings.DEFAULT, events);
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
            new SessionState.Variable("2", Optional.of(TOKEN_LIFE), now, new Stamp(0, 0, 0))),
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
