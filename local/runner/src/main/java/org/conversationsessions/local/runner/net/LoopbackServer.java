package org.conversationsessions.local.runner.net;

import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * An HTTP server on 127.0.0.1 with a virtual thread for each request. What is not well-formed HTTP
 * is answered with a {@link HttpRefusal}.
 */
public final class LoopbackServer implements AutoCloseable {
  /** API Gateway's quota for the request line and all headers together. */
  static final int MOST_HEADER_BYTES = 10_240;

  private static final int BACKLOG = 1024;
  private static final int MOST_RESPONSE_HEADER_BYTES = 64 * 1024;
  private static final Duration IDLE = Duration.ofSeconds(60);
  private static final Duration NEVER_IDLE = Duration.ZERO;

  private final Server server;
  private final ServerConnector connector;
  private final ExecutorService requests;

  private LoopbackServer(Server server, ServerConnector connector, ExecutorService requests) {
    this.server = server;
    this.connector = connector;
    this.requests = requests;
  }

  /**
   * Takes a port; nothing is answered before {@link #start}.
   *
   * @param port 0: any free one
   * @throws BindException if the port is in use
   */
  public static LoopbackServer bind(int port) throws IOException {
    return bind(port, IDLE);
  }

  /**
   * Takes any free port, and closes no connection because nothing comes: a function's process may
   * work for a quarter of an hour between two calls on its only connection.
   */
  public static LoopbackServer bindPatiently() throws IOException {
    return bind(0, NEVER_IDLE);
  }

  /**
   * Takes a port.
   *
   * @param idle after so long without a byte a connection is closed, unless its request is being
   *     answered; zero: never
   */
  static LoopbackServer bind(int port, Duration idle) throws IOException {
    ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor();
    // Platform threads only select; everything that may block is handed to virtual threads.
    QueuedThreadPool threads = new QueuedThreadPool(8, 1);
    threads.setReservedThreads(0);
    threads.setDaemon(true);
    threads.setVirtualThreadsExecutor(requests);
    Server server = new Server(threads);
    ServerConnector connector =
        new ServerConnector(server, 0, 1, new HttpConnectionFactory(configuration())) {
          @Override
          protected SocketChannelEndPoint newEndPoint(
              SocketChannel channel, ManagedSelector selector, SelectionKey key) {
            LingeringEndPoint endPoint =
                new LingeringEndPoint(channel, selector, key, getScheduler(), requests);
            endPoint.setIdleTimeout(getIdleTimeout());
            return endPoint;
          }
        };
    connector.setHost("127.0.0.1");
    connector.setPort(port);
    connector.setAcceptQueueSize(BACKLOG);
    connector.setIdleTimeout(idle.toMillis());
    server.addConnector(connector);
    server.setErrorHandler(new HttpRefusalHandler());
    try {
      connector.open();
    } catch (IOException e) {
      requests.close();
      throw e.getCause() instanceof BindException taken ? taken : e;
    }
    return new LoopbackServer(server, connector, requests);
  }

  /** Begins to answer every call. */
  public void start(Responder responder) throws IOException {
    server.setHandler(new ResponderHandler(responder));
    try {
      server.start();
    } catch (Exception e) { // whatever a part of the server throws
      throw new IOException(e);
    }
  }

  /** After how long without a byte a connection is closed; zero: never. */
  Duration idle() {
    return Duration.ofMillis(connector.getIdleTimeout());
  }

  /** Host and port, as in a URL. */
  public String address() {
    return "127.0.0.1:" + connector.getLocalPort();
  }

  /** Where it answers, without a slash at the end. */
  public URI url() {
    return URI.create("http://" + address());
  }

  /** Closes every connection and interrupts every request that is being answered. */
  @Override
  public void close() {
    requests.shutdownNow();
    try {
      connector.close();
      server.stop();
    } catch (Exception e) { // whatever a part of the server throws
      throw new IllegalStateException(e);
    }
  }

  private static HttpConfiguration configuration() {
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.setSendServerVersion(false);
    configuration.setRequestHeaderSize(MOST_HEADER_BYTES);
    configuration.setMaxResponseHeaderSize(MOST_RESPONSE_HEADER_BYTES);
    // Which paths mean something is the routes' matter; API Gateway hands over "//" and "%2F" too.
    configuration.setUriCompliance(UriCompliance.UNSAFE);
    configuration.setHttpCompliance(
        HttpCompliance.RFC9110.with("loopback", HttpCompliance.Violation.MISMATCHED_AUTHORITY));
    return configuration;
  }
}
