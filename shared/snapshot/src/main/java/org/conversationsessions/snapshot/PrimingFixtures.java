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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.conversationsessions.domain.conversation.ContainmentFacts;
import org.conversationsessions.domain.conversation.Conversation;
import org.conversationsessions.domain.conversation.LiveSession;
import org.conversationsessions.domain.conversation.RecentEvents;
import org.conversationsessions.domain.counter.CountChange;
import org.conversationsessions.domain.counter.CountedSession;
import org.conversationsessions.domain.counter.SequenceNumber;
import org.conversationsessions.domain.registry.App;
import org.conversationsessions.domain.registry.AppKind;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.registry.Scope;
import org.conversationsessions.domain.registry.Sharding;
import org.conversationsessions.domain.registry.SigningKey;
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
import org.conversationsessions.store.Store;
import org.conversationsessions.store.client.SecretCipher;
import org.conversationsessions.store.counter.DynamoSessionCounters;
import org.conversationsessions.store.registry.AppItem;
import org.conversationsessions.store.registry.BotItem;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

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
    int seconds = number % 10 == 1 ? 31 * 60 : number % 10 < 4 ? 20 * 60 : 20;
    Instant end = start.plusSeconds(seconds);
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
   * Writes a bot with an app of each kind.
   *
   * @param cipher encrypts the apps' secrets
   * @return a token of each kind of app, valid for an hour
   */
  static Map<AppKind, String> writeRegistry(Store store, SecretCipher cipher) {
    write(store, BotItem.of(BOT, PrimingRequest.ACCOUNT));
    return Map.of(
        AppKind.BUILDER, writeApp(store, cipher, APP, AppKind.BUILDER, Set.of(BOT)),
        AppKind.ADMIN, writeApp(store, cipher, ADMIN_APP, AppKind.ADMIN, Set.of()));
  }

  private static String writeApp(
      Store store, SecretCipher cipher, String id, AppKind kind, Set<BotId> bots) {
    String secret = UUID.randomUUID().toString();
    List<SigningKey> keys = List.of(new SigningKey.Secret(secret));
    App app = new App(id, PrimingRequest.ACCOUNT, kind, bots, Scope.allOf(kind), keys);
    write(store, AppItem.of(app, cipher));
    return token(id, secret, store.clock().instant().plus(Duration.ofHours(1)));
  }

  private static void write(Store store, Map<String, AttributeValue> item) {
    store.dynamo().putItem(put -> put.tableName(store.tables().registry()).item(item));
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
