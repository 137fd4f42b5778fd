package org.conversationsessions.local.runner.net;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A connection that sends whatever it is told to, and reads what comes. */
public final class RawConnection implements AutoCloseable {
  /** After so long without an answer a test fails instead of hanging. */
  private static final int PATIENCE_MILLIS = 20_000;

  private final Socket socket;

  /** Connects to a server. */
  public RawConnection(URI server) throws IOException {
    socket = new Socket("127.0.0.1", server.getPort());
    socket.setSoTimeout(PATIENCE_MILLIS);
  }

  /** Sends a text; a line feed is sent as it is. */
  public RawConnection send(String text) throws IOException {
    return send(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Sends bytes. */
  public RawConnection send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
    return this;
  }

  /** Sends nothing more; the answer can still be read. */
  public RawConnection sendEnd() throws IOException {
    socket.shutdownOutput();
    return this;
  }

  /** Reads one response, its body as long as it announces. */
  public String read() throws IOException {
    return read(true);
  }

  /** Reads only a response's head, as that to a HEAD. */
  public String readHead() throws IOException {
    return read(false);
  }

  /** Reads until the server closes the connection. */
  public String readAll() throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private String read(boolean withBody) throws IOException {
    InputStream in = socket.getInputStream();
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("closed after: " + head.toString(StandardCharsets.ISO_8859_1));
      }
      head.write(next);
    }
    String text = head.toString(StandardCharsets.ISO_8859_1);
    String length =
        text.lines()
            .filter(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:"))
            .map(line -> line.substring("content-length:".length()).strip())
            .findFirst()
            .orElse("0");
    byte[] body = withBody ? in.readNBytes(Integer.parseInt(length)) : new byte[0];
    return text + new String(body, StandardCharsets.UTF_8);
  }
}
