package org.conversationsessions.acceptance;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Sends the shared service whatever bytes it is told to, and reads all that comes. */
final class RawHttp {
  /** After so long without an answer a test fails instead of hanging. */
  private static final int PATIENCE_MILLIS = 60_000;

  private RawHttp() {}

  /** Sends a text as it is, all of it before it reads, and returns what comes until the end. */
  static String exchange(String request) throws IOException {
    return exchange(request, false);
  }

  /**
   * The same.
   *
   * @param halfClosed whether the service is told that nothing more comes
   */
  static String exchange(String request, boolean halfClosed) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", RunningService.get().url().getPort())) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      if (halfClosed) {
        socket.shutdownOutput();
      }
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
