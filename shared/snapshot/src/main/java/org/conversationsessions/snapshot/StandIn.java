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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import org.conversationsessions.api.json.Bytes;
import org.conversationsessions.api.json.Json.JsonObject;
import org.conversationsessions.api.json.JsonReader;
import org.conversationsessions.api.json.JsonWriter;

/**
 * Stands in for DynamoDB, and for what gives functions their credentials, on the loopback address.
 * As there, a connection is kept for further requests, and ends after some. Before it ends itself
 * it sees to it that the process keeps none to it.
 */
final class StandIn implements AutoCloseable {
  private static final int WAITING = 64;
  private static final int REQUEST_MILLIS = 2000;

  /** So few that both ways, a kept connection and a new one, are gone often. */
  private static final int ANSWERS = 5;

  private static final int BLANKS = 101;

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
  private final Map<Socket, Thread> connections = new ConcurrentHashMap<>();
  private final Thread thread;
  private final AtomicInteger answers = new AtomicInteger();
  private volatile boolean ending;

  private StandIn(ServerSocket socket) {
    this.socket = socket;
    this.thread = thread(this::accept);
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
      ending = true;
      takeKeptConnections();
      socket.close();
      thread.join();
      for (Map.Entry<Socket, Thread> connection : connections.entrySet()) {
        connection.getKey().close();
        connection.getValue().join();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Clients keep their connections in one place for the whole JVM: whoever asks next takes one from
   * there, and an answer that is a connection's last lets nobody put it back.
   */
  private void takeKeptConnections() throws IOException {
    for (int kept = connections.size(); kept > 0 && !connections.isEmpty(); kept--) {
      try (InputStream answer = credentials().toURL().openStream()) {
        answer.transferTo(OutputStream.nullOutputStream());
      }
    }
  }

  private static Thread thread(Runnable work) {
    return Thread.ofPlatform().daemon().name("rehearsal").unstarted(work);
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket connection = socket.accept();
        Thread serving = thread(() -> serve(connection));
        connections.put(connection, serving);
        serving.start();
      } catch (IOException e) {
        // Closed.
      }
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      connection.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(connection.getInputStream());
      for (int answers = 1; answer(connection, in, answers == ANSWERS); answers++) {}
    } catch (IOException e) {
      // Closed, or the client has gone: whoever waits for an answer sees that too.
    } finally {
      connections.remove(connection);
    }
  }

  /** Whether another request may follow. */
  private boolean answer(Socket connection, InputStream in, boolean enough) throws IOException {
    connection.setSoTimeout(0);
    in.mark(1);
    if (in.read() < 0) {
      return false;
    }
    in.reset();
    connection.setSoTimeout(REQUEST_MILLIS);
    String head = head(in);
    Matcher length = LENGTH.matcher(head);
    byte[] body = in.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0);
    Matcher operation = OPERATION.matcher(head);
    boolean last = enough || ending;
    OutputStream out = connection.getOutputStream();
    out.write(
        operation.find()
            ? response(operation.group(1), Bytes.copyOf(body), last)
            : message("200 OK", JsonObject.ofTexts(LENT), last));
    out.flush();
    return !last;
  }

  private byte[] response(String operation, Bytes body, boolean last) {
    JsonObject request = JsonReader.read(body).object().orElse(JsonObject.EMPTY);
    try {
      return message("200 OK", tables.answer(operation, request), last);
    } catch (RuntimeException e) {
      return message("400 Bad Request", JsonObject.ofTexts(Map.of("message", e.toString())), last);
    }
  }

  private byte[] message(String status, JsonObject answer, boolean last) {
    // Real answers come cut into pieces at all places, and so do these, though they are alike.
    byte[] body =
        joined(
            " ".repeat(answers.incrementAndGet() % BLANKS),
            new JsonWriter().json(answer).finish().toArray());
    CRC32 sum = new CRC32();
    sum.update(body);
    // The headers that DynamoDB sends.
    String head =
        "HTTP/1.1 "
            + status
            + "\r\nServer: Server\r\nDate: Sat, 28 Nov 2026 08:00:00 GMT"
            + "\r\nContent-Type: application/x-amz-json-1.0\r\nContent-Length: "
            + body.length
            + (last ? "\r\nConnection: close" : "\r\nConnection: keep-alive")
            + "\r\nx-amzn-RequestId: REHEARSAL0REHEARSAL1REHEARSAL2REHEARSAL3REHEARSAL4AB"
            + "\r\nx-amz-crc32: "
            + sum.getValue()
            + HEAD_END;
    return joined(head, body);
  }

  private static byte[] joined(String ascii, byte[] behind) {
    byte[] all =
        Arrays.copyOf(ascii.getBytes(StandardCharsets.US_ASCII), ascii.length() + behind.length);
    System.arraycopy(behind, 0, all, ascii.length(), behind.length);
    return all;
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf(HEAD_END, head.length() - HEAD_END.length()) < 0) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException();
      }
      head.append((char) next);
    }
    return head.toString();
  }
}
