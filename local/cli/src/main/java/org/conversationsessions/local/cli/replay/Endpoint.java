package org.conversationsessions.local.cli.replay;

import java.util.List;

/** Takes batches of events. */
interface Endpoint {
  /** Sends a batch and waits for the answer. */
  Answer send(List<RecordedLine.Event> batch) throws InterruptedException;
}
