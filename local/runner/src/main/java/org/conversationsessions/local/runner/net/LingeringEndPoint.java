package org.conversationsessions.local.runner.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * A connection that closes so that its client can read the answer: a lingering close. TCP resets a
 * connection that is closed while received bytes are unread, and the reset may overtake the answer.
 * What stopped in the middle of a request is answered too.
 */
final class LingeringEndPoint extends SocketChannelEndPoint {
  private static final Duration LONGEST_LINGER = Duration.ofSeconds(5);
  private static final long MOST_LINGER_BYTES = 256L * 1024 * 1024;
  private static final Duration LOOK_AGAIN = Duration.ofMillis(2);

  private final Executor lingering;
  private volatile boolean unanswered;
  private volatile boolean ended;

  LingeringEndPoint(
      SocketChannel channel,
      ManagedSelector selector,
      SelectionKey key,
      Scheduler scheduler,
      Executor lingering) {
    super(channel, selector, key, scheduler);
    this.lingering = lingering;
  }

  @Override
  public int fill(ByteBuffer buffer) throws IOException {
    int filled = super.fill(buffer);
    if (filled > 0) {
      unanswered = true;
    }
    ended |= filled < 0;
    return filled;
  }

  @Override
  public boolean flush(ByteBuffer... buffers) throws IOException {
    unanswered = false;
    return super.flush(buffers);
  }

  @Override
  protected void doShutdownOutput() {
    answerWhatStopped();
    super.doShutdownOutput();
  }

  @Override
  public void doClose() {
    answerWhatStopped();
    if (ended || !isOutputEnded()) {
      super.doClose();
      return;
    }
    try {
      lingering.execute(
          () -> {
            linger();
            super.doClose();
          });
    } catch (RejectedExecutionException e) {
      super.doClose(); // the server is closing
    }
  }

  /** Tells the client that nothing more comes; false if it is gone. */
  private boolean isOutputEnded() {
    try {
      getChannel().shutdownOutput();
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private void linger() {
    long end = System.nanoTime() + LONGEST_LINGER.toNanos();
    long left = MOST_LINGER_BYTES;
    ByteBuffer waste = ByteBuffer.allocate(64 * 1024);
    try {
      while (left > 0 && System.nanoTime() < end) {
        int read = getChannel().read(waste.clear());
        if (read < 0) {
          return;
        }
        if (read == 0) {
          Thread.sleep(LOOK_AGAIN);
        }
        left -= read;
      }
    } catch (IOException e) {
      // The client is gone.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void answerWhatStopped() {
    if (!unanswered) {
      return;
    }
    unanswered = false;
    Reply reply = ended ? HttpRefusal.of(400, "the request ends early") : HttpRefusal.of(408);
    String head =
        "HTTP/1.1 %d %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\nConnection: close\r\n\r\n"
            .formatted(reply.status(), HttpRefusal.name(reply.status()), reply.body().length);
    try {
      getChannel().write(ByteBuffer.wrap(head.getBytes(StandardCharsets.US_ASCII)));
      getChannel().write(ByteBuffer.wrap(reply.body()));
    } catch (IOException e) {
      // The client is gone.
    }
  }
}
