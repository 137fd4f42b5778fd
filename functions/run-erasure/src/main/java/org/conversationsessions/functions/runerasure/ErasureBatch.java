package org.conversationsessions.functions.runerasure;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.conversationsessions.application.DeadLetterQueue;
import org.conversationsessions.application.StoreException;
import org.conversationsessions.application.erasure.ErasureQueue;
import org.conversationsessions.application.erasure.ErasureWorker.Result;
import org.conversationsessions.domain.erasure.ErasureId;
import org.conversationsessions.log.StructuredLog;
import org.jspecify.annotations.Nullable;

/**
 * Works on the requests of a batch. A request that has to be continued is sent again before its
 * message is done, so that it is never lost.
 *
 * @param slices works on a request
 * @param queue continues a request
 * @param deadLetterQueue receives messages that are not requests
 * @param log receives lines
 */
record ErasureBatch(
    Slices slices, ErasureQueue queue, DeadLetterQueue deadLetterQueue, Consumer<String> log) {
  /** Works on a request. */
  @FunctionalInterface
  interface Slices {
    /** Works on a request until it ends, has to wait, or time runs out. */
    Result work(ErasureId id, BooleanSupplier mayContinue);
  }

  /** Works on the requests and returns the identifiers of the messages to deliver again. */
  List<String> work(List<QueuedErasure> messages, BooleanSupplier mayContinue) {
    List<String> again = new ArrayList<>();
    for (QueuedErasure message : messages) {
      try {
        work(message, mayContinue);
      } catch (StoreException e) {
        log("a slice of an erasure failed and is delivered again", message, e.getMessage());
        again.add(message.messageId());
      }
    }
    return again;
  }

  private void work(QueuedErasure message, BooleanSupplier mayContinue) {
    if (!ErasureId.isValid(message.body())) {
      deadLetterQueue.send(
          message.body(), Map.of(DeadLetterQueue.REASON, "it is not the identifier of a request"));
      log("a message was put into the dead-letter queue", message, "it is not an identifier");
      return;
    }
    ErasureId id = new ErasureId(message.body());
    switch (slices.work(id, mayContinue)) {
      case Result.Again again -> queue.send(id, again.delay());
      case Result.Done done -> {}
    }
  }

  private void log(String text, QueuedErasure message, @Nullable String reason) {
    log.accept(
        StructuredLog.end(
            StructuredLog.begin("WARN", text)
                .name("messageId")
                .string(message.messageId())
                .name("requestId")
                .string(ErasureId.isValid(message.body()) ? message.body() : "")
                .name("error")
                .string(String.valueOf(reason))));
  }
}
