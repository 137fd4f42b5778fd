package org.conversationsessions.local.runner.net;

import java.io.IOException;

/** Answers calls, each on a virtual thread of its own. */
@FunctionalInterface
public interface Responder {
  /**
   * Answers a call; may take as long as it needs.
   *
   * @throws IOException if the body cannot be read
   * @throws InterruptedException if the server closes meanwhile; nothing is answered then
   */
  Reply answer(HttpCall call) throws IOException, InterruptedException;
}
