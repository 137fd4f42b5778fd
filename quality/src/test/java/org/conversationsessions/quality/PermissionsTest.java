package org.conversationsessions.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the roles of template.yaml allow: what is needed, on what it is needed for. */
class PermissionsTest {
  private static final Map<String, Object> LOGS = Map.of("Ref", "FunctionLogsPolicy");

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
                  .containsEntry("Role", Map.of("Fn::GetAtt", List.of(role(name), "Arn")));
              assertThat(template.properties(role(name)))
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
                              // The name of a stream is not known to who asks for it.
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
            statements("ScheduleRole")
                .filter(statement -> "lambda:InvokeFunction".equals(statement.get("Action")))
                .flatMap(statement -> CloudFormation.list(statement, "Resource").stream())
                .map(PermissionsTest::ifThere))
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

  /** Returns a resource that has a condition as it is where the condition holds. */
  private static Object ifThere(Object resource) {
    List<Object> choice = CloudFormation.list(CloudFormation.map(resource), "Fn::If");
    return choice.isEmpty() ? resource : choice.get(1);
  }

  private static List<Map<String, Object>> schedules(Map<String, Object> function) {
    return CloudFormation.events(function, "ScheduleV2");
  }

  private static String role(String function) {
    return function.replaceFirst("Function$", "Role");
  }

  private Set<String> actions(String function, @Nullable Object resource) {
    return actionsOf(role(function), resource);
  }

  private Set<String> actionsOf(String role, @Nullable Object resource) {
    return statements(role)
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
        template.resources("AWS::IAM::Role").keySet().stream().flatMap(this::statements),
        template.resources("AWS::IAM::ManagedPolicy").values().stream()
            .flatMap(policy -> statements(policy)));
  }

  private Stream<Map<String, Object>> statements(String role) {
    return CloudFormation.list(template.properties(role), "Policies").stream()
        .map(CloudFormation::map)
        .flatMap(PermissionsTest::statements);
  }

  private static Stream<Map<String, Object>> statements(Map<String, Object> policy) {
    return CloudFormation.list(CloudFormation.at(policy, "PolicyDocument"), "Statement").stream()
        .map(CloudFormation::map);
  }
}
