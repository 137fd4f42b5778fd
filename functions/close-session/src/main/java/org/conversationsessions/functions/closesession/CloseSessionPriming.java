package org.conversationsessions.functions.closesession;

import java.util.List;
import org.conversationsessions.snapshot.Priming;
import org.conversationsessions.snapshot.PrimingFixtures;
import org.conversationsessions.snapshot.PrimingRequest;

/** SnapStart priming of closing: a live session named by user and channel, and by only the user. */
final class CloseSessionPriming {
  private static final String USER = PrimingFixtures.CONVERSATION.userId();

  static final Priming PRIMING =
      new Priming(
          CloseSessionHandler::new,
          PrimingFixtures::writeLiveSession,
          List.of(
              request(
                  "{\"userId\":\"%s\",\"channel\":\"%s\"}"
                      .formatted(USER, PrimingFixtures.CONVERSATION.channel())),
              request("{\"userId\":\"%s\"}".formatted(USER))));

  private CloseSessionPriming() {}

  private static PrimingRequest request(String body) {
    return PrimingRequest.of("PUT", "session", body);
  }
}
