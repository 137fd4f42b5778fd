package org.conversationsessions.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecureEndpointIT {
  private static final String TRUST_STORE = "javax.net.ssl.trustStore";
  private static final String TRUST_STORE_PASSWORD = "javax.net.ssl.trustStorePassword";
  private static final String PASSWORD = "made-up";

  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<InetSocketAddress> connections = new CopyOnWriteArrayList<>();

  @Test
  void anEndpointWithoutTlsIsNotRequested() throws Exception {
    // Nothing listens there.
    SecureEndpoint.warmUpTls(URI.create("http://127.0.0.1:1"));
    assertThat(requests).isEmpty();
  }

  @Test
  void requestsHaveNoCredentialsAndCloseTheirConnections(@TempDir Path folder) throws Exception {
    Path keys = keys(folder);
    HttpsServer server = server(keys);
    System.setProperty(TRUST_STORE, keys.toString());
    System.setProperty(TRUST_STORE_PASSWORD, PASSWORD);
    try {
      SecureEndpoint.warmUpTls(URI.create("https://127.0.0.1:" + server.getAddress().getPort()));
    } finally {
      System.clearProperty(TRUST_STORE);
      System.clearProperty(TRUST_STORE_PASSWORD);
      server.stop(0);
    }
    assertThat(requests).isNotEmpty().containsOnly("GET close null");
    assertThat(connections).doesNotHaveDuplicates();
  }

  @Test
  void aServerWithoutACertificateIsNotRequested(@TempDir Path folder) throws Exception {
    HttpsServer server = server(keys(folder));
    try {
      URI url = URI.create("https://127.0.0.1:" + server.getAddress().getPort());
      assertThatThrownBy(() -> SecureEndpoint.warmUpTls(url)).isInstanceOf(IOException.class);
    } finally {
      server.stop(0);
    }
    assertThat(requests).isEmpty();
  }

  private HttpsServer server(Path keys) throws Exception {
    KeyStore store = KeyStore.getInstance(keys.toFile(), PASSWORD.toCharArray());
    KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
    managers.init(store, PASSWORD.toCharArray());
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(managers.getKeyManagers(), null, null);
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(tls));
    server.createContext(
        "/",
        exchange -> {
          var headers = exchange.getRequestHeaders();
          connections.add(exchange.getRemoteAddress());
          requests.add(
              exchange.getRequestMethod()
                  + " "
                  + headers.getFirst("Connection")
                  + " "
                  + headers.getFirst("Authorization"));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
    return server;
  }

  /** Creates a key store with a new key and its self-signed certificate. */
  private static Path keys(Path folder) throws Exception {
    Path keys = folder.resolve("keys.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "SAN=ip:127.0.0.1",
                "-keystore",
                keys.toString(),
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .start();
    String output = new String(keytool.getInputStream().readAllBytes());
    assertThat(keytool.waitFor()).as(output).isZero();
    return keys;
  }
}
