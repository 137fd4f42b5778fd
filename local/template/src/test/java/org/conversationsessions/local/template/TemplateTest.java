package org.conversationsessions.local.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the service on one machine reads of {@code template.yaml} (contract, section 12). */
class TemplateTest {
  private static final String FUNCTION =
      """
      Globals:
        Function:
          Runtime: java25
          Timeout: 25
          Environment:
            Variables:
              SHARED: from globals
              TABLE: !Ref Things
      Resources:
        Things:
          Type: AWS::DynamoDB::Table
          Properties: {BillingMode: PAY_PER_REQUEST}
        Secret:
          Type: AWS::SecretsManager::Secret
        Hello:
          Type: AWS::Serverless::Function
          Properties:
            Handler: org.example.Hello::handleRequest
            CodeUri: functions/hello/target/function.zip
            MemorySize: 512
            Environment:
              Variables:
                SHARED: from the function
                NUMBER: 7
                KEY: !Sub '{{resolve:secretsmanager:${Secret}:SecretString}}'
            Events:
              Get:
                Type: HttpApi
                Properties: {Method: GET, Path: '/hello/{name}'}
      """;

  @TempDir Path folder;

  @Test
  @Tag("difference:erasure-pause")
  void passesOfAnErasureFollowEachOtherQuicklyHereUnlessAskedOtherwise() throws Exception {
    String yaml =
        """
        Parameters:
          ErasurePauseSeconds: {Type: Number, Default: 330}
        """
            + FUNCTION.replace("NUMBER: 7", "NUMBER: !Ref ErasurePauseSeconds");

    assertThat(read(yaml).functions().getFirst().environment()).containsEntry("NUMBER", "2");
    assertThat(read(yaml, Map.of("ErasurePauseSeconds", "9")).functions().getFirst().environment())
        .containsEntry("NUMBER", "9");
  }

  @Test
  void makesFunctionsOfGlobalsAndOwnProperties() throws Exception {
    FunctionResource hello = read(FUNCTION).functions().getFirst();

    assertThat(hello.logicalId()).isEqualTo("Hello");
    assertThat(hello.handler()).isEqualTo("org.example.Hello::handleRequest");
    assertThat(hello.code()).isEqualTo(folder.resolve("functions/hello/target/function.zip"));
    assertThat(hello.timeout()).isEqualTo(Duration.ofSeconds(25));
    assertThat(hello.memoryMb()).isEqualTo(512);
    assertThat(hello.environment())
        .containsEntry("SHARED", "from the function")
        .containsEntry("TABLE", "Things")
        .containsEntry("NUMBER", "7");
    assertThat(hello.events())
        .containsExactly(
            new FunctionEvent("Get", "HttpApi", Map.of("Method", "GET", "Path", "/hello/{name}")));
  }

  @Test
  void leavesOutTheGlobalsThatAFunctionIgnores() throws Exception {
    String ignoring =
        FUNCTION.replace(
            "Properties:\n      Handler",
            "IgnoreGlobals: [Environment]\n    Properties:\n      Handler");
    FunctionResource hello = read(ignoring).functions().getFirst();

    assertThat(hello.environment()).doesNotContainKey("TABLE").containsEntry("NUMBER", "7");
    assertThat(hello.timeout()).isEqualTo(Duration.ofSeconds(25));
    assertThatThrownBy(() -> read(ignoring.replace("[Environment]", "[Policies]")))
        .isInstanceOf(TemplateException.class)
        .hasMessageContaining("IgnoreGlobals names Policies");
    assertThatThrownBy(() -> read(ignoring.replace("[Environment]", "'*'")))
        .isInstanceOf(TemplateException.class)
        .hasMessageContaining("has no Runtime");
  }

  @Test
  void givesSecretsForDynamicReferencesAndKeepsThemOutOfItsText() throws Exception {
    FunctionResource hello = read(FUNCTION).functions().getFirst();

    assertThat(hello.environment())
        .containsEntry(
            "KEY",
            "secret of resolve:secretsmanager:"
                + "arn:aws:secretsmanager:local:000000000000:secret:Secret:SecretString");
    assertThat(hello.toString()).isEqualTo("FunctionResource[Hello]");
  }

  @Test
  void refusesDynamicReferencesThatItCannotResolve() {
    assertThatThrownBy(() -> read(FUNCTION.replace("secretsmanager:$", "ssm:$")))
        .isInstanceOf(TemplateException.class)
        .hasMessageContaining("resolve:ssm:");
  }

  @Test
  void refusesEventsAndRuntimesThatItDoesNotKnow() {
    assertThatThrownBy(() -> read(FUNCTION.replace("Type: HttpApi", "Type: Kinesis")))
        .isInstanceOf(TemplateException.class)
        .hasMessage("Hello.Events.Get: events of type Kinesis are not supported here");
    assertThatThrownBy(() -> read(FUNCTION.replace("java25", "python3.14")))
        .isInstanceOf(TemplateException.class)
        .hasMessage("Hello: only the runtime java25 is supported here, not python3.14");
  }

  @Test
  @Tag("difference:names")
  void givesReferencesAndAttributesOfEveryKindOfResource() throws Exception {
    Map<String, Object> values =
        values(
            """
            Table: !Ref Things
            TableArn: !GetAtt Things.Arn
            StreamArn: !GetAtt Things.StreamArn
            Url: !Ref Jobs
            QueueArn: !GetAtt Jobs.Arn
            QueueName: !GetAtt Jobs.QueueName
            FifoArn: !GetAtt Order.Arn
            FifoName: !GetAtt Order.QueueName
            FifoUrl: !Ref Order
            Bus: !Ref Bus
            BusArn: !GetAtt [Bus, Arn]
            Function: !GetAtt Work.Arn
            Api: !GetAtt Api.ApiEndpoint
            Stack: !Ref AWS::StackName
            Region: !Ref AWS::Region
            """);

    assertThat(values)
        .containsEntry("Table", "Things")
        .containsEntry("TableArn", "arn:aws:dynamodb:local:000000000000:table/Things")
        .containsEntry("StreamArn", "arn:aws:dynamodb:local:000000000000:table/Things/stream/local")
        .containsEntry("Url", "http://127.0.0.1:1/000000000000/Jobs")
        .containsEntry("QueueArn", "arn:aws:sqs:local:000000000000:Jobs")
        .containsEntry("QueueName", "Jobs")
        .containsEntry("FifoArn", "arn:aws:sqs:local:000000000000:Order.fifo")
        .containsEntry("FifoName", "Order.fifo")
        .hasEntrySatisfying("FifoUrl", url -> assertThat(url).asString().endsWith("/Order.fifo"))
        .containsEntry("Bus", "traffic-blue")
        .containsEntry("BusArn", "arn:aws:events:local:000000000000:event-bus/traffic-blue")
        .containsEntry("Function", "arn:aws:lambda:local:000000000000:function:Work")
        .containsEntry("Api", "http://127.0.0.1:1")
        .containsEntry("Stack", "conversation-sessions")
        .containsEntry("Region", "local");
  }

  @Test
  void givesAFunctionsNameAliasAndArnToOthers() throws Exception {
    String template =
        """
        Globals:
          Function:
            Runtime: java25
            Handler: x
            CodeUri: x
            AutoPublishAlias: live
        Resources:
          Hello:
            Type: AWS::Serverless::Function
            Properties:
              Environment:
                Variables:
                  NAME: !Ref Other
                  ALIAS: !Ref Other.Alias
                  VERSION: !Ref Other.Version
                  ARN: !GetAtt Other.Arn
                  BOTH: !Sub '${Other.Arn} ${Other.Alias} ${Own.Alias}'
          Other: {Type: AWS::Serverless::Function}
          Own: {Type: AWS::Serverless::Function, Properties: {AutoPublishAlias: blue}}
          Things: {Type: AWS::DynamoDB::Table}
        """;
    String arn = "arn:aws:lambda:local:000000000000:function:";

    assertThat(read(template).functions().getFirst().environment())
        .containsEntry("NAME", "Other")
        .containsEntry("ALIAS", arn + "Other:live")
        .containsEntry("VERSION", arn + "Other:1")
        .containsEntry("ARN", arn + "Other")
        .containsEntry("BOTH", arn + "Other " + arn + "Other:live " + arn + "Own:blue");
    assertThatThrownBy(() -> read(template.replace("AutoPublishAlias: live", "MemorySize: 1")))
        .hasMessage("resource Hello: the template has nothing named Other.Alias");
    assertThatThrownBy(() -> read(template.replace("Ref Other.Alias", "Ref Things.Alias")))
        .hasMessageContaining("nothing named Things.Alias");
  }

  @Test
  void resolvesEveryIntrinsicFunction() throws Exception {
    Map<String, Object> values =
        values(
            """
            Sub: !Sub '${Color}-${Things}-${Jobs.Arn}-${!Literal}-${AWS::AccountId}'
            SubWith: !Sub ['${Own} and ${Color}', {Own: !Ref Things}]
            If: !If [IsBlue, yes it is, no]
            Unless: !If [IsNotBlue, wrong, right]
            Nested: {Fn::If: [IsBoth, {inner: !Ref Color}, other]}
            Many: !Ref Many
            Gone: !If [IsBlue, !Ref AWS::NoValue, there]
            List: [a, !If [IsBlue, !Ref AWS::NoValue, there], c]
            Date: 2012-10-17
            Truth: true
            """);

    assertThat(values)
        .containsEntry(
            "Sub", "blue-Things-arn:aws:sqs:local:000000000000:Jobs-${Literal}-000000000000")
        .containsEntry("SubWith", "Things and blue")
        .containsEntry("If", "yes it is")
        .containsEntry("Unless", "right")
        .containsEntry("Nested", Map.of("inner", "blue"))
        .containsEntry("Many", List.of("x", "y"))
        .doesNotContainKey("Gone")
        .containsEntry("List", List.of("a", "c"))
        .containsEntry("Date", "2012-10-17")
        .containsEntry("Truth", true);
  }

  @Test
  void leavesOutResourcesWhoseConditionDoesNotHold() throws Exception {
    Template template = read(resources("A: b"));

    assertThat(template.resources())
        .extracting(Resource::logicalId)
        .contains("Only")
        .doesNotContain("Never");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Join", "Select", "Split", "FindInMap", "Base64", "ImportValue"})
  void refusesOtherIntrinsicFunctions(String function) {
    assertThatThrownBy(() -> values("A: {Fn::" + function + ": [x, [y]]}"))
        .isInstanceOf(TemplateException.class)
        .hasMessage(
            "resource Values: the intrinsic function Fn::"
                + function
                + " is not supported on one machine; supported are Ref, Fn::GetAtt, Fn::Sub, Fn::If"
                + " and the condition functions");
  }

  @Test
  void saysWhereTheTemplateIsWrong() {
    assertThatThrownBy(() -> values("A: !Ref Nowhere"))
        .isInstanceOf(TemplateException.class)
        .hasMessage("resource Values: the template has nothing named Nowhere");
    assertThatThrownBy(() -> values("A: !GetAtt Jobs.Colour")).hasMessageContaining("Jobs.Colour");
    assertThatThrownBy(() -> values("A: !If [Missing, b, c]"))
        .hasMessageContaining("no condition Missing");
    assertThatThrownBy(() -> read("a: b: c")).hasMessageContaining("is not YAML");
    assertThatThrownBy(() -> read("Resources: {A: {Type: x}, A: {Type: y}}"))
        .hasMessageContaining("duplicate key");
  }

  @Test
  void takesParametersAndChecksThem() throws Exception {
    String parameters =
        """
        Parameters:
          Days: {Type: Number, Default: 7, MinValue: 1, MaxValue: 30}
          Mode: {Type: String, Default: calm, AllowedValues: [calm, wild]}
          Code: {Type: String, Default: ab, AllowedPattern: '[a-z]+', MaxLength: 3, ConstraintDescription: short}
        Resources:
          Values:
            Type: Any::Kind::AtAll
            Properties: {Days: !Ref Days, Mode: !Ref Mode}
        """;

    assertThat(read(parameters, Map.of("Days", "9")).resources().getFirst().properties())
        .containsEntry("Days", "9")
        .containsEntry("Mode", "calm");
    for (Map<String, String> wrong :
        List.of(
            Map.of("Days", "31"),
            Map.of("Days", "x"),
            Map.of("Mode", "tame"),
            Map.of("Code", "ABC"),
            Map.of("Code", "abcd"))) {
      assertThatThrownBy(() -> read(parameters, wrong))
          .isInstanceOf(TemplateException.class)
          .hasMessageContaining("parameter " + wrong.keySet().iterator().next());
    }
    assertThatThrownBy(() -> read(parameters, Map.of("Month", "1")))
        .hasMessage("the template has no parameter Month");
    assertThatThrownBy(() -> read("Parameters: {Needed: {Type: String}}"))
        .hasMessage("parameter Needed has no default and needs a value");
  }

  @Test
  void resolvesAliasesAndMergeKeys() throws Exception {
    Map<String, Object> values =
        values(
            """
            First: &first {<<: &base {Zone: !Sub 'a-${Color}'}, Size: 1}
            Second: {<<: *first, Name: two}
            Third: *first
            Many: [&each {Is: here}, %s]
            """
                .formatted(String.join(", ", Collections.nCopies(200, "*each"))));

    assertThat(values)
        .containsEntry("First", Map.of("Zone", "a-blue", "Size", 1))
        .containsEntry("Second", Map.of("Zone", "a-blue", "Size", 1, "Name", "two"))
        .containsEntry("Third", Map.of("Zone", "a-blue", "Size", 1));
    assertThat(values.get("Many"))
        .asInstanceOf(LIST)
        .hasSize(201)
        .containsOnly(Map.of("Is", "here"));
  }

  @Test
  void readsTheProjectsOwnTemplate() throws Exception {
    Path file = Path.of(System.getProperty("project.root"), "template.yaml");

    Template template = Template.read(file, Map.of("RetentionDays", "30"), environment());

    assertThat(template.functions())
        .hasSizeGreaterThanOrEqualTo(7)
        .allSatisfy(f -> assertThat(f.code().toString()).endsWith("/target/function.zip"))
        .filteredOn(f -> f.logicalId().equals("GetSessionsFunction"))
        .singleElement()
        .satisfies(f -> assertThat(f.environment()).containsEntry("RETENTION_DAYS", "30"));
  }

  private Map<String, Object> values(String yaml) throws IOException {
    return read(resources(yaml)).resources().stream()
        .filter(r -> r.logicalId().equals("Values"))
        .findFirst()
        .orElseThrow()
        .properties();
  }

  private static String resources(String properties) {
    return """
    Parameters:
      Color: {Type: String, Default: blue}
      Many: {Type: CommaDelimitedList, Default: 'x, y'}
    Conditions:
      IsBlue: !Equals [!Ref Color, blue]
      IsNotBlue: !Not [Condition: IsBlue]
      IsBoth: !And [!Condition IsBlue, !Or [!Condition IsNotBlue, !Equals [a, a]]]
    Resources:
      Things: {Type: AWS::DynamoDB::Table}
      Jobs: {Type: AWS::SQS::Queue}
      Order: {Type: AWS::SQS::Queue, Properties: {FifoQueue: true}}
      Bus: {Type: AWS::Events::EventBus, Properties: {Name: !Sub 'traffic-${Color}'}}
      Api: {Type: AWS::Serverless::HttpApi}
      Only: {Type: AWS::SQS::Queue, Condition: IsBlue}
      Never: {Type: AWS::SQS::Queue, Condition: IsNotBlue}
      Work:
        Type: AWS::Lambda::Function
      Values:
        Type: Any::Kind::AtAll
        Properties:
    """
        + properties.indent(6);
  }

  private Template read(String yaml) throws IOException {
    return read(yaml, Map.of());
  }

  private Template read(String yaml, Map<String, String> parameters) throws IOException {
    return Template.read(
        Files.writeString(folder.resolve("template.yaml"), yaml), parameters, environment());
  }

  private static Environment environment() {
    return Environment.local(
        URI.create("http://127.0.0.1:1"), reference -> "secret of " + reference);
  }
}
