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
 * A connection with a lingering close, so that the client can read the response. TCP resets a
 * connection that is closed with unread bytes, and the reset may overtake the response. A request
 * that ends early is answered too.
 */
final class LingeringEndPoint extends SocketChannelEndPoint {
  private static final Duration LINGER_TIMEOUT = Duration.ofSeconds(5);
  private static final long MAX_LINGER_BYTES = 256L * 1024 * 1024;
  private static final Duration READ_PAUSE = Duration.ofMillis(2);

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
    answerIncomplete();
    super.doShutdownOutput();
  }

  @Override
  public void doClose() {
    answerIncomplete();
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

  /** Closes the output; returns false if the client is gone. */
  private boolean isOutputEnded() {
    try {
      getChannel().shutdownOutput();
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private void linger() {
    long end = System.nanoTime() + LINGER_TIMEOUT.toNanos();
    long left = MAX_LINGER_BYTES;
    ByteBuffer waste = ByteBuffer.allocate(64 * 1024);
    try {
      while (left > 0 && System.nanoTime() < end) {
        int read = getChannel().read(waste.clear());
        if (read < 0) {
          return;
        }
        if (read == 0) {
          Thread.sleep(READ_PAUSE);
        }
        left -= read;
      }
    } catch (IOException e) {
      // The client is gone.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void answerIncomplete() {
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
