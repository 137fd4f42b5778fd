package org.conversationsessions.api.activity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.conversationsessions.api.http.HttpResponse;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.application.UnreadableItemException;
import org.conversationsessions.application.recording.Recorder.RecordingResult;
import org.conversationsessions.domain.conversation.ActivityEvent;
import org.conversationsessions.domain.conversation.ActivityType;
import org.conversationsessions.domain.conversation.TestEventBuilder;
import org.conversationsessions.domain.session.SessionId;
import org.conversationsessions.domain.session.SessionStatus;
import org.junit.jupiter.api.Test;

class ActivityResponseTest {
  private static final Instant TEN = TestEventBuilder.at("10:00");

  @Test
  void eachEventHasAResult() {
    SessionId session = SessionId.of(TEN, 1);
    List<RecordingResult> recorded =
        List.of(
            new RecordingResult.InSession(session, SessionStatus.ACTIVE),
            new RecordingResult.Failed(new StoreException("throttled")),
            new RecordingResult.Failed(new UnreadableItemException("unknown form")),
            new RecordingResult.Refused("no session is live"));

    HttpResponse answer =
        ActivityResponse.of(
            List.of(valid("a"), valid("b"), valid("c"), valid("d")), recorded, "id-1");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body().utf8Text())
        .contains(
            "{\"results\":["
                + "{\"eventId\":\"a\",\"sessionId\":\""
                + session.value()
                + "\",\"sessionStatus\":\"active\"},"
                + "{\"eventId\":\"b\",\"error\":{\"msg\":\"Service Unavailable\",\"code\":503}},"
                + "{\"eventId\":\"c\",\"error\":{\"msg\":\"Internal Server Error\",\"code\":500,"
                + "\"requestId\":\"id-1\"}},"
                + "{\"eventId\":\"d\",\"error\":{\"msg\":\"no session is live\",\"code\":400}}]}");
  }

  private static ParsedEvent valid(String id) {
    ActivityEvent event = TestEventBuilder.event(ActivityType.USER_MESSAGE, TEN).id(id).build();
    return new ParsedEvent.Valid(event);
  }
}
