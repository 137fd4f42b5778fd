package org.conversationsessions.api.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.conversationsessions.domain.erasure.DataSubject;
import org.conversationsessions.domain.erasure.ErasureId;
import org.conversationsessions.domain.erasure.ErasureMark;
import org.conversationsessions.domain.erasure.ErasureTarget;
import org.conversationsessions.domain.event.PublishedEvent;
import org.conversationsessions.domain.event.ScriptOutcome;
import org.conversationsessions.domain.event.SessionEvent;
import org.conversationsessions.domain.event.UserDataErased;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.session.CloseReason;
import org.conversationsessions.domain.session.Closing;
import org.conversationsessions.domain.session.ContainmentType;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.Nudge;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class SessionEventDetailTest {
  private static final Path SCHEMAS =
      Path.of(System.getProperty("project.root"), "events", "schemas");
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
  private static final Instant TEN = Instant.parse("2026-03-01T10:00:00.123Z");
  private static final Session LIVE =
      Session.starting(
          SessionId.of(TEN, 1), new ConversationKey(new BotId("st-1"), "ada \"\u00e9\"", "rtm"));

  private final SessionEventDetail details = new SessionEventDetail(bot -> "fr");

  static Stream<PublishedEvent> everyKind() {
    Session closed = closed(CloseReason.API);
    return Stream.of(
        new SessionEvent.Started(LIVE),
        new SessionEvent.Started(closed),
        new SessionEvent.Nudged(LIVE.with(new Nudge(TEN, TEN.plusSeconds(300), 1)), "Hello?"),
        new SessionEvent.Message(closed, "Bye \ud83d\udc4b"),
        new SessionEvent.ScriptFailed(closed, new ScriptOutcome.ScriptFailure("timeout", "", 0)),
        new SessionEvent.Closed(closed),
        erased(Optional.empty()),
        erased(Optional.of("rtm")));
  }

  @ParameterizedTest
  @MethodSource("everyKind")
  void everyEventMatchesItsSchema(PublishedEvent event) throws IOException {
    assertThat(schemaErrors(event.type(), text(event))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(CloseReason.class)
  void everyReasonIsInTheSchema(CloseReason reason) throws IOException {
    String text = text(new SessionEvent.Closed(closed(reason)));

    assertThat(schemaErrors("SessionClosed", text)).isEmpty();
    assertThat(text).contains("\"reason\":\"" + reason.wire() + "\"");
  }

  @Test
  void aSchemaRejectsUnknownMembersAndValues() throws IOException {
    String text = text(new SessionEvent.Closed(closed(CloseReason.API)));

    assertThat(
            schemaErrors("SessionClosed", text.replace("\"reason\":\"api\"", "\"reason\":\"x\"")))
        .isNotEmpty();
    assertThat(schemaErrors("SessionClosed", text.replace("\"version\"", "\"edition\"")))
        .isNotEmpty();
    assertThat(schemaErrors("SessionStarted", text)).isNotEmpty();
  }

  @Test
  void aStartHasTheDefaultLanguageOfItsBot() {
    assertThat(text(new SessionEvent.Started(LIVE)))
        .isEqualTo(
            "{\"version\":\"1.0\",\"eventId\":\""
                + LIVE.id()
                + "-SessionStarted\",\"botId\":\"st-1\",\"userId\":\"ada"
                + " \\\"\u00e9\\\"\",\"channel\":\"rtm\",\"sessionId\":\""
                + LIVE.id()
                + "\",\"session\":{\"sessionId\":\""
                + LIVE.id()
                + "\",\"botId\":\"st-1\",\"channel\":\"rtm\",\"userId\":\"ada \\\"\u00e9\\\"\","
                + "\"start_time\":\"2026-03-01T10:00:00.123Z\",\"end_time\":\"2026-03-01T10:00:00.123Z\","
                + "\"session_lang\":[\"fr\"],\"sessionType\":\"non-interactive\","
                + "\"containmentType\":\"selfService\",\"isDeveloper\":false,\"sessionStatus\":\"active\","
                + "\"tags\":{\"userTags\":[],\"sessionTags\":[],\"altText\":[]},"
                + "\"noOfMessagesExchanged\":0,\"noOfTasksExecuted\":0,"
                + "\"closeReason\":null,\"closedAt\":null}}");
  }

  @Test
  void anErasureNamesItsRequestAndTheEndUser() {
    assertThat(text(erased(Optional.of("rtm"))))
        .isEqualTo(
            """
            {"version":"1.0","eventId":"eud-00000000-0000-0001-0000-000000000002-3-UserDataErased",\
            "requestId":"eud-00000000-0000-0001-0000-000000000002","botId":"st-1","userId":"ada",\
            "channel":"rtm"}""");
  }

  private static UserDataErased erased(Optional<String> channel) {
    return new UserDataErased(
        new ErasureMark(
            ErasureId.ofUsers(new UUID(1, 2)),
            3,
            new ErasureTarget(new BotId("st-1"), new DataSubject("ada", channel))),
        TEN);
  }

  private String text(PublishedEvent event) {
    return details.of(event).utf8Text().orElseThrow();
  }

  private static List<Error> schemaErrors(String type, String text) throws IOException {
    String schema = Files.readString(SCHEMAS.resolve(type + ".json"));
    return REGISTRY.getSchema(schema).validate(text, InputFormat.JSON);
  }

  private static Session closed(CloseReason reason) {
    return LIVE.closed(
        new Closing(reason, TEN.plusSeconds(900), "en", 1, 1), ContainmentType.DROP_OFF);
  }
}
