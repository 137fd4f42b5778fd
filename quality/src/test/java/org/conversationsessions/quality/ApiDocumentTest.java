package org.conversationsessions.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.conversationsessions.cli.openapi.ApiDocument;
import org.conversationsessions.cli.openapi.ApiNode;
import org.conversationsessions.cli.openapi.ApiOperation;
import org.conversationsessions.domain.registry.Scope;
import org.conversationsessions.quality.texts.Project;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** docs/openapi.yaml is valid, and says what the template and the code say. */
class ApiDocumentTest {
  private static final String IRI = "https://conversation-sessions.example/openapi";
  private static final Path FILE = Project.ROOT.resolve("docs/openapi.yaml");
  private static final JsonMapper JSON = new JsonMapper();

  /** A field that a request's parser reads: by its name, or by a constant with its name. */
  private static final Pattern READ =
      Pattern.compile(
          "\\b(?!json\\b)\\w+\\s*\\.(?:\\w*[iI]dentifiers?|\\w*[sS]trings?|stringOfBytes|integer|wholeNumber|bool|boolOrText|"
              + "choice|choiceInAnyCase|object|items|objects|separated|edit|has|missing)"
              + "\\(\\s*(?:\"(\\w+)\"|([A-Z_]+)\\b)");

  private static final Pattern CONSTANT =
      Pattern.compile("static final String ([A-Z_]+) = \"(\\w+)\";");

  private final ApiDocument document;
  private final SchemaRegistry schemas;

  ApiDocumentTest() throws IOException {
    this.document = ApiDocument.ofProject(Project.ROOT);
    String json = JSON.writeValueAsString(document.root().value());
    this.schemas =
        SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(Map.of(IRI, json)));
  }

  @Test
  void theDocumentIsAValidOpenApiDocument() throws IOException {
    String text = Files.readString(FILE);

    assertThat(problems(text)).isEmpty();
    assertThat(problems(text.replaceFirst("requestBody:", "requestBodies:"))).isNotEmpty();
    assertThat(document.root().get("openapi").text()).startsWith("3.1.");
  }

  @Test
  void itsRoutesAreThoseOfTheTemplate() throws IOException {
    Set<String> routes = new TreeSet<>();
    for (Map<String, Object> function : CloudFormation.read().functions().values()) {
      for (Map<String, Object> route : CloudFormation.events(function, "HttpApi")) {
        // A route of every method is one of the console's files, which are not part of the API.
        if (route.containsKey("Path") && !"ANY".equals(route.get("Method"))) {
          routes.add(route.get("Method") + " " + route.get("Path").toString().replace("+}", "}"));
        }
      }
    }

    assertThat(
            document.operations().stream()
                .map(operation -> operation.method() + " " + operation.path()))
        .containsExactlyInAnyOrderElementsOf(routes);
  }

  @Test
  void everyReferenceLeadsSomewhereAndEveryComponentIsUsed() {
    Set<String> references = new TreeSet<>();
    visit(
        document.root().value(),
        "",
        (pointer, map) -> {
          if (map.get("$ref") instanceof String reference) {
            references.add(reference);
          }
        });
    Set<String> components = new TreeSet<>();
    document
        .root()
        .get("components")
        .members()
        .forEach(
            (kind, named) ->
                named
                    .members()
                    .keySet()
                    .forEach(name -> components.add("#/components/" + kind + "/" + name)));
    // A scheme is named without a reference. The response is that of paths without an operation.
    components.removeAll(
        Set.of("#/components/securitySchemes/auth", "#/components/responses/NotFound"));

    assertThat(references)
        .allSatisfy(
            reference ->
                assertThatCode(() -> document.root().referenced(reference))
                    .doesNotThrowAnyException());
    assertThat(references).containsAll(components);
  }

  @Test
  void everyExampleIsValidAgainstItsSchema() {
    List<String> examples = new ArrayList<>();
    visit(
        document.root().value(),
        "",
        (pointer, map) -> {
          if (!map.containsKey("schema")) {
            return;
          }
          if (map.containsKey("example")) {
            examples.add(pointer + "/example");
            assertThat(errors(pointer + "/schema", map.get("example"))).as(pointer).isEmpty();
          }
          if (map.get("examples") instanceof Map<?, ?> named) {
            named.forEach(
                (name, example) -> {
                  examples.add(pointer + "/examples/" + name);
                  Object value = CloudFormation.map(example).get("value");
                  assertThat(errors(pointer + "/schema", value))
                      .as("%s, %s", pointer, name)
                      .isEmpty();
                });
          }
        });

    assertThat(examples).hasSizeGreaterThan(100);
  }

  @Test
  void aWrongExampleIsFound() {
    String session = "/components/schemas/Session";

    assertThat(errors(session, Map.of("sessionId", "x")))
        .extracting(Error::getKeyword)
        .contains("required", "pattern");
    assertThat(errors("/components/schemas/Success", Map.of("success", true, "more", 1)))
        .extracting(Error::getKeyword)
        .containsExactly("additionalProperties");
  }

  @Test
  void everyBodyHasAnExample() {
    for (ApiOperation operation : document.operations()) {
      String name = operation.method() + " " + operation.path();
      operation
          .requestBody()
          .ifPresent(body -> assertThat(body.find("examples")).as(name).isPresent());
      operation
          .responses()
          .forEach(
              (status, response) ->
                  assertThat(ApiOperation.json(response).find("examples"))
                      .as("%s %d", name, status)
                      .isPresent());
    }
  }

  @Test
  void everyOperationHasASummaryAKnownTagAndScopesOfTheService() {
    Set<String> tags =
        document.root().get("tags").items().stream()
            .map(tag -> tag.get("name").text())
            .collect(Collectors.toSet());
    Set<String> scopes = new TreeSet<>();
    for (ApiOperation operation : document.operations()) {
      assertThat(operation.node().get("summary").text()).as(operation.path()).isNotBlank();
      assertThat(operation.node().get("tags").items())
          .as(operation.path())
          .extracting(ApiNode::text)
          .isNotEmpty()
          .allMatch(tags::contains);
      operation
          .node()
          .get("security")
          .items()
          .forEach(
              required -> required.get("auth").items().forEach(scope -> scopes.add(scope.text())));
    }

    assertThat(scopes)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Scope.values()).map(Scope::wire).toList());
  }

  @Test
  void everyFieldThatARequestsParserReadsIsDescribed() throws IOException {
    Set<String> described = new TreeSet<>();
    visit(
        document.root().value(),
        "",
        (pointer, map) -> {
          if (map.get("properties") instanceof Map<?, ?> properties) {
            properties.keySet().forEach(name -> described.add(name.toString()));
          }
          if (map.containsKey("in") && map.get("name") instanceof String name) {
            described.add(name);
          }
        });
    Set<String> read = new TreeSet<>();
    for (Path source : Project.mainSources(Project.ROOT.resolve("shared/api"))) {
      if (source.toString().matches(".*(?:Request|Fields|Body|DateRange|ActivityReader)\\.java")) {
        read.addAll(fieldsReadBy(Files.readString(source)));
      }
    }

    assertThat(read).contains("userId", "cursor", "RemoveDataFromAllBots", "ttlMinutes");
    assertThat(described).containsAll(read);
  }

  private static Set<String> fieldsReadBy(String source) {
    Map<String, String> constants =
        CONSTANT
            .matcher(source)
            .results()
            .collect(Collectors.toMap(found -> found.group(1), found -> found.group(2)));
    Set<String> fields = new TreeSet<>();
    for (Matcher found = READ.matcher(source); found.find(); ) {
      String name = found.group(1) == null ? constants.get(found.group(2)) : found.group(1);
      if (name != null) {
        fields.add(name);
      }
    }
    return fields;
  }

  private static List<String> problems(String text) {
    return new OpenAPIV3Parser().readContents(text, List.of(), new ParseOptions()).getMessages();
  }

  private List<Error> errors(String pointer, @Nullable Object value) {
    return schemas
        .getSchema(SchemaLocation.of(IRI + "#" + pointer))
        .validate(JSON.writeValueAsString(value), InputFormat.JSON);
  }

  /** Visits every mapping of the document with its JSON pointer. */
  private static void visit(
      @Nullable Object value, String pointer, BiConsumer<String, Map<?, ?>> visitor) {
    if (value instanceof Map<?, ?> map) {
      visitor.accept(pointer, map);
      map.forEach(
          (name, member) ->
              visit(
                  member,
                  pointer + "/" + name.toString().replace("~", "~0").replace("/", "~1"),
                  visitor));
    } else if (value instanceof List<?> list) {
      for (int at = 0; at < list.size(); at++) {
        visit(list.get(at), pointer + "/" + at, visitor);
      }
    }
  }
}
