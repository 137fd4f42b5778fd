package org.conversationsessions.quality;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Dependencies point one way: functions, then stream, bus and snapshot, then api, store and script,
 * then domain, which knows the JDK alone.
 */
class DependencyDirectionTest {
  private static final String ROOT = "org.conversationsessions";
  private static final String JAVA = "java..";
  private static final String JSPECIFY = "org.jspecify..";
  private static final String RHINO = "org.mozilla.javascript..";

  private static final JavaClasses PROJECT =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(place -> !place.contains("/quality/"))
          .importPackages(ROOT);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "domain",
        "store",
        "api",
        "stream",
        "bus",
        "script",
        "snapshot",
        "functions",
        "local"
      })
  void theClassesOfEveryPartAreLookedAt(String part) {
    assertThat(PROJECT.stream().map(each -> each.getPackageName()))
        .anyMatch(name -> name.startsWith(ROOT + "." + part));
  }

  @Test
  void theDomainKnowsTheJdkAlone() {
    classes()
        .that()
        .resideInAPackage(ROOT + ".domain..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(ROOT + ".domain..", JAVA, JSPECIFY)
        .check(PROJECT);
  }

  @Test
  void theStoreKnowsTheDomainAndTheSdk() {
    classes()
        .that()
        .resideInAPackage(ROOT + ".store..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            ROOT + ".store..",
            ROOT + ".domain..",
            "software.amazon.awssdk..",
            JAVA,
            "javax.crypto..",
            JSPECIFY)
        .check(PROJECT);
  }

  @Test
  void theApiKnowsTheDomainTokensJsonAndLambdasInterface() {
    classes()
        .that()
        .resideInAPackage(ROOT + ".api..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            ROOT + ".api..",
            ROOT + ".domain..",
            "com.nimbusds..",
            "com.fasterxml.jackson.core..",
            "com.amazonaws.services.lambda.runtime..",
            JAVA,
            "javax.crypto..",
            JSPECIFY)
        .check(PROJECT);
  }

  @Test
  void theStreamKnowsTheApisJsonTheStoreAndTheDomain() {
    classes()
        .that()
        .resideInAPackage(ROOT + ".stream..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            ROOT + ".stream..",
            ROOT + ".api.json..",
            ROOT + ".store..",
            ROOT + ".domain..",
            "software.amazon.awssdk..",
            JAVA,
            JSPECIFY)
        .check(PROJECT);
    noClasses()
        .that()
        .resideInAnyPackage(ROOT + ".api..", ROOT + ".store..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ROOT + ".stream..")
        .check(PROJECT);
  }

  @Test
  void theBusKnowsTheStreamTheApiTheDomainAndTheSdk() {
    classes()
        .that()
        .resideInAPackage(ROOT + ".bus..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            ROOT + ".bus..",
            ROOT + ".stream..",
            ROOT + ".api..",
            ROOT + ".domain..",
            "software.amazon.awssdk..",
            JAVA,
            JSPECIFY)
        .check(PROJECT);
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT + ".bus..", ROOT + ".functions..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ROOT + ".bus..")
        .check(PROJECT);
  }

  @Test
  void theSnapshotKnowsTheApiTheStoreTheDomainAndTheHooks() {
    classes()
        .that()
        .resideInAPackage(ROOT + ".snapshot..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            ROOT + ".snapshot..",
            ROOT + ".api..",
            ROOT + ".store..",
            ROOT + ".domain..",
            "software.amazon.awssdk..",
            "org.crac..",
            "com.amazonaws.services.lambda.runtime..",
            JAVA,
            "javax.crypto..",
            "javax.net.ssl..",
            JSPECIFY)
        .check(PROJECT);
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT + ".snapshot..", ROOT + ".functions..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ROOT + ".snapshot..")
        .check(PROJECT);
  }

  @Test
  void theLanguageOfScriptsKnowsRhinoAlone() {
    classes()
        .that()
        .resideInAPackage(ROOT + ".script..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(ROOT + ".script..", RHINO, JAVA, JSPECIFY)
        .check(PROJECT);
  }

  @Test
  void theProcessOfAScriptKnowsWhatIsOnItsClassPath() {
    classes()
        .that()
        .resideInAPackage(ROOT + ".functions.runclosurescript.child..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            ROOT + ".functions.runclosurescript.child..", ROOT + ".script..", RHINO, JAVA, JSPECIFY)
        .check(PROJECT);
  }

  @Test
  void nothingKnowsAFunctionButItself() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".functions..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ROOT + ".functions..")
        .check(PROJECT);
    slices().matching(ROOT + ".functions.(*)..").should().notDependOnEachOther().check(PROJECT);
  }

  @Test
  void whatIsDeployedKnowsNothingOfTheToolsForOneMachine() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".local..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ROOT + ".local..")
        .check(PROJECT);
  }

  @Test
  void theTemplateReaderKnowsYamlAndTheSdk() {
    classes()
        .that()
        .resideInAPackage(ROOT + ".local.template..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            ROOT + ".local.template..", "org.yaml..", "software.amazon.awssdk..", JAVA, JSPECIFY)
        .check(PROJECT);
  }

  @Test
  void theRuntimeClientKnowsTheJdkAndTheHandlerInterfaces() {
    classes()
        .that()
        .resideInAPackage(ROOT + ".local.runner.runtimeclient..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            ROOT + ".local.runner.runtimeclient..",
            "com.amazonaws.services.lambda.runtime..",
            JAVA,
            JSPECIFY)
        .check(PROJECT);
  }

  @Test
  void theEmulatedServicesShareOnlyWhatIsBelowThem() {
    noClasses()
        .that()
        .resideInAnyPackage(
            ROOT + ".local.runner.aws..",
            ROOT + ".local.runner.pattern..",
            ROOT + ".local.runner.schedule..",
            ROOT + ".local.runner.sqs..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(ROOT + ".local.runner.bus..", ROOT + ".local.runner.stream..")
        .check(PROJECT);
  }

  @Test
  void noPackagesDependOnEachOtherInACircle() {
    slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(PROJECT);
  }
}
