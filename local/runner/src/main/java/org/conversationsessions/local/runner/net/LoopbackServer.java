package org.conversationsessions.local.runner.net;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP server on 127.0.0.1 with a virtual thread for each request. */
public final class LoopbackServer implements AutoCloseable {
  private static final int BACKLOG = 1024;

  static {
    // Read once, when the JDK's server is first used. Without it an answer waits up to 40 ms for an
    // acknowledgement.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    System.setProperty("sun.net.httpserver.maxIdleConnections", "2000");
    // In seconds. To this server a connection is idle while a function works on what came over it,
    // and by default it
    // closes such a one after 30 seconds: no function could work for longer.
    System.setProperty("sun.net.httpserver.idleInterval", "86400");
  }

  private final HttpServer server;
  private final ExecutorService threads;

  private LoopbackServer(HttpServer server, ExecutorService threads) {
    this.server = server;
    this.threads = threads;
  }

  /**
   * Takes a port; nothing is answered before {@link #start}.
   *
   * @param port 0: any free one
   * @throws IOException if the port is in use
   */
  public static LoopbackServer bind(int port) throws IOException {
    InetSocketAddress address =
        new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    HttpServer server = HttpServer.create(address, BACKLOG);
    server.setExecutor(threads);
    return new LoopbackServer(server, threads);
  }

  /** Begins to answer every path with this handler. */
  public void start(HttpHandler handler) {
    server.createContext("/", handler);
    server.start();
  }

  /** Host and port, as in a URL. */
  public String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** Where it answers, without a slash at the end. */
  public URI url() {
    return URI.create("http://" + address());
  }

  /** Closes every connection and interrupts every request that is being answered. */
  @Override
  public void close() {
    threads.shutdownNow();
    server.stop(0);
  }
}
