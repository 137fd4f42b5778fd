package org.conversationsessions.quality;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The allowed dependencies. The domain depends on the JDK alone, the application on the domain. The
 * api and the store depend on these two and not on each other. The operators' work (admin) uses the
 * store. Stream, bus and snapshot sit between these and the functions.
 */
class DependencyDirectionTest {
  private static final String ROOT = "org.conversationsessions";
  private static final String DOMAIN = ROOT + ".domain..";
  private static final String APPLICATION = ROOT + ".application..";
  private static final String STORE = ROOT + ".store..";
  private static final String ADMIN = ROOT + ".admin..";
  private static final String CLI = ROOT + ".cli..";
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
        "application",
        "store",
        "admin",
        "api",
        "stream",
        "bus",
        "script",
        "snapshot",
        "functions",
        "local",
        "cli"
      })
  void theClassesOfEveryPartAreImported(String part) {
    assertThat(PROJECT.stream().map(each -> each.getPackageName()))
        .anyMatch(name -> name.startsWith(ROOT + "." + part));
  }

  @Test
  void theDomainDependsOnTheJdkAlone() {
    classes()
        .that()
        .resideInAPackage(DOMAIN)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(DOMAIN, JAVA, JSPECIFY)
        .check(PROJECT);
  }

  @Test
  void theDomainHasNoThreadsClocksOrRandomness() {
    noClasses()
        .that()
        .resideInAPackage(DOMAIN)
        .should()
        .dependOnClassesThat()
        .resideInAPackage("java.util.concurrent..")
        .orShould()
        .dependOnClassesThat(
            belongToAnyOf(
                Clock.class,
                InstantSource.class,
                SecureRandom.class,
                Random.class,
                RandomGenerator.class,
                Thread.class))
        .orShould()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .check(PROJECT);
  }

  @Test
  void theApplicationDependsOnTheDomainAndTheJdk() {
    classes()
        .that()
        .resideInAPackage(APPLICATION)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(APPLICATION, DOMAIN, JAVA, JSPECIFY)
        .check(PROJECT);
  }

  @Test
  void theStoreDependsOnTheApplicationTheDomainAndTheSdk() {
    classes()
        .that()
        .resideInAPackage(STORE)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            STORE,
            APPLICATION,
            DOMAIN,
            "software.amazon.awssdk..",
            JAVA,
            "javax.crypto..",
            JSPECIFY)
        .check(PROJECT);
  }

  @Test
  void theOperatorsWorkDependsOnTheStoreTheApplicationTheDomainAndTheSdk() {
    classes()
        .that()
        .resideInAPackage(ADMIN)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            ADMIN, STORE, APPLICATION, DOMAIN, "software.amazon.awssdk..", JAVA, JSPECIFY)
        .check(PROJECT);
  }

  @Test
  void onlyOperatorsToolsDependOnTheOperatorsWork() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            ADMIN, ROOT + ".functions.recountsessions..", ROOT + ".local..", CLI, ROOT + ".bench..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ADMIN)
        .check(PROJECT);
  }

  @Test
  void theApiDependsOnTheApplicationTheDomainTokensJsonAndLambdasInterface() {
    classes()
        .that()
        .resideInAPackage(ROOT + ".api..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            ROOT + ".api..",
            APPLICATION,
            DOMAIN,
            "com.nimbusds..",
            "com.fasterxml.jackson.core..",
            "com.amazonaws.services.lambda.runtime..",
            JAVA,
            "javax.crypto..",
            JSPECIFY)
        .check(PROJECT);
  }

  @Test
  void theStreamDependsOnTheApisJsonAndLogTheStoreTheApplicationAndTheDomain() {
    classes()
        .that()
        .resideInAPackage(ROOT + ".stream..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            ROOT + ".stream..",
            ROOT + ".api.json..",
            ROOT + ".api.log..",
            STORE,
            APPLICATION,
            DOMAIN,
            "software.amazon.awssdk..",
            JAVA,
            JSPECIFY)
        .check(PROJECT);
    noClasses()
        .that()
        .resideInAnyPackage(ROOT + ".api..", STORE)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ROOT + ".stream..")
        .check(PROJECT);
  }

  @Test
  void theBusDependsOnTheStreamTheApiTheApplicationTheDomainAndTheSdk() {
    classes()
        .that()
        .resideInAPackage(ROOT + ".bus..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            ROOT + ".bus..",
            ROOT + ".stream..",
            ROOT + ".api..",
            APPLICATION,
            DOMAIN,
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
  void theSnapshotDependsOnTheApiTheStoreTheDomainAndTheHooks() {
    classes()
        .that()
        .resideInAPackage(ROOT + ".snapshot..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            ROOT + ".snapshot..",
            ROOT + ".api..",
            STORE,
            APPLICATION,
            DOMAIN,
            "software.amazon.awssdk..",
            "com.sun.net.httpserver..",
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
  void theLanguageOfScriptsDependsOnRhinoAlone() {
    classes()
        .that()
        .resideInAPackage(ROOT + ".script..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(ROOT + ".script..", RHINO, JAVA, JSPECIFY)
        .check(PROJECT);
  }

  @Test
  void theProcessOfAScriptDependsOnItsClassPathAlone() {
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
  void nothingDependsOnAFunction() {
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
  void deployedCodeDependsOnNoToolForOneMachine() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".local..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ROOT + ".local..")
        .check(PROJECT);
  }

  @Test
  void nothingDependsOnTheCommands() {
    noClasses()
        .that()
        .resideOutsideOfPackages(CLI, ROOT + ".bench..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(CLI)
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
  void packagesHaveNoDependencyCycles() {
    slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(PROJECT);
  }
}
