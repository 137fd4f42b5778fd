package org.conversationsessions.cli.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.conversationsessions.cli.CommandHarness;
import org.conversationsessions.cli.CommandRunner;
import org.junit.jupiter.api.Test;

class CollectionCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path ROOT = Path.of(System.getProperty("project.root"));

  private final CommandHarness harness = new CommandHarness(ROOT);

  @Test
  void everyOperationHasARequestForEachOfItsExamples() throws Exception {
    Set<String> requests = new TreeSet<>();
    for (JsonNode request : requests()) {
      String path = request.at("/url/raw").asText().replaceFirst("\\?.*", "");
      requests.add(request.path("method").asText() + " " + path);
    }

    assertThat(requests)
        .contains(
            "POST {{url}}/api/public/bot/{{botId}}/activity",
            "PUT {{url}}/api/public/bot/{{botId}}/session",
            "GET {{url}}/api/public/bot/{{botId}}/getMessages",
            "POST {{url}}/api/public/getSessions",
            "DELETE {{url}}/api/public/bot/{{botId}}/sessionState",
            "DELETE {{url}}/api/public/bot/eraseUsersData")
        .noneMatch(request -> request.contains("/stream/") || request.contains("/1.1/public/"))
        .noneMatch(request -> request.equals("POST {{url}}/api/public/bot/{{botId}}/session"));
    int examples = 0;
    for (ApiOperation operation : ApiDocument.ofProject(ROOT).operations()) {
      boolean override = operation.node().get("summary").text().matches(".*, by POST");
      if (!operation.isAlias() && !override) {
        examples += Math.max(1, operation.requestExamples().size());
      }
    }
    assertThat(requests()).hasSize(examples);
  }

  @Test
  void everyRequestHasATokenAPathWithoutGapsAndABodyThatIsJson() throws Exception {
    for (JsonNode request : requests()) {
      assertThat(request.at("/header/0/key").asText()).isEqualTo("auth");
      assertThat(request.at("/header/0/value").asText()).isEqualTo("{{token}}");
      assertThat(request.at("/url/raw").asText())
          .doesNotContainPattern("(?<!\\{)\\{\\w")
          .startsWith("{{url}}/api/");
      if (request.at("/body/mode").asText().equals("formdata")) {
        assertThat(request.at("/body/formdata").findValuesAsText("key"))
            .containsExactly("file", "fileContext", "fileExtension");
        assertThat(request.at("/body/formdata").findValuesAsText("value"))
            .containsExactly("bulkImport", "json");
      } else if (request.has("body")) {
        assertThat(JSON.readTree(request.at("/body/raw").asText()).isObject()).isTrue();
      }
    }
  }

  @Test
  void itsVariablesAreTheAddressTheBotAndTheToken() throws Exception {
    List<String> names = new ArrayList<>();
    collection().path("variable").forEach(variable -> names.add(variable.path("key").asText()));

    assertThat(names).containsExactly("url", "token", "botId");
    assertThat(collection().at("/variable/0/value").asText()).isEqualTo("http://127.0.0.1:8080");
  }

  @Test
  void anUnknownArgumentIsRefused() {
    assertThat(run("--format", "x")).isEqualTo(2);
    assertThat(harness.err()).contains("bin/collection --help");
  }

  private List<JsonNode> requests() throws Exception {
    List<JsonNode> requests = new ArrayList<>();
    for (JsonNode folder : collection().path("item")) {
      folder.path("item").forEach(item -> requests.add(item.path("request")));
    }
    return requests;
  }

  private JsonNode collection() throws Exception {
    assertThat(run()).isZero();
    return JSON.readTree(harness.out());
  }

  private int run(String... arguments) {
    return harness.run(
        context -> CommandRunner.commandLine(new CollectionCommand(context), context), arguments);
  }
}
