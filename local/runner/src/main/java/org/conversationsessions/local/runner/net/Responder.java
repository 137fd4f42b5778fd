package org.conversationsessions.local.runner.net;

import java.io.IOException;

/** Answers calls, each on its own virtual thread. */
@FunctionalInterface
public interface Responder {
  /**
   * Answers a call; may block.
   *
   * @throws IOException if the body cannot be read
   * @throws InterruptedException if the server closes meanwhile; the call gets no answer
   */
  Reply answer(HttpCall call) throws IOException, InterruptedException;
}
