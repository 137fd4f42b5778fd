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
 * The allowed dependencies. The domain depends only on the JDK, the application on the domain and
 * on RE2's regular expressions. JSON depends only on its parser, the log on JSON and the
 * application. The api and the store depend on the application and the domain and not on each
 * other. The operators' work (admin) uses the store. Stream, bus and snapshot sit between these and
 * the functions. Stream and bus do not know each other, and the stream does not know the api.
 */
class DependencyDirectionTest {
  private static final String ROOT = "org.conversationsessions";
  private static final String DOMAIN = ROOT + ".domain..";
  private static final String APPLICATION = ROOT + ".application..";
  private static final String JSON = ROOT + ".json..";
  private static final String LOG = ROOT + ".log..";
  private static final String API = ROOT + ".api..";
  private static final String STORE = ROOT + ".store..";
  private static final String ADMIN = ROOT + ".admin..";
  private static final String CLI = ROOT + ".cli..";
  private static final String JAVA = "java..";
  private static final String JSPECIFY = "org.jspecify..";
  private static final String RE2J = "com.google.re2j..";
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
        "json",
        "log",
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
  void theApplicationDependsOnTheDomainRegularExpressionsAndTheJdk() {
    classes()
        .that()
        .resideInAPackage(APPLICATION)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(APPLICATION, DOMAIN, RE2J, JAVA, JSPECIFY)
        .check(PROJECT);
  }

  @Test
  void jsonDependsOnItsParserAndTheJdk() {
    classes()
        .that()
        .resideInAPackage(JSON)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(JSON, "com.fasterxml.jackson.core..", JAVA, JSPECIFY)
        .check(PROJECT);
  }

  @Test
  void theLogDependsOnJsonTheApplicationAndLambdasInterface() {
    classes()
        .that()
        .resideInAPackage(LOG)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            LOG, JSON, APPLICATION, "com.amazonaws.services.lambda.runtime..", JAVA, JSPECIFY)
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
  void theApiDependsOnJsonTheLogTheApplicationTheDomainTokensAndLambdasInterface() {
    classes()
        .that()
        .resideInAPackage(API)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            API,
            JSON,
            LOG,
            APPLICATION,
            DOMAIN,
            "com.nimbusds..",
            "com.amazonaws.services.lambda.runtime..",
            JAVA,
            "javax.crypto..",
            JSPECIFY)
        .check(PROJECT);
  }

  @Test
  void theStreamDependsOnJsonTheLogTheStoreTheApplicationTheDomainAndTheSdk() {
    classes()
        .that()
        .resideInAPackage(ROOT + ".stream..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            ROOT + ".stream..",
            JSON,
            LOG,
            STORE,
            APPLICATION,
            DOMAIN,
            "software.amazon.awssdk..",
            JAVA,
            JSPECIFY)
        .check(PROJECT);
    noClasses()
        .that()
        .resideInAnyPackage(API, STORE)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ROOT + ".stream..")
        .check(PROJECT);
  }

  @Test
  void theBusDependsOnTheApiJsonTheApplicationTheDomainAndTheSdk() {
    classes()
        .that()
        .resideInAPackage(ROOT + ".bus..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            ROOT + ".bus..",
            API,
            JSON,
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
  void theSnapshotDependsOnTheApiJsonTheLogTheStoreTheDomainTokensAndTheHooks() {
    classes()
        .that()
        .resideInAPackage(ROOT + ".snapshot..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            ROOT + ".snapshot..",
            API,
            JSON,
            LOG,
            STORE,
            APPLICATION,
            DOMAIN,
            "software.amazon.awssdk..",
            "com.sun.net.httpserver..",
            "org.crac..",
            "com.amazonaws.services.lambda.runtime..",
            "com.nimbusds..",
            JAVA,
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
        .resideInAPackage(ROOT + ".functions.runclosingscript.child..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            ROOT + ".functions.runclosingscript.child..", ROOT + ".script..", RHINO, JAVA, JSPECIFY)
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
