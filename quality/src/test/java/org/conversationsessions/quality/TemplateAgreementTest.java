package org.conversationsessions.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.conversationsessions.api.http.PublicPaths;
import org.conversationsessions.application.closing.ClosingRetryPolicy;
import org.conversationsessions.local.template.CloudFormationYaml;
import org.conversationsessions.quality.texts.Project;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** template.yaml and the code say the same. */
class TemplateAgreementTest {
  private final CloudFormation template;

  TemplateAgreementTest() throws IOException {
    this.template = CloudFormation.read();
  }

  @Test
  void everyFolderOfAFunctionIsInTheTemplateAndTheOtherWayRound() throws Exception {
    assertThat(folders().keySet()).containsExactlyElementsOf(Project.functionFolders());
  }

  @Test
  void everyHandlerIsAClassInItsFunctionsFolder() {
    assertThat(folders())
        .allSatisfy(
            (folder, function) -> {
              String handler = String.valueOf(template.properties(function).get("Handler"));
              Path source = Path.of("src/main/java", handler.replace('.', '/') + ".java");
              assertThat(Project.ROOT.resolve("functions").resolve(folder).resolve(source))
                  .exists();
            });
  }

  @Test
  void everyVariableThatTheCodeReadsIsDeclaredAndEveryDeclaredOneIsRead() throws Exception {
    Set<String> declared = new TreeSet<>(template.globalVariables().keySet());
    template.functions().values().stream()
        .map(CloudFormation::variables)
        .forEach(own -> declared.addAll(own.keySet()));
    // Read by the JVM itself, and by nobody: see the template.
    declared.removeAll(List.of("JAVA_TOOL_OPTIONS", "RELEASE"));
    Set<String> read = new TreeSet<>();
    for (String part : List.of("shared", "functions")) {
      for (Path source : Project.mainSources(Project.ROOT.resolve(part))) {
        read.addAll(variablesIn(source));
      }
    }
    assertThat(read).containsExactlyElementsOf(declared);
  }

  @Test
  void everyParameterThatReachesAFunctionIsInTheDescriptionOfItsVersion() {
    // SAM publishes a version when a property's text changes, not when a parameter's value does;
    // CloudFormation does
    // when the description's does.
    Set<String> parameters = template.section("Parameters").keySet();
    Map<String, Object> globals = CloudFormation.map(template.section("Globals").get("Function"));
    Set<String> reaching = referencesIn(globals, parameters);
    assertThat(reaching).contains("RetentionDays", "SnapStart");
    assertThat(template.functions())
        .allSatisfy(
            (name, properties) -> {
              Set<String> all = referencesIn(template.globals(name), parameters);
              all.addAll(referencesIn(CloudFormation.variables(properties), parameters));
              assertThat(referencesIn(properties.get("VersionDescription"), parameters))
                  .containsAll(all);
            });
  }

  @Test
  void theFunctionThatRunsScriptsOfOthersHasNoSettingAndMayOnlyWriteItsLog() {
    String name = "RunClosingScriptFunction";
    assertThat(template.globals(name)).doesNotContainKey("Environment");
    assertThat(template.properties(name))
        .doesNotContainKeys("Environment", "Policies", "Events", "VpcConfig", "Layers")
        .containsEntry("Role", Map.of("Fn::GetAtt", List.of("RunClosingScriptRole", "Arn")));
    // What every function may: write its log.
    assertThat(template.properties("RunClosingScriptRole"))
        .containsOnlyKeys("AssumeRolePolicyDocument", "ManagedPolicyArns")
        .containsEntry("ManagedPolicyArns", List.of(Map.of("Ref", "FunctionLogsPolicy")));
  }

  @Test
  void everyParameterIsUsed() {
    Set<String> used = new TreeSet<>();
    List.of("Globals", "Resources", "Conditions")
        .forEach(part -> used.addAll(referencesIn(template.section(part), Set.of())));
    assertThat(used).containsAll(template.section("Parameters").keySet());
  }

  @Test
  void aBatchIsHiddenSixTimesAsLongAsItsFunctionMayTake() {
    Map.of(
            "ActivityQueue", "RecordBusActivityFunction",
            "ClosingQueue", "FinishClosingFunction",
            "ErasureQueue", "RunErasureFunction")
        .forEach(
            (queue, function) ->
                assertThat(number(template.properties(queue), "VisibilityTimeout"))
                    .as(queue)
                    .isEqualTo(6 * number(template.properties(function), "Timeout")));
  }

  @Test
  void noFunctionThatWritesLivesLongerThanAnErasureWaits() {
    int pause =
        number(CloudFormation.at(template.section("Parameters"), "ErasurePauseSeconds"), "Default");
    // An operator's recount writes counters and marks sessions that are there: it brings nothing
    // back.
    template
        .functions()
        .forEach(
            (function, properties) -> {
              if (!function.equals("RecountSessionsFunction")) {
                int timeout =
                    properties.containsKey("Timeout")
                        ? number(properties, "Timeout")
                        : number(
                            CloudFormation.at(template.section("Globals"), "Function"), "Timeout");
                assertThat(timeout).as(function).isLessThan(pause);
              }
            });
  }

  @Test
  @DisplayName("contract, section 15: UserDataErased comes after every earlier event")
  void everyReaderOfTheSessionsStreamKeepsTheOrderOfAnEndUsersChanges() {
    Set<String> readers = new TreeSet<>();
    template
        .functions()
        .forEach(
            (function, properties) ->
                CloudFormation.at(properties, "Events")
                    .keySet()
                    .forEach(
                        event -> {
                          Map<String, Object> source =
                              CloudFormation.at(properties, "Events", event, "Properties");
                          if (source.containsKey("Stream")) {
                            readers.add(function);
                            // More keep only the order of each item's changes.
                            assertThat(number(source, "ParallelizationFactor"))
                                .as(function)
                                .isEqualTo(1);
                          }
                        }));
    assertThat(readers).containsExactly("CountSessionsFunction", "PublishSessionEventsFunction");
  }

  @Test
  void aBatchOfScriptsThatTakeAllTheyMayFitsIntoTheFunctionThatWaitsForThem() {
    // Longer than a function needs to start, to clear what a script asks for, and to publish.
    int reserve = 60;
    Map<String, Object> finish = template.properties("FinishClosingFunction");
    Map<String, Object> closings = CloudFormation.at(finish, "Events", "Closings", "Properties");
    // That a script takes less than this is tested in the module of its function.
    int script = number(template.properties("RunClosingScriptFunction"), "Timeout");

    assertThat(number(finish, "Timeout"))
        .isGreaterThanOrEqualTo(number(closings, "BatchSize") * script + reserve);
  }

  @Test
  void theFunctionThatRunsScriptsIsCalledByItsAliasAndMayBeCalledByNoOther() {
    // A qualified call is authorised against the qualified ARN, and only published versions start
    // from a snapshot.
    Map<String, String> alias = Map.of("Ref", "RunClosingScriptFunction.Alias");
    Map<String, Object> finish = template.properties("FinishClosingFunction");
    assertThat(CloudFormation.variables(finish)).containsEntry("CLOSING_SCRIPT_FUNCTION", alias);
    assertThat(statements(template.section("Resources")))
        .filteredOn(each -> String.valueOf(each.get("Action")).contains("lambda:InvokeFunction"))
        .filteredOn(each -> String.valueOf(each.get("Resource")).contains("RunClosingScript"))
        .isNotEmpty()
        .allSatisfy(each -> assertThat(each).containsEntry("Resource", alias));
  }

  @Test
  void theFunctionThatPublishesReachesNoStateAndNoScript() {
    // It has the key, because it seals the messages of closings.
    Map<String, Object> publish = template.properties("PublishSessionEventsFunction");
    assertThat(CloudFormation.variables(publish)).doesNotContainKey("CLOSING_SCRIPT_FUNCTION");
    assertThat(CloudFormation.references(publish))
        .noneMatch(name -> name.startsWith("StatesTable") || name.startsWith("RunClosingScript"));
    assertThat(new FunctionAccess(template).rights("PublishSessionEventsFunction"))
        .doesNotContainKeys("StatesTable", "ConversationsTable")
        .containsEntry("MessagesTable", Set.of(FunctionAccess.Right.PUT))
        .containsEntry("DebugLogsTable", Set.of(FunctionAccess.Right.PUT));
  }

  @Test
  void aMessageLeavesItsConversationWithinADayEvenIfASweepFails() {
    Map<String, Object> schedule =
        CloudFormation.at(
            CloudFormation.at(
                CloudFormation.at(template.properties("SweepInactiveFunction"), "Events"),
                "WaitingMessages"),
            "Properties");
    Matcher rate =
        Pattern.compile("rate\\((\\d+) hours\\)")
            .matcher(String.valueOf(schedule.get("ScheduleExpression")));
    assertThat(rate.matches()).isTrue();
    // A sweep moves what has waited for an hour.
    assertThat(1 + 2 * Integer.parseInt(rate.group(1))).isLessThanOrEqualTo(24);
    assertThat(schedule)
        .containsEntry("State", Map.of("Fn::If", List.of("KeepsMessages", "ENABLED", "DISABLED")));
  }

  @Test
  void theQueueDeliversAClosingAsOftenAsItsRetryPolicyAllows() {
    Map<String, Object> redrive =
        CloudFormation.at(template.properties("ClosingQueue"), "RedrivePolicy");
    assertThat(number(redrive, "maxReceiveCount"))
        .isEqualTo(ClosingRetryPolicy.MAX_DELIVERIES)
        .isGreaterThan(ClosingRetryPolicy.FIRST_FINAL_DELIVERY);
  }

  @Test
  void everyFunctionHasAnEventToTryItWith() throws Exception {
    for (String folder : Project.functionFolders()) {
      Path event = Project.ROOT.resolve("events").resolve(folder + ".json");
      assertThat(CloudFormationYaml.read(event)).isNotEmpty();
    }
  }

  @Test
  void theRoutesAreThoseOfTheContract() {
    Map<String, Set<String>> routes = new TreeMap<>();
    template
        .functions()
        .forEach(
            (function, properties) ->
                CloudFormation.at(properties, "Events")
                    .values()
                    .forEach(
                        event ->
                            route(event)
                                .forEach(
                                    key ->
                                        routes
                                            .computeIfAbsent(function, _ -> new TreeSet<>())
                                            .add(key))));
    assertThat(routes)
        .isEqualTo(
            Map.ofEntries(
                Map.entry("RecordActivityFunction", both("POST /api/public/%s/{botId}/activity")),
                Map.entry(
                    "CloseSessionFunction",
                    union(
                        both("PUT /api/public/%s/{botId}/session"),
                        both("POST /api/public/%s/{botId}/session"),
                        both("PUT /api/public/%s/{botId}/sessions"),
                        both("POST /api/public/%s/{botId}/sessions"),
                        both("POST /api/public/%s/{botId}/sessions/close"),
                        both("GET /api/public/%s/{botId}/sessions/close/{jobId}"),
                        both("POST /api/public/%s/{botId}/sessions/close/{jobId}"),
                        Set.of(
                            "PUT /api/public/{botId}/sessions",
                            "POST /api/public/{botId}/sessions"))),
                Map.entry(
                    "GetSessionsFunction",
                    union(
                        both("POST /api/public/%s/{botId}/getSessions"),
                        Set.of("POST /api/public/getSessions"))),
                Map.entry(
                    "GetMessagesFunction",
                    union(
                        both("GET /api/public/%s/{botId}/getMessages"),
                        both("POST /api/public/%s/{botId}/getMessages"),
                        both("GET /api/public/%s/{botId}/getMessagesV2"),
                        both("POST /api/public/%s/{botId}/getMessagesV2"),
                        both("GET /api/public/%s/{botId}/messages-lite"),
                        both("POST /api/public/%s/{botId}/messages-lite"),
                        Set.of(
                            "GET /api/1.1/{botId}/debuglogs",
                            "POST /api/1.1/{botId}/debuglogs",
                            "GET /api/1/{botId}/debuglogs",
                            "POST /api/1/{botId}/debuglogs",
                            "POST /api/public/getMessages",
                            "POST /api/public/getMessagesV2"))),
                Map.entry(
                    "GetSessionMetricsFunction",
                    union(
                        both("GET /api/public/%s/{botId}/getSessionMetrics"),
                        both("POST /api/public/%s/{botId}/getSessionMetrics"),
                        Set.of(
                            "GET /api/public/self",
                            "POST /api/public/self",
                            "GET /api/public/alluserroles",
                            "POST /api/public/alluserroles",
                            "GET /api/public/getSessionMetrics",
                            "POST /api/public/getSessionMetrics"))),
                Map.entry(
                    "GetBillingSessionsFunction",
                    union(
                        both("POST /api/public/%s/{botId}/getBillingSessionsDetails"),
                        Set.of(
                            "POST /api/public/bots/getBillingSessionsDetails",
                            "POST /api/public/getBillingSessionsDetails"))),
                Map.entry(
                    "ManageSessionsFunction",
                    union(
                        both("GET /api/public/%s/{botId}/manageSessions"),
                        both("PUT /api/public/%s/{botId}/manageSessions"),
                        both("DELETE /api/public/%s/{botId}/manageSessions"),
                        both("POST /api/public/%s/{botId}/manageSessions"),
                        both("POST /api/public/%s/{botId}/publish"),
                        both("GET /api/public/%s/{botId}/publish/{view+}"),
                        both("POST /api/public/%s/{botId}/publish/{view+}"),
                        both("GET /api/1.1/public/%s/{botId}/publish/{view+}"),
                        both("POST /api/1.1/public/%s/{botId}/publish/{view+}"))),
                Map.entry(
                    "SessionStateFunction",
                    union(
                        both("GET /api/public/%s/{botId}/sessionState"),
                        both("PUT /api/public/%s/{botId}/sessionState"),
                        both("DELETE /api/public/%s/{botId}/sessionState"),
                        both("POST /api/public/%s/{botId}/sessionState"))),
                Map.entry(
                    "EraseUserDataFunction",
                    union(
                        both("DELETE /api/public/%s/eraseUsersData"),
                        both("POST /api/public/%s/eraseUsersData"),
                        both("GET /api/public/%s/eraseUsersData/status/{reqId+}"),
                        both("POST /api/public/%s/eraseUsersData/status/{reqId+}"),
                        both("GET /api/1.1/public/%s/eraseUsersData/status/{reqId+}"),
                        both("POST /api/1.1/public/%s/eraseUsersData/status/{reqId+}"),
                        both("POST /api/public/%s/{botId}/conversations/delete"),
                        both("GET /api/public/%s/{botId}/conversations/delete/{jobId+}"),
                        both("POST /api/public/%s/{botId}/conversations/delete/{jobId+}"),
                        both("GET /api/1.1/public/%s/{botId}/conversations/delete/{jobId+}"),
                        both("POST /api/1.1/public/%s/{botId}/conversations/delete/{jobId+}"))),
                Map.entry(
                    "ImportBotFunction",
                    union(
                        Set.of("POST /api/public/uploadfile"),
                        both("POST /api/public/%s/{botId}/import"),
                        both("POST /api/public/%s/import"),
                        both("GET /api/public/%s/import/status/{bir+}"),
                        both("POST /api/public/%s/import/status/{bir+}"),
                        both("GET /api/1.1/public/%s/import/status/{bir+}"),
                        both("POST /api/1.1/public/%s/import/status/{bir+}"))),
                Map.entry(
                    "ConsoleFunction",
                    Set.of(
                        "ANY /console",
                        "ANY /console/{path+}",
                        "ANY /docs",
                        "ANY /docs/{path+}",
                        "ANY /openapi.yaml")),
                Map.entry("MethodNotAllowedFunction", Set.of("$default"))));
  }

  @Test
  void theMethodsThatA405ListsAreThoseOfTheRoutes() {
    Map<String, Set<String>> routed = new TreeMap<>();
    template
        .functions()
        .values()
        .forEach(
            properties ->
                CloudFormation.at(properties, "Events").values().stream()
                    .flatMap(event -> route(event).stream())
                    // The function of an ANY route answers 405 itself.
                    .filter(route -> route.contains(" ") && !route.startsWith("ANY "))
                    .map(route -> route.split(" ", 2))
                    .forEach(
                        route ->
                            routed.computeIfAbsent(route[1], _ -> new TreeSet<>()).add(route[0])));
    Map<String, Set<String>> listed = new TreeMap<>();
    PublicPaths.methods()
        .forEach(
            (path, methods) -> {
              Set<String> with = new TreeSet<>(methods);
              // Every other method is also reached by a POST with x-http-method-override.
              with.add("POST");
              listed.put(path, with);
            });

    assertThat(routed).isEqualTo(listed);
  }

  private static int number(Map<String, Object> properties, String name) {
    return Integer.parseInt(String.valueOf(properties.get(name)));
  }

  /** All statements of policies in a part of the template. */
  private static List<Map<String, Object>> statements(@Nullable Object part) {
    List<Map<String, Object>> statements = new ArrayList<>();
    switch (part) {
      case Map<?, ?> map when map.containsKey("Action") && map.containsKey("Resource") ->
          statements.add(CloudFormation.map(map));
      case Map<?, ?> map -> map.values().forEach(each -> statements.addAll(statements(each)));
      case List<?> list -> list.forEach(each -> statements.addAll(statements(each)));
      case null, default -> {}
    }
    return statements;
  }

  /** Folder of each function, and its logical id. */
  private Map<String, String> folders() {
    Map<String, String> folders = new TreeMap<>();
    template
        .functions()
        .forEach((name, properties) -> folders.put(CloudFormation.folder(properties), name));
    return folders;
  }

  /**
   * The environment variables that a source reads: texts that look like one, in a file that speaks
   * of the environment. AWS's own and the system's need no declaration.
   */
  private static Set<String> variablesIn(Path source) throws IOException {
    String text = Files.readString(source);
    String lower = text.toLowerCase(Locale.ROOT);
    if (!lower.contains("environment") && !lower.contains("getenv")) {
      return Set.of();
    }
    return Pattern.compile("\"([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)\"")
        .matcher(text)
        .results()
        .map(found -> found.group(1))
        .filter(name -> !name.startsWith("AWS_") && !name.startsWith("LC_"))
        .collect(Collectors.toSet());
  }

  private static Set<String> referencesIn(@Nullable Object value, Set<String> among) {
    return CloudFormation.references(value == null ? Map.of() : value)
        .filter(name -> among.isEmpty() || among.contains(name))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<String> route(Object event) {
    Map<String, Object> declared = CloudFormation.map(event);
    if (!"HttpApi".equals(declared.get("Type"))) {
      return List.of();
    }
    Map<String, Object> properties = CloudFormation.at(declared, "Properties");
    return List.of(
        properties.containsKey("Path")
            ? properties.get("Method") + " " + properties.get("Path")
            : "$default");
  }

  /** A route under its name and under its alias. */
  private static Set<String> both(String route) {
    return Set.of(route.formatted("bot"), route.formatted("stream"));
  }

  @SafeVarargs
  @SuppressWarnings("varargs") // only read
  private static Set<String> union(Set<String>... sets) {
    Set<String> union = new TreeSet<>();
    List.of(sets).forEach(union::addAll);
    return union;
  }
}
