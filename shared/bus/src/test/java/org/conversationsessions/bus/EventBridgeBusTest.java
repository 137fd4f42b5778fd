package org.conversationsessions.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.conversationsessions.api.events.SessionEventDetail;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.application.UnreadableItemException;
import org.conversationsessions.application.publishing.EventBus.Delivery;
import org.conversationsessions.domain.event.SessionEvent;
import org.conversationsessions.domain.registry.BotId;
import org.conversationsessions.domain.session.CloseReason;
import org.conversationsessions.domain.session.Closing;
import org.conversationsessions.domain.session.ContainmentType;
import org.conversationsessions.domain.session.ConversationKey;
import org.conversationsessions.domain.session.Nudge;
import org.conversationsessions.domain.session.Session;
import org.conversationsessions.domain.session.SessionId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequest;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResultEntry;

class EventBridgeBusTest {
  private static final Instant TEN = Instant.parse("2026-03-01T10:00:00.123Z");
  private static final Session LIVE =
      Session.starting(SessionId.of(TEN, 1), new ConversationKey(new BotId("st-1"), "ada", "rtm"));
  private static final Session CLOSED =
      LIVE.closed(
          new Closing(CloseReason.API, TEN.plusSeconds(60), "en", 1, 1),
          ContainmentType.SELF_SERVICE);

  private final List<PutEventsRequest> requests = new ArrayList<>();
  private final List<String> letters = new ArrayList<>();
  private Function<PutEventsRequestEntry, PutEventsResultEntry> judge = entry -> result(null);
  private boolean reachable = true;

  @Test
  void everyEntryHasTheBusItsTypeAndAStableTime() {
    Session nudged = LIVE.with(new Nudge(TEN, TEN.plusSeconds(30), 1));
    assertThat(
            publish(
                new SessionEvent.Started(LIVE),
                new SessionEvent.Nudged(nudged, "Hello?"),
                new SessionEvent.Closed(CLOSED)))
        .containsOnly(new Delivery.Accepted());

    assertThat(requests).hasSize(1);
    List<PutEventsRequestEntry> entries = requests.getFirst().entries();
    assertThat(entries).extracting(PutEventsRequestEntry::eventBusName).containsOnly("bus");
    assertThat(entries)
        .extracting(PutEventsRequestEntry::source)
        .containsOnly("conversation.sessions");
    assertThat(entries)
        .extracting(PutEventsRequestEntry::detailType)
        .containsExactly("SessionStarted", "SessionNudge", "SessionClosed");
    assertThat(entries)
        .extracting(PutEventsRequestEntry::time)
        .containsExactly(TEN, TEN.plusSeconds(30), TEN.plusSeconds(60));
  }

  @Test
  void aSuccessfulResponseMayContainFailedEntries() {
    judge =
        entry ->
            switch (entry.detailType()) {
              case "SessionStarted" -> result("ThrottlingException");
              case "SessionMessage" -> result("MalformedDetail");
              default -> result(null);
            };

    assertThat(
            publish(
                new SessionEvent.Started(LIVE),
                new SessionEvent.Message(CLOSED, "Bye"),
                new SessionEvent.Closed(CLOSED)))
        .containsExactly(
            new Delivery.Failed("ThrottlingException: why"),
            new Delivery.Refused("MalformedDetail: why"),
            new Delivery.Accepted());
  }

  @Test
  void aFailedCallFailsEveryEvent() {
    reachable = false;

    assertThat(publish(new SessionEvent.Started(LIVE), new SessionEvent.Closed(CLOSED)))
        .containsExactly(new Delivery.Failed("no route"), new Delivery.Failed("no route"));
  }

  @Test
  void aFailedReadOfTheBotFailsEachOfItsEvents() {
    EventBridgeBus bus =
        bus(
            new SessionEventDetail(
                bot -> {
                  throw new StoreException("no registry");
                }));

    assertThat(bus.publish(List.of(new SessionEvent.Started(LIVE))))
        .containsExactly(new Delivery.Failed("no registry"));
  }

  @Test
  void eventsThatAreTooLargeTogetherTakeSeveralCalls() {
    String text = "x".repeat(100_000);

    assertThat(
            publish(
                new SessionEvent.Message(CLOSED, text),
                new SessionEvent.Message(CLOSED, text),
                new SessionEvent.Message(CLOSED, text)))
        .containsOnly(new Delivery.Accepted())
        .hasSize(3);
    assertThat(requests).extracting(request -> request.entries().size()).containsExactly(2, 1);
  }

  @Test
  void anUnreadableBotsEventIsRefusedAndOthersArePublished() {
    EventBridgeBus bus =
        bus(
            new SessionEventDetail(
                bot -> {
                  throw new UnreadableItemException("a stored bot cannot be read");
                }));
    SessionEvent started = new SessionEvent.Started(LIVE);

    assertThat(bus.publish(List.of(started, new SessionEvent.Message(CLOSED, "Bye"))))
        .containsExactly(
            new Delivery.Refused("a stored bot cannot be read"), new Delivery.Accepted());

    bus.sendToDeadLetterQueue(started, "a stored bot cannot be read");
    assertThat(letters.getFirst()).contains(LIVE.id() + "-SessionStarted").contains("ada");
  }

  @Test
  void deadLetteredEventsAreWholeAndHaveTheReason() {
    bus(new SessionEventDetail(bot -> "en"))
        .sendToDeadLetterQueue(new SessionEvent.Closed(CLOSED), "MalformedDetail");

    assertThat(letters.getFirst())
        .contains(CLOSED.id() + "-SessionClosed")
        .contains("\"sessionStatus\":\"closed\"")
        .endsWith("{detailType=SessionClosed, errorMessage=MalformedDetail}");
    reachable = false;
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(
            () ->
                bus(new SessionEventDetail(bot -> "en"))
                    .sendToDeadLetterQueue(new SessionEvent.Closed(CLOSED), "MalformedDetail"));
  }

  private void keep(String body, Map<String, String> attributes) {
    if (!reachable) {
      throw new StoreException("no route");
    }
    letters.add(body + new TreeMap<>(attributes));
  }

  private List<Delivery> publish(SessionEvent... events) {
    return bus(new SessionEventDetail(bot -> "en")).publish(List.of(events));
  }

  private EventBridgeBus bus(SessionEventDetail details) {
    return new EventBridgeBus(new Events(), this::keep, details, "bus");
  }

  private static PutEventsResultEntry result(@Nullable String errorCode) {
    return errorCode == null
        ? PutEventsResultEntry.builder().eventId("id").build()
        : PutEventsResultEntry.builder().errorCode(errorCode).errorMessage("why").build();
  }

  /** A fake EventBridge client. */
  private final class Events implements EventBridgeClient {
    @Override
    public PutEventsResponse putEvents(PutEventsRequest request) {
      if (!reachable) {
        throw SdkClientException.create("no route");
      }
      requests.add(request);
      return PutEventsResponse.builder()
          .entries(request.entries().stream().map(judge).toList())
          .build();
    }

    @Override
    public String serviceName() {
      return "events";
    }

    @Override
    public void close() {}
  }
}
