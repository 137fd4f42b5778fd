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
 * An HTTP server on 127.0.0.1 with a virtual thread for each request. Malformed HTTP is answered
 * with an {@link HttpRefusal}.
 */
public final class LoopbackServer implements AutoCloseable {
  /** API Gateway's quota for the request line and all headers together, in bytes. */
  static final int MAX_HEADER_BYTES = 10_240;

  private static final int BACKLOG = 1024;
  private static final int MAX_RESPONSE_HEADER_BYTES = 64 * 1024;
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
   * Binds a port; requests wait until {@link #start}.
   *
   * @param port 0: any free one
   * @throws BindException if the port is in use
   */
  public static LoopbackServer bind(int port) throws IOException {
    return bind(port, IDLE);
  }

  /**
   * Binds any free port and never closes an idle connection: a function may run for 15 minutes
   * between two calls on its only connection.
   */
  public static LoopbackServer bindWithoutIdleTimeout() throws IOException {
    return bind(0, NEVER_IDLE);
  }

  /**
   * Binds a port.
   *
   * @param idle how long a connection may stay idle while no request is being answered; zero: for
   *     ever
   */
  static LoopbackServer bind(int port, Duration idle) throws IOException {
    ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor();
    // Platform threads only select; everything that may block runs on virtual threads.
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

  /** Starts to answer requests. */
  public void start(Responder responder) throws IOException {
    server.setHandler(new ResponderHandler(responder));
    try {
      server.start();
    } catch (Exception e) { // whatever a part of the server throws
      throw new IOException(e);
    }
  }

  /** Returns how long a connection may stay idle; zero: for ever. */
  Duration idle() {
    return Duration.ofMillis(connector.getIdleTimeout());
  }

  /** Returns host and port, as in a URL. */
  public String address() {
    return "127.0.0.1:" + connector.getLocalPort();
  }

  /** Returns the base URL, without a slash at its end. */
  public URI url() {
    return URI.create("http://" + address());
  }

  /** Closes all connections and interrupts all requests. */
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
    configuration.setRequestHeaderSize(MAX_HEADER_BYTES);
    configuration.setMaxResponseHeaderSize(MAX_RESPONSE_HEADER_BYTES);
    // The routes decide about paths; API Gateway accepts "//" and "%2F" too.
    configuration.setUriCompliance(UriCompliance.UNSAFE);
    configuration.setHttpCompliance(
        HttpCompliance.RFC9110.with("loopback", HttpCompliance.Violation.MISMATCHED_AUTHORITY));
    return configuration;
  }
}
