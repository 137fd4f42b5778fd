package org.conversationsessions.quality;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.conversationsessions.quality.texts.Project;
import org.conversationsessions.store.client.BoundedDynamoDbClient;
import org.conversationsessions.store.client.Dynamo;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;

/** Whatever is deployed calls DynamoDB on one path, which bounds the calls under way. */
class DatabasePathTest {
  private static final String ROOT = "org.conversationsessions";

  private static final JavaClasses DEPLOYED =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(
              ROOT + ".domain",
              ROOT + ".store",
              ROOT + ".api",
              ROOT + ".stream",
              ROOT + ".snapshot",
              ROOT + ".functions");

  @Test
  void onlyTheFactoryMakesAClient() {
    noClasses()
        .that()
        .doNotBelongToAnyOf(Dynamo.class)
        .should()
        .dependOnClassesThat()
        .areAssignableTo(DynamoDbClientBuilder.class)
        .check(DEPLOYED);
  }

  /** An operation that the bounded client does not have is not supported: it would fail. */
  @Test
  void everyOperationThatIsCalledGoesThePath() {
    Set<String> bounded =
        Arrays.stream(BoundedDynamoDbClient.class.getDeclaredMethods())
            .map(method -> method.getName())
            .collect(Collectors.toSet());
    Set<String> called =
        DEPLOYED.stream()
            .flatMap(each -> each.getMethodCallsFromSelf().stream())
            .filter(call -> call.getTargetOwner().isAssignableTo(DynamoDbClient.class))
            .map(JavaMethodCall::getName)
            .filter(name -> !Set.of("builder", "serviceMetadata").contains(name))
            .collect(Collectors.toSet());
    assertThat(called).contains("getItem", "query", "putItem", "transactWriteItems");
    assertThat(bounded).containsAll(called);
  }

  @Test
  void nothingElseIsAClientOfDynamoDb() {
    assertThat(
            DEPLOYED.stream()
                .filter(each -> each.isAssignableTo(DynamoDbClient.class))
                .map(JavaClass::getFullName))
        .containsExactly(BoundedDynamoDbClient.class.getName());
  }

  @Test
  void theJdkKeepsAsManyConnectionsAsThereArePlaces() throws Exception {
    assertThat(Files.readString(Project.ROOT.resolve("template.yaml")))
        .contains("-Dhttp.maxConnections=" + BoundedDynamoDbClient.MAX_CONCURRENT_CALLS);
  }
}
