package org.conversationsessions.local.runner;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.conversationsessions.domain.registry.App;
import org.conversationsessions.local.dynamodb.DynamoDbLocal;
import org.conversationsessions.local.runner.demo.Credentials;
import org.conversationsessions.local.runner.fixtures.TestTemplates;
import org.conversationsessions.local.runner.handlers.ActingHandler;
import org.conversationsessions.local.runner.lambda.TestFunction;
import org.conversationsessions.store.client.SecretCipher;
import org.conversationsessions.store.client.Tables;
import org.conversationsessions.store.registry.DynamoRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The service on one machine: what starts, what it serves, what it leaves (contract, section 12).
 */
class LocalServiceIT {
  static final String TEMPLATE =
      """
      Parameters:
        Greeting: {Type: String, Default: hello}
      Resources:
      """
          + TestTemplates.REGISTRY
          + """
          Key: {Type: AWS::SecretsManager::Secret}
          Act:
            Type: AWS::Serverless::Function
            Properties:
              Runtime: java25
              Handler: org.conversationsessions.local.runner.handlers.ActingHandler
              CodeUri: act.zip
              Timeout: 10
              Environment:
                Variables:
                  REGISTRY_TABLE: !Ref Registry
                  GREETING: !Ref Greeting
                  SECRETS_KEY: !Sub '{{resolve:secretsmanager:${Key}}}'
              Events:
                Get: {Type: HttpApi, Properties: {Method: GET, Path: '/act/{id}'}}
          """
              .indent(2);

  @TempDir Path root;

  @BeforeEach
  void write() throws Exception {
    Files.writeString(root.resolve("template.yaml"), TEMPLATE);
    TestFunction.artifact(ActingHandler.class, root.resolve("act.zip"));
  }

  @Test
  @Tag("difference:secrets")
  void servesTheRoutesAndFunctionsOfTheTemplate() throws Exception {
    try (LocalService service = LocalService.start(options())) {
      HttpResponse<String> response = get(service, "/act/7");
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.body()).contains("\"routeKey\":\"GET /act/{id}\"");
      assertThat(get(service, "/other").statusCode()).isEqualTo(404);

      String environment =
          new String(
              service.functions().invoke("Act", "\"environment\"".getBytes(UTF_8)).payload(),
              UTF_8);
      assertThat(environment)
          .contains("GREETING=hello")
          .contains("AWS_ENDPOINT_URL_DYNAMODB=" + service.dynamoDbUrl())
          .contains("AWS_ENDPOINT_URL_DYNAMODB_STREAMS=" + service.dynamoDbUrl())
          .contains("AWS_ENDPOINT_URL_EVENTBRIDGE=" + service.url())
          .contains("AWS_ENDPOINT_URL_LAMBDA=" + service.url())
          .contains("AWS_ENDPOINT_URL_SQS=" + service.url())
          .contains("SECRETS_KEY=" + Files.readString(home().resolve("secrets-key")));
    }
    assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive)).isEmpty();
    assertThat(home().resolve("run")).isEmptyDirectory();
  }

  @Test
  void registersTheDemoAccountsAndWritesTheirCredentials() throws Exception {
    Options options = options();
    try (LocalService service = LocalService.start(options)) {
      assertRegistered(options, service);
      Credentials written = Credentials.read(home().resolve("credentials.json"));
      assertThat(written).isEqualTo(service.credentials());
      assertThat(written.url()).isEqualTo(service.url().toString());
      assertThat(written.dynamodbUrl()).isEqualTo(service.dynamoDbUrl().toString());
    }
  }

  @Test
  void keepsEverythingInTheDataFolderOverRestarts() throws Exception {
    Path data = root.resolve("data");
    Options options = with(Optional.of(data), Optional.empty(), Map.of("Greeting", "good day"));
    Credentials before;
    try (LocalService service = LocalService.start(options)) {
      before = service.credentials();
      assertThatThrownBy(() -> LocalService.start(options))
          .isInstanceOf(StartException.class)
          .hasMessageContaining("another running service keeps its data in");
    }
    try (LocalService service = LocalService.start(options)) {
      assertThat(service.credentials().accounts()).isEqualTo(before.accounts());
      assertRegistered(options, service);
    }
  }

  @Test
  void keepsTheDemoAccountsOverRestartsEvenIfTheDataDoesNotStay() throws Exception {
    Credentials before;
    try (LocalService service = LocalService.start(options())) {
      before = service.credentials();
    }
    Options kept = with(Optional.of(root.resolve("data")), Optional.empty(), Map.of());
    for (Options options : List.of(options(), kept, options(), kept)) {
      try (LocalService service = LocalService.start(options)) {
        assertThat(service.credentials().accounts()).isEqualTo(before.accounts());
        assertRegistered(options, service);
      }
    }
  }

  @Test
  void keepsEveryFileToItsOwner() throws Exception {
    Path data = Files.createDirectories(root.resolve("data"));
    Options options = with(Optional.of(data), Optional.empty(), Map.of());
    try (LocalService service = LocalService.start(options)) {
      assertThat(get(service, "/act/7").statusCode()).isEqualTo(200);
    }
    assumeThat(root.getFileSystem().supportedFileAttributeViews())
        .as("the file system supports permissions")
        .contains("posix");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home())))
        .isEqualTo("rwx------");
    try (Stream<Path> within = Files.list(data)) {
      for (Path each : within.filter(path -> !path.endsWith("lock")).toList()) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
            .as(each.toString())
            .endsWith("------");
      }
    }
  }

  @Test
  void usesADatabaseThatIsThereAndLeavesItRunning() throws Exception {
    try (DynamoDbLocal database = DynamoDbLocal.inMemory()) {
      Options options = with(Optional.empty(), Optional.of(database.endpoint()), Map.of());
      for (int i = 0; i < 2; i++) {
        try (LocalService service = LocalService.start(options)) {
          assertThat(service.dynamoDbUrl()).isEqualTo(database.endpoint());
          assertRegistered(options, service);
        }
      }
    }
  }

  @Test
  void saysWhyItCannotStartAndLeavesNothingBehind() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Options onThatPort =
          new Options(
              root,
              home(),
              taken.getLocalPort(),
              Optional.empty(),
              Optional.empty(),
              false,
              false,
              Map.of());
      assertThatThrownBy(() -> LocalService.start(onThatPort))
          .isInstanceOf(StartException.class)
          .hasMessage("port " + taken.getLocalPort() + " is in use; choose another with --port");
    }
    Options unknown = with(Optional.empty(), Optional.empty(), Map.of("Volume", "11"));
    assertThatThrownBy(() -> LocalService.start(unknown))
        .isInstanceOf(StartException.class)
        .hasMessage("the template has no parameter Volume");
    Files.delete(root.resolve("act.zip"));
    assertThatThrownBy(() -> LocalService.start(options()))
        .isInstanceOf(StartException.class)
        .hasMessageEndingWith("act.zip does not exist");
    assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive)).isEmpty();
  }

  private static void assertRegistered(Options options, LocalService service) throws Exception {
    SecretCipher box = new SecretCipher(Files.readString(options.state().resolve("secrets-key")));
    Credentials.Client client = service.credentials().accounts().getFirst().apps().getFirst();
    try (DynamoDbClient dynamo = new Database(service.dynamoDbUrl(), Optional.empty()).client()) {
      App app =
          new DynamoRegistry(dynamo, Tables.ofRegistry("Registry"), box)
              .app(client.appId())
              .orElseThrow();
      assertThat(app.account()).isEqualTo(service.credentials().accounts().getFirst().account());
    }
  }

  private Options options() {
    return Options.forTest(root, home());
  }

  private Options with(
      Optional<Path> data, Optional<URI> dynamodb, Map<String, String> parameters) {
    return new Options(root, home(), 0, data, dynamodb, false, false, parameters);
  }

  private Path home() {
    return root.resolve(".local");
  }

  private static HttpResponse<String> get(LocalService service, String path) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(URI.create(service.url() + path)).build(),
          BodyHandlers.ofString());
    }
  }
}
