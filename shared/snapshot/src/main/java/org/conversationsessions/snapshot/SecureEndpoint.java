package org.conversationsessions.snapshot;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.security.GeneralSecurityException;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;

/** DynamoDB's endpoint by TLS, which {@link FakeDynamoDb} leaves out. */
final class SecureEndpoint {
  private static final int REQUESTS = 10;
  private static final int TIMEOUT_MILLIS = 1000;

  private SecureEndpoint() {}

  /**
   * Requests DynamoDB's public health page, without credentials; does nothing without TLS. Each
   * request uses a new {@link SSLContext} and closes its connection, so a snapshot contains neither
   * a connection nor a TLS session.
   *
   * @param url the endpoint of DynamoDB
   */
  static void warmUpTls(URI url) throws IOException, GeneralSecurityException {
    for (int request = 0; request < REQUESTS && url.getScheme().equals("https"); request++) {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, null, null);
      HttpsURLConnection connection = (HttpsURLConnection) url.toURL().openConnection();
      connection.setSSLSocketFactory(context.getSocketFactory());
      connection.setConnectTimeout(TIMEOUT_MILLIS);
      connection.setReadTimeout(TIMEOUT_MILLIS);
      connection.setRequestProperty("Connection", "close");
      try (InputStream answer = connection.getInputStream()) {
        answer.transferTo(OutputStream.nullOutputStream());
      } finally {
        connection.disconnect();
      }
    }
  }
}
