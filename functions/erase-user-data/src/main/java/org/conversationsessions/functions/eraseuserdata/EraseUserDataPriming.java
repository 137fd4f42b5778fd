package org.conversationsessions.functions.eraseuserdata;

import java.time.Duration;
import java.util.List;
import org.conversationsessions.snapshot.Priming;
import org.conversationsessions.snapshot.PrimingRequest;

/**
 * SnapStart priming of erasures: takes requests to delete conversations, by end user and by
 * session. Nothing is sent to the queue.
 */
final class EraseUserDataPriming {
  static final Priming PRIMING =
      new Priming(
          store -> new EraseUserDataHandler(store, (id, delay) -> {}, Duration.ofDays(35)),
          store -> {},
          List.of(
              PrimingRequest.of(
                  "POST",
                  "conversations/delete",
                  "{\"cId\":\"user-1\",\"startDate\":\"2026-01-01\"}"),
              PrimingRequest.of(
                  "POST",
                  "conversations/delete",
                  "{\"conversationIds\":[\"69a40fa01f4000000000000a\"]}")));

  private EraseUserDataPriming() {}
}
