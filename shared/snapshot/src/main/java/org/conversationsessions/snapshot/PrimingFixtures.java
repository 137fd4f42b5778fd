package org.conversationsessions.snapshot;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.conversationsessions.domain.conversation.ContainmentFacts;
import org.conversationsessions.domain.conversation.Conversation;
import org.conversationsessions.domain.conversation.LiveSession;
import org.conversationsessions.domain.conversation.RecentEvents;
import org.conversationsessions.domain.counter.CountChange;
import org.conversationsessions.domain.counter.CountedSession;
import org.conversationsessions.domain.counter.SequenceNumber;
import org.conversationsessions.domain.registry.AppKind;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.registry.Scope;
import org.conversationsessions.domain.registry.Sharding;
import org.conversationsessions.domain.session.AgentTransfer;
import org.conversationsessions.domain.session.CloseReason;
import org.conversationsessions.domain.session.Closing;
import org.conversationsessions.domain.session.ContainmentType;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.Session.Contribution;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.session.SessionType;
import org.conversationsessions.domain.session.Tags;
import org.conversationsessions.domain.state.ClearMarkers;
import org.conversationsessions.json.Json;
import org.conversationsessions.json.Json.JsonArray;
import org.conversationsessions.json.Json.JsonObject;
import org.conversationsessions.store.Store;
import org.conversationsessions.store.client.SecretCipher;
import org.conversationsessions.store.counter.DynamoSessionCounters;

/** Items in a {@link PrimingEnvironment} that several functions need. */
public final class PrimingFixtures {
  /** The only registered bot. */
  public static final BotId BOT = new BotId("st-0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0");

  /** The conversation of {@link #writeLiveSession}. */
  public static final ConversationKey CONVERSATION =
      new ConversationKey(BOT, "user@example.org", "rtm");

  /** The number of sessions of {@link #writeClosedSessions}. */
  public static final int CLOSED_SESSIONS = 80;

  static final String APP = "cs-1a2b3c4d-5e6f-7081-92a3-b4c5d6e7f809";

  private static final String ADMIN_APP = "cs-2b3c4d5e-6f70-8192-a3b4-c5d6e7f8091a";
  private static final String ACCOUNT = PrimingRequest.ACCOUNT;
  private static final List<ContainmentType> CONTAINMENTS = List.of(ContainmentType.values());
  private static final Duration INTERVAL = Duration.ofMinutes(10);

  private PrimingFixtures() {}

  /** Writes sessions of one conversation and counts them, as one change of each. */
  public static void writeCounted(Store store, List<Session> sessions) {
    store
        .conversations()
        .commit(
            Conversation.unknown(sessions.getFirst().conversation()),
            sessions,
            List.of(),
            Sharding.ONE);
    List<CountChange> changes = new ArrayList<>();
    for (Session session : sessions) {
      changes.add(
          new CountChange(
              new SequenceNumber(Integer.toString(changes.size() + 1)),
              session.conversation().bot(),
              session.conversation().userId(),
              session.startTime(),
              null,
              CountedSession.of(session),
              null,
              ""));
    }
    // No request for priming reads measures.
    DynamoSessionCounters.of(store.dynamo(), store.tables(), store.clock(), false).count(changes);
  }

  /**
   * Writes {@value #CLOSED_SESSIONS} closed sessions of {@link #CONVERSATION}, ten minutes apart,
   * and their counts. Each is of another kind than its neighbours. Of ten, two are not interactive,
   * and of the others one has three billing sessions, two have two, and five have one.
   */
  public static void writeClosedSessions(Store store) {
    Instant now = store.clock().instant().truncatedTo(ChronoUnit.MILLIS);
    writeCounted(
        store,
        IntStream.rangeClosed(1, CLOSED_SESSIONS)
            .mapToObj(number -> closedSession(number, now))
            .toList());
  }

  private static Session closedSession(int number, Instant now) {
    Instant start = now.minus(INTERVAL.multipliedBy(number)).minusMillis(number % 7);
    Instant end =
        switch (number % 10) {
          case 1 -> start.plus(Duration.ofMinutes(31));
          case 2, 3 -> start.plus(Duration.ofMinutes(20));
          default -> start.plusSeconds(20);
        };
    return new Session(
        SessionId.of(start, number),
        CONVERSATION,
        end,
        List.of("en"),
        number % 5 == 0 ? SessionType.NON_INTERACTIVE : SessionType.INTERACTIVE,
        CONTAINMENTS.get(number % 3),
        number % 10 == 4 ? Optional.of(new AgentTransfer(end, false)) : Optional.empty(),
        false,
        Tags.NONE,
        2,
        0,
        Optional.of(new Closing(CloseReason.INACTIVITY, end.plus(INTERVAL), "en", 1, 1)));
  }

  /** Writes a live session of {@link #CONVERSATION}. */
  public static void writeLiveSession(Store store) {
    Instant now = store.clock().instant();
    Optional<String> language = Optional.of("en");
    Session session =
        Session.starting(SessionId.of(now, 1), CONVERSATION)
            .with(new Contribution(now, true, true, language, false, Tags.NONE, 1, 0));
    LiveSession live =
        new LiveSession(session, now, now, Optional.of("Book Flight"), ContainmentFacts.NOTHING);
    Conversation conversation =
        new Conversation(CONVERSATION, 0, live, null, RecentEvents.NONE, ClearMarkers.NONE);
    store.conversations().commit(conversation, List.of(session), List.of(), Sharding.ONE);
  }

  /**
   * Writes a bot with an app of each kind. The items are spelled out because no public function's
   * artifact contains the code that writes the registry.
   *
   * @param key encrypts the apps' secrets
   * @return a token of each kind of app, valid for an hour
   */
  static Map<AppKind, String> writeRegistry(FakeDynamoDb dynamo, Store store, String key) {
    dynamo.put(store.tables().registry(), item("bot", BOT.value(), Map.of()));
    return Map.of(
        AppKind.BUILDER,
        writeApp(dynamo, store, key, APP, AppKind.BUILDER),
        AppKind.ADMIN,
        writeApp(dynamo, store, key, ADMIN_APP, AppKind.ADMIN));
  }

  private static String writeApp(
      FakeDynamoDb dynamo, Store store, String key, String id, AppKind kind) {
    String secret = UUID.randomUUID().toString();
    Map<String, Json> app =
        Map.of(
            "appKind", text(kind.wire()),
            "bots", texts(kind == AppKind.BUILDER ? Stream.of(BOT.value()) : Stream.of()),
            "scopes", texts(Scope.allOf(kind).stream().map(Scope::wire)),
            "sealedSecrets", texts(Stream.of(new SecretCipher(key).seal(secret, id))));
    dynamo.put(store.tables().registry(), item("app", id, app));
    return token(id, secret, store.clock().instant().plus(Duration.ofHours(1)));
  }

  private static JsonObject item(String kind, String id, Map<String, Json> attributes) {
    Map<String, Json> item = new HashMap<>(attributes);
    item.put("id", text(id));
    item.put("kind", text(kind));
    item.put("owner", text(ACCOUNT + "#" + id));
    item.put("account", text(ACCOUNT));
    return new JsonObject(item);
  }

  private static JsonObject text(String value) {
    return JsonObject.ofTexts(Map.of("S", value));
  }

  private static JsonObject texts(Stream<String> values) {
    List<Json> items = values.<Json>map(PrimingFixtures::text).toList();
    return new JsonObject(Map.of("L", new JsonArray(items)));
  }

  private static String token(String app, String secret, Instant expiry) {
    JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.HS256).type(JOSEObjectType.JWT).build();
    Map<String, Object> claims = Map.of("appId", app, "exp", expiry.getEpochSecond());
    JWSObject token = new JWSObject(header, new Payload(claims));
    try {
      token.sign(new MACSigner(secret));
    } catch (JOSEException e) {
      throw new IllegalStateException("every JVM has HMAC SHA-256", e);
    }
    return token.serialize();
  }
}
