package org.conversationsessions.local.dynamodb;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.eclipse.jetty.server.NetworkConnector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.jspecify.annotations.Nullable;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBRequestHandler;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBServerHandler;

/**
 * The child JVM's program: DynamoDB Local behind a server of our own, because its own server
 * listens on every network interface and starts telemetry.
 */
final class EngineMain {
  /** The prefix of the line that reports the port to the parent. */
  static final String READY = "listening on port ";

  private EngineMain() {}

  /**
   * Serves until standard input ends, that is until the parent process ends for any reason.
   *
   * @param args the port (0: any free one), then the database's folder (none: in memory)
   */
  public static void main(String[] args) throws Exception {
    int port = Integer.parseInt(args[0]);
    Server server = server(port, args.length > 1 ? args[1] : null);
    server.start();
    System.out.println(READY + ((NetworkConnector) server.getConnectors()[0]).getLocalPort());
    awaitEndOfInput();
    // Acknowledged writes are in SQLite's journal already, so there is nothing to wait for.
    Runtime.getRuntime().halt(0);
  }

  private static Server server(int port, @Nullable String folder) throws Exception {
    boolean inMemory = folder == null;
    boolean oneDatabaseForAllCredentials = true;
    boolean delayTransientStatuses = false;
    LocalDynamoDBRequestHandler engine =
        new LocalDynamoDBRequestHandler(
            0, inMemory, folder, oneDatabaseForAllCredentials, delayTransientStatuses);
    String noCrossOriginRequests = null;
    Server server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    server.setHandler(
        new ContextHandler(new LocalDynamoDBServerHandler(engine, noCrossOriginRequests), "/"));
    return server;
  }

  private static void awaitEndOfInput() throws IOException {
    while (System.in.read() != -1) {
      // Wait for the end.
    }
  }
}
