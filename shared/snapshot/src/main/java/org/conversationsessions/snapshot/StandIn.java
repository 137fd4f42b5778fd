package org.conversationsessions.snapshot;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import org.conversationsessions.api.json.Bytes;
import org.conversationsessions.api.json.Json.JsonObject;
import org.conversationsessions.api.json.JsonReader;
import org.conversationsessions.api.json.JsonWriter;

/**
 * Stands in for DynamoDB, and for what gives functions their credentials, on the loopback address.
 * A connection serves one request and is closed, so that a client that would keep it for later has
 * none to keep. One thread serves all, one after another.
 */
final class StandIn implements AutoCloseable {
  private static final int WAITING = 64;
  private static final int TIMEOUT_MILLIS = 2000;
  private static final Pattern OPERATION = Pattern.compile("(?i)\nx-amz-target: *\\w+\\.(\\w+)");
  private static final Pattern LENGTH = Pattern.compile("(?i)\ncontent-length: *(\\d+)");
  private static final String CREDENTIALS = "/credentials";
  private static final Map<String, String> LENT =
      Map.of(
          "AccessKeyId", "rehearsal",
          "SecretAccessKey", "rehearsal",
          "Token", "rehearsal",
          "Expiration", "2099-01-01T00:00:00Z");
  private static final String HEAD_END = "\r\n\r\n";

  private final ServerSocket socket;
  private final StandInTables tables = new StandInTables();
  private final Thread thread;

  private StandIn(ServerSocket socket) {
    this.socket = socket;
    this.thread = Thread.ofPlatform().daemon().name("rehearsal").unstarted(this::serve);
  }

  /**
   * Starts one without any items.
   *
   * @throws UncheckedIOException if there is no port for it
   */
  static StandIn start() {
    try {
      InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
      StandIn standIn = new StandIn(new ServerSocket(0, WAITING, loopback));
      standIn.thread.start();
      return standIn;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where it answers. */
  URI url() {
    return URI.create("http://127.0.0.1:" + socket.getLocalPort());
  }

  /** Where it gives credentials, which open nothing. */
  URI credentials() {
    return url().resolve(CREDENTIALS);
  }

  /** Its items. */
  StandInTables tables() {
    return tables;
  }

  /** Ends it and waits until it has ended. */
  @Override
  public void close() {
    try {
      socket.close();
      thread.join();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void serve() {
    while (!socket.isClosed()) {
      try (Socket connection = socket.accept()) {
        connection.setSoTimeout(TIMEOUT_MILLIS);
        connection.setTcpNoDelay(true);
        answer(connection);
      } catch (IOException e) {
        // Closed, or the client has gone: whoever waits for an answer sees that too.
      }
    }
  }

  private void answer(Socket connection) throws IOException {
    InputStream in = new BufferedInputStream(connection.getInputStream());
    String head = head(in);
    Matcher length = LENGTH.matcher(head);
    byte[] body = in.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0);
    Matcher operation = OPERATION.matcher(head);
    OutputStream out = connection.getOutputStream();
    out.write(
        operation.find()
            ? response(operation.group(1), Bytes.copyOf(body))
            : message("200 OK", JsonObject.ofTexts(LENT)));
    out.flush();
  }

  private byte[] response(String operation, Bytes body) {
    JsonObject request = JsonReader.read(body).object().orElse(JsonObject.EMPTY);
    try {
      return message("200 OK", tables.answer(operation, request));
    } catch (RuntimeException e) {
      return message("400 Bad Request", JsonObject.ofTexts(Map.of("message", e.toString())));
    }
  }

  private static byte[] message(String status, JsonObject answer) {
    byte[] body = new JsonWriter().json(answer).finish().toArray();
    CRC32 sum = new CRC32();
    sum.update(body);
    String head =
        "HTTP/1.1 "
            + status
            + "\r\nContent-Type: application/x-amz-json-1.0\r\nConnection: close\r\nContent-Length: "
            + body.length
            + "\r\nx-amzn-RequestId: rehearsal\r\nx-amz-crc32: "
            + sum.getValue()
            + HEAD_END;
    byte[] message =
        Arrays.copyOf(head.getBytes(StandardCharsets.US_ASCII), head.length() + body.length);
    System.arraycopy(body, 0, message, head.length(), body.length);
    return message;
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.lastIndexOf(HEAD_END) < 0) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException();
      }
      head.append((char) next);
    }
    return head.toString();
  }
}
