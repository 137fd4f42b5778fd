package org.conversationsessions.local.runner.runtimeclient;

import java.io.IOException;
import java.net.Socket;

/**
 * The address of the Lambda Runtime API.
 *
 * @param host its host
 * @param port its port
 */
record RuntimeApiAddress(String host, int port) {
  /** Parses {@code AWS_LAMBDA_RUNTIME_API}: {@code host:port}. */
  static RuntimeApiAddress of(String hostAndPort) {
    int colon = hostAndPort.lastIndexOf(':');
    return new RuntimeApiAddress(
        hostAndPort.substring(0, colon), Integer.parseInt(hostAndPort.substring(colon + 1)));
  }

  /** Opens a connection without Nagle's delay. */
  Socket connect() throws IOException {
    Socket socket = new Socket(host, port);
    socket.setTcpNoDelay(true);
    return socket;
  }
}
