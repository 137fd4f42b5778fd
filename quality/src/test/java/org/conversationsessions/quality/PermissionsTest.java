package org.conversationsessions.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.conversationsessions.quality.texts.Project;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The roles of template.yaml: each function has its own, none has a wildcard, event sources and
 * schedules have the actions that they need, and what the roles allow on tables is that of
 * docs/design.md. No test compares the actions with the code: an action that is missing shows in a
 * deployment only.
 */
class PermissionsTest {
  private static final Map<String, Object> LOGS = Map.of("Ref", "FunctionLogsPolicy");

  private static final String HEADING = "### Which function may use which table";

  private final CloudFormation template;

  PermissionsTest() throws IOException {
    this.template = CloudFormation.read();
  }

  @Test
  void everyFunctionHasARoleOfItsOwnSoThatSamAddsNoManagedPolicy() {
    assertThat(template.functions())
        .allSatisfy(
            (name, properties) -> {
              assertThat(properties)
                  .doesNotContainKey("Policies")
                  .containsEntry(
                      "Role", Map.of("Fn::GetAtt", List.of(CloudFormation.role(name), "Arn")));
              assertThat(template.properties(CloudFormation.role(name)))
                  .containsEntry("ManagedPolicyArns", List.of(LOGS));
            });
  }

  @Test
  void noStatementHasAWildcard() {
    assertThat(statements().toList())
        .isNotEmpty()
        .allSatisfy(
            statement -> {
              assertThat(CloudFormation.list(statement, "Action"))
                  .isNotEmpty()
                  .allSatisfy(action -> assertThat(action.toString()).matches("[a-z]+:[A-Za-z]+"));
              assertThat(CloudFormation.list(statement, "Resource"))
                  .isNotEmpty()
                  .allSatisfy(
                      resource ->
                          assertThat(resource)
                              // A caller that lists streams does not know their names yet.
                              .matches(
                                  r ->
                                      r.equals(Map.of("Fn::Sub", "${SessionsTable.Arn}/stream/*"))
                                          || (r instanceof Map && !r.toString().contains("*"))));
            });
  }

  @Test
  void everyFunctionMayReadWhatInvokesItAndWriteWhereItsFailuresGo() {
    template
        .functions()
        .forEach(
            (name, properties) -> {
              for (Map<String, Object> event : CloudFormation.events(properties, "DynamoDB")) {
                assertThat(actions(name, event.get("Stream")))
                    .as(name)
                    .containsExactlyInAnyOrder(
                        "dynamodb:DescribeStream",
                        "dynamodb:GetRecords",
                        "dynamodb:GetShardIterator");
                Object failures =
                    CloudFormation.at(event, "DestinationConfig", "OnFailure").get("Destination");
                assertThat(actions(name, failures)).as(name).contains("sqs:SendMessage");
              }
              for (Map<String, Object> event : CloudFormation.events(properties, "SQS")) {
                assertThat(actions(name, event.get("Queue")))
                    .as(name)
                    .contains("sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes");
              }
            });
  }

  @Test
  void schedulesMayInvokeTheAliasesOfTheirFunctionsAndNothingElse() {
    Set<Object> scheduled =
        template.functions().entrySet().stream()
            .filter(function -> !schedules(function.getValue()).isEmpty())
            .map(function -> Map.of("Ref", function.getKey() + ".Alias"))
            .collect(Collectors.toSet());
    assertThat(scheduled).hasSizeGreaterThan(1);
    assertThat(
            template.statements("ScheduleRole").stream()
                .filter(statement -> "lambda:InvokeFunction".equals(statement.get("Action")))
                .flatMap(statement -> CloudFormation.list(statement, "Resource").stream()))
        .containsExactlyInAnyOrderElementsOf(scheduled);
    template.functions().values().stream()
        .flatMap(function -> schedules(function).stream())
        .forEach(
            schedule -> {
              assertThat(schedule)
                  .containsEntry("OmitName", true)
                  .containsEntry("RoleArn", Map.of("Fn::GetAtt", List.of("ScheduleRole", "Arn")));
              Object queue = CloudFormation.at(schedule, "DeadLetterConfig").get("Arn");
              assertThat(actionsOf("ScheduleRole", queue)).containsExactly("sqs:SendMessage");
            });
  }

  @Test
  void whatTheRolesAllowOnTablesIsWhatTheDocumentSays() throws IOException {
    assertThat(documentedRows())
        .as("the table below \"%s\" in docs/design.md", HEADING)
        .containsExactlyElementsOf(new FunctionAccess(template).rows());
  }

  /** Returns the lines of the table below the heading. */
  private static List<String> documentedRows() throws IOException {
    return Files.readAllLines(Project.ROOT.resolve("docs/design.md")).stream()
        .dropWhile(line -> !line.equals(HEADING))
        .dropWhile(line -> !line.startsWith("|"))
        .takeWhile(line -> line.startsWith("|"))
        .toList();
  }

  private static List<Map<String, Object>> schedules(Map<String, Object> function) {
    return CloudFormation.events(function, "ScheduleV2");
  }

  private Set<String> actions(String function, @Nullable Object resource) {
    return actionsOf(CloudFormation.role(function), resource);
  }

  private Set<String> actionsOf(String role, @Nullable Object resource) {
    return template.statements(role).stream()
        .filter(
            statement ->
                CloudFormation.list(statement, "Resource").stream()
                    .anyMatch(each -> each.equals(resource)))
        .flatMap(statement -> CloudFormation.list(statement, "Action").stream())
        .map(String::valueOf)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** What all roles and policies allow. */
  private Stream<Map<String, Object>> statements() {
    return Stream.concat(
        template.resources("AWS::IAM::Role").keySet().stream()
            .flatMap(role -> template.statements(role).stream()),
        template.resources("AWS::IAM::ManagedPolicy").values().stream()
            .flatMap(policy -> CloudFormation.statements(policy).stream()));
  }
}
