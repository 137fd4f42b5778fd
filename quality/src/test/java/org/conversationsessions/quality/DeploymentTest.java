package org.conversationsessions.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.conversationsessions.quality.texts.Project;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a deployment of template.yaml must not stumble over. */
class DeploymentTest {
  private final CloudFormation template;
  private final Set<String> parameters;

  DeploymentTest() throws IOException {
    this.template = CloudFormation.read();
    this.parameters = template.section("Parameters").keySet();
  }

  @Test
  void warningsOfTheImporterFailNoDeployment() {
    assertThat(template.properties("Api")).doesNotContainKey("FailOnWarnings");
    assertThat(template.section("Globals")).containsOnlyKeys("Function");
  }

  @Test
  void everyFunctionWithASnapshotBehindTheApiIsInvokedDailyWithWhatIsNoRequest() {
    template
        .functions()
        .forEach(
            (name, properties) -> {
              if (CloudFormation.events(properties, "HttpApi").isEmpty()) {
                return;
              }
              assertThat(CloudFormation.events(properties, "ScheduleV2"))
                  .as(name)
                  .singleElement()
                  .satisfies(
                      schedule ->
                          assertThat(schedule)
                              .containsEntry("ScheduleExpression", "rate(1 day)")
                              .containsEntry("Input", "{\"purpose\":\"keep the version active\"}"));
            });
  }

  @Test
  void aReleaseChangesEveryFunctionAndItsVersion() {
    assertThat(template.functions())
        .allSatisfy(
            (name, properties) -> {
              assertThat(references(properties.get("VersionDescription"))).contains("Release");
              assertThat(reaching(name)).contains("Release");
            });
  }

  @Test
  void aVersionIsNotPublishedForWhatDoesNotChangeItsFunction() {
    // Lambda refuses to publish a function that is as it was: the deployment would roll back.
    assertThat(template.functions())
        .allSatisfy(
            (name, properties) ->
                assertThat(reaching(name))
                    .containsAll(references(properties.get("VersionDescription"))));
  }

  @Test
  void aFirstDeploymentThatRollsBackLeavesNothingBehindAndALaterOneLosesNothing() {
    Set<String> kept = new TreeSet<>();
    template
        .section("Resources")
        .forEach(
            (name, resource) -> {
              Map<String, Object> declared = CloudFormation.map(resource);
              if (!List.of("AWS::DynamoDB::Table", "AWS::SQS::Queue", "AWS::SecretsManager::Secret")
                  .contains(declared.get("Type"))) {
                assertThat(declared.get("DeletionPolicy")).as(name).isIn(null, "Delete");
                return;
              }
              if ("Delete".equals(declared.get("DeletionPolicy"))) {
                assertThat(declared).as(name).containsEntry("UpdateReplacePolicy", "Delete");
                return;
              }
              kept.add(name);
              assertThat(declared)
                  .as(name)
                  .containsEntry("DeletionPolicy", "RetainExceptOnCreate")
                  .containsEntry("UpdateReplacePolicy", "Retain");
            });
    assertThat(kept).contains("RegistryTable", "SessionsTable", "ActivityQueue", "SecretsKey");
  }

  @Test
  void whatIsReservedIsAnOperatorsChoiceAndNothingByDefault() {
    Map<String, Map<String, Object>> reserving =
        template.functions().entrySet().stream()
            .filter(f -> f.getValue().containsKey("ReservedConcurrentExecutions"))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    assertThat(reserving).containsKeys("PublishSessionEventsFunction");
    assertThat(reserving)
        .allSatisfy(
            (name, properties) -> {
              List<Object> choice =
                  CloudFormation.list(
                      CloudFormation.at(properties, "ReservedConcurrentExecutions"), "Fn::If");
              assertThat(choice).last().isEqualTo(Map.of("Ref", "AWS::NoValue"));
              String parameter = String.valueOf(CloudFormation.map(choice.get(1)).get("Ref"));
              assertThat(CloudFormation.at(template.section("Parameters"), parameter))
                  .containsEntry("Default", 0);
            });
  }

  @Test
  void theApiAndTheMappingsThatScaleHaveABoundThatIsAParameter() {
    assertThat(CloudFormation.at(template.properties("Api"), "DefaultRouteSettings"))
        .containsOnlyKeys("ThrottlingRateLimit", "ThrottlingBurstLimit")
        .allSatisfy((name, value) -> assertThat(references(value)).hasSize(1));
    template
        .functions()
        .forEach(
            (name, properties) ->
                CloudFormation.events(properties, "SQS")
                    .forEach(
                        event ->
                            assertThat(event.get("ScalingConfig"))
                                .as("ScalingConfig of %s", name)
                                .isNotNull()));
  }

  @Test
  void everyEnvironmentOfTheCommandLineNamesParametersThatThereAre() throws Exception {
    List<String> overrides =
        Files.readAllLines(Project.ROOT.resolve("samconfig.toml")).stream()
            .map(String::strip)
            .filter(line -> line.matches("\"[A-Za-z]+=[^\"]*\",?"))
            .toList();
    assertThat(overrides).isNotEmpty();
    assertThat(overrides)
        .allSatisfy(line -> assertThat(parameters).contains(line.substring(1, line.indexOf('='))));
    assertThat(overrides.stream().filter(line -> line.startsWith("\"Release=")).count())
        .isEqualTo(
            Files.readString(Project.ROOT.resolve("samconfig.toml"))
                    .split("deploy\\.parameters", -1)
                    .length
                - 1);
  }

  /** The parameters that change the function itself. */
  private Set<String> reaching(String function) {
    Map<String, Object> properties = template.functions().get(function);
    Set<String> reaching = references(template.globals(function));
    reaching.addAll(references(Objects.requireNonNull(properties).get("Description")));
    reaching.addAll(references(CloudFormation.variables(properties)));
    return reaching;
  }

  private Set<String> references(@Nullable Object value) {
    return CloudFormation.references(value == null ? Map.of() : value)
        .filter(parameters::contains)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
