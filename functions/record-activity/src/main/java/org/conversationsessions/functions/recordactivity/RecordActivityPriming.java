package org.conversationsessions.functions.recordactivity;

import java.util.List;
import org.conversationsessions.snapshot.Priming;
import org.conversationsessions.snapshot.PrimingFixtures;
import org.conversationsessions.snapshot.PrimingRequest;

/** SnapStart priming of recording: a message in a live session, and one that starts a session. */
final class RecordActivityPriming {
  static final Priming PRIMING =
      new Priming(
          RecordActivityHandler::new,
          PrimingFixtures::writeLiveSession,
          List.of(message(PrimingFixtures.CONVERSATION.userId()), message("new-user")));

  private RecordActivityPriming() {}

  private static PrimingRequest message(String user) {
    return PrimingRequest.of(
        "POST",
        "activity",
        """
        {"events":[{"eventId":"priming","type":"userMessage","userId":"%s","channel":"%s",\
        "lang":"en","intent":"Book Flight","text":"I want to fly"}]}\
        """
            .formatted(user, PrimingFixtures.CONVERSATION.channel()));
  }
}
