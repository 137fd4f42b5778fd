package org.conversationsessions.cli.replay.send;

import java.util.List;
import org.conversationsessions.cli.replay.recording.RecordedLine;

/** Records batches of activity events for one bot. */
public interface ActivityEndpoint {
  /** Sends a batch and waits for the response. */
  SendResult send(List<RecordedLine.Event> batch) throws InterruptedException;
}
