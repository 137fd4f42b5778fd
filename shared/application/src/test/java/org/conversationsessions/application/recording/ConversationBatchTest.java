package org.conversationsessions.application.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.conversationsessions.domain.conversation.TestEventBuilder.at;
import static org.conversationsessions.domain.conversation.TestEventBuilder.connect;
import static org.conversationsessions.domain.conversation.TestEventBuilder.event;
import static org.conversationsessions.domain.conversation.TestEventBuilder.refresh;
import static org.conversationsessions.domain.conversation.TestEventBuilder.user;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.conversationsessions.application.recording.Recorder.RecordingResult;
import org.conversationsessions.domain.conversation.ActivityType;
import org.conversationsessions.domain.conversation.TestEventBuilder;
import org.conversationsessions.domain.session.Tag;
import org.conversationsessions.domain.state.ClearMarkers;
import org.conversationsessions.testing.Seeded;
import org.junit.jupiter.api.Test;

/**
 * The events of one request are decided as if each had been sent alone, in their order (contract,
 * section 6).
 */
class ConversationBatchTest {
  private final RecordedConversation conversation = RecordedConversation.proactive();

  @Test
  void sentTogetherEventsResultInTheSameSessionsAsOneByOne(@Seeded Random random) {
    for (int run = 0; run < 1000; run++) {
      TestEventBuilder[] events = randomEvents(random);
      RecordedConversation together = RecordedConversation.proactive();
      RecordedConversation alone = RecordedConversation.proactive();

      List<Object> answers =
          together.sendTogether(events).stream().map(ConversationBatchTest::answer).toList();

      List<Object> expected = new ArrayList<>();
      for (TestEventBuilder event : events) {
        expected.add(answer(alone.trySend(event)));
      }
      together.close();
      alone.close();
      String when = "run " + run;
      assertThat(answers).as(when).isEqualTo(expected);
      assertThat(together.sessions()).as(when).isEqualTo(alone.sessions());
      assertThat(markers(together)).as(when).isEqualTo(markers(alone));
    }
  }

  @Test
  void eventsThatStartNoSessionFollowTheEventsBeforeThem() {
    List<RecordingResult> recorded =
        conversation.sendTogether(
            event(ActivityType.TAGS, "09:59").userTag("u", "0"),
            user("10:00"),
            event(ActivityType.TAGS, "10:16").userTag("u", "1").sessionTag("s", "1"),
            event(ActivityType.TAGS, "10:17").userTag("u", "2").sessionTag("s", "2"),
            connect("11:00"),
            event(ActivityType.TAGS, "11:01").userTag("u", "3"));

    assertThat(recorded.getFirst()).isEqualTo(new RecordingResult.Refused("no session is live"));
    assertThat(conversation.sessions()).hasSize(2);
    assertThat(conversation.sessions().getFirst().tags().user())
        .containsExactly(new Tag("u", "2", at("10:17")));
    assertThat(conversation.sessions().getFirst().tags().session()).isEmpty();
    assertThat(conversation.sessions().getLast().tags().user())
        .containsExactly(new Tag("u", "3", at("11:01")));
  }

  @Test
  void eventsClearInTheirOrder() {
    conversation.sendTogether(
        user("10:00"),
        event(ActivityType.DISCARD, "10:01"),
        event(ActivityType.DISCARD_ALL, "10:02"),
        refresh("10:03"),
        event(ActivityType.DISCARD, "10:04"),
        user("10:30"),
        event(ActivityType.DISCARD, "10:31"));

    assertThat(conversation.sessions()).hasSize(3);
    assertThat(markers(conversation))
        .isEqualTo(new ClearMarkers(RecordedConversation.TODAY.toEpochMilli(), 2, 0, 0, 1, 4, 2));
  }

  private static ClearMarkers markers(RecordedConversation conversation) {
    return conversation.store.readConsistently(TestEventBuilder.HERE).clearMarkers();
  }

  /** Returns a result without the status, which shows what later events of the request did. */
  private static Object answer(RecordingResult result) {
    return result instanceof RecordingResult.InSession in ? in.session() : result;
  }

  /** Returns events of all types, some of them late, repeated or too late. */
  private static TestEventBuilder[] randomEvents(Random random) {
    ActivityType[] types = ActivityType.values();
    TestEventBuilder[] events = new TestEventBuilder[2 + random.nextInt(15)];
    int minute = 60;
    for (int i = 0; i < events.length; i++) {
      minute += random.nextInt(random.nextInt(4) == 0 ? 40 : 8);
      int late = random.nextInt(4) == 0 ? random.nextInt(60) : 0;
      String time = "%02d:%02d".formatted((minute - late) / 60, (minute - late) % 60);
      TestEventBuilder event =
          random.nextInt(8) == 0 ? refresh(time) : event(types[random.nextInt(types.length)], time);
      events[i] = event.userTag("t", "v" + i).id("e" + random.nextInt(3 * events.length));
    }
    return events;
  }
}
