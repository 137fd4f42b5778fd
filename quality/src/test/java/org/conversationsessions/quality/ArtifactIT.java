package org.conversationsessions.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.conversationsessions.quality.texts.Project;
import org.junit.jupiter.api.Test;

/** What is in functions' artifacts, and what is not. */
class ArtifactIT {
  private static final Path FUNCTIONS = Project.ROOT.resolve("functions");

  /** Of a function behind the HTTP API: bounds the time that Lambda takes to fetch it. */
  private static final long MAX_BYTES = 12_000_000;

  /** None of these is of use on Lambda. */
  private static final List<String> NEVER =
      List.of(
          "io/netty/",
          "org/apache/http",
          "org/apache/hc/",
          "software/amazon/awssdk/crt/",
          "software/amazon/awssdk/http/nio/",
          "com/amazonaws/services/dynamodbv2/",
          "org/junit/",
          "org/assertj/",
          "org/conversationsessions/local/",
          "org/conversationsessions/cli/",
          "org/conversationsessions/bench/");

  private static final String METADATA = "software/amazon/awssdk/regions/servicemetadata/";
  private static final String SERVICES = "software/amazon/awssdk/services/";

  @Test
  void httpFunctionsAreSmall() throws IOException {
    List<String> http =
        CloudFormation.read().functions().values().stream()
            .filter(function -> !CloudFormation.events(function, "HttpApi").isEmpty())
            .map(CloudFormation::folder)
            .toList();
    assertThat(http).isNotEmpty();
    for (String function : http) {
      assertThat(Files.size(zip(function))).as(function).isLessThanOrEqualTo(MAX_BYTES);
    }
  }

  @Test
  void noneHoldsWhatItDoesNotUse() throws IOException {
    for (String function : functions()) {
      for (ZipEntry entry : entries(function)) {
        assertThat(NEVER).as(function).noneMatch(entry.getName()::startsWith);
        assertThat(entry.getName()).as(function).doesNotEndWith("Test.class");
      }
    }
  }

  @Test
  void onlyTheRecountHoldsTheOperatorsWork() throws IOException {
    for (String function : functions()) {
      boolean holds =
          entries(function).stream()
              .anyMatch(entry -> entry.getName().startsWith("org/conversationsessions/admin/"));
      assertThat(holds).as(function).isEqualTo(function.equals("recount-sessions"));
    }
  }

  @Test
  void eachHoldsItsOwnHandlerAndNoOtherFunctions() throws IOException {
    for (String function : functions()) {
      String own = "org/conversationsessions/functions/";
      assertThat(entries(function))
          .as(function)
          .extracting(ZipEntry::getName)
          .filteredOn(name -> name.startsWith(own) && name.endsWith(".class"))
          .isNotEmpty()
          .allMatch(name -> name.startsWith(own + function.replace("-", "")));
    }
  }

  @Test
  void theMetadataThatStandsInKnowsEveryServiceThatIsThere() throws IOException {
    for (String function : functions()) {
      Set<String> services = new TreeSet<>();
      Set<String> known = new TreeSet<>();
      int providers = 0;
      for (ZipEntry entry : entries(function)) {
        String name = entry.getName();
        if (name.startsWith(SERVICES) && name.endsWith("Client.class")) {
          services.add(name.substring(SERVICES.length()).replaceAll("/.*", ""));
        }
        if (name.startsWith(METADATA) && name.endsWith(".class")) {
          known.add(name.substring(METADATA.length()).replaceAll("ServiceMetadata.*", ""));
        }
        providers += name.endsWith("/GeneratedServiceMetadataProvider.class") ? 1 : 0;
      }
      if (!services.isEmpty()) {
        assertThat(Set.of("dynamodb", "eventbridge", "lambda", "sqs"))
            .as(function)
            .containsAll(services);
        assertThat(known).as(function).isEqualTo(Set.of("Dynamodb", "Events", "Lambda", "Sqs"));
        assertThat(providers).as(function).isEqualTo(1);
      }
    }
  }

  @Test
  void theirTimesAreNotThoseOfTheBuild() throws IOException {
    for (String function : functions()) {
      try (ZipFile zip = new ZipFile(zip(function).toFile())) {
        assertThat(zip.stream().map(ZipEntry::getTimeLocal))
            .as(function)
            .containsOnly(LocalDateTime.of(2026, 1, 1, 0, 0));
      }
    }
  }

  private static List<String> functions() throws IOException {
    List<String> names = Project.functionFolders();
    assertThat(names).isNotEmpty();
    return names;
  }

  private static Path zip(String function) {
    return FUNCTIONS.resolve(function).resolve("target/function.zip");
  }

  /** The entries of the zip and of the jars in it. */
  private static List<ZipEntry> entries(String function) throws IOException {
    List<ZipEntry> entries = new ArrayList<>();
    try (InputStream in = Files.newInputStream(zip(function));
        ZipInputStream zip = new ZipInputStream(in)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        entries.add(entry);
        if (entry.getName().endsWith(".jar")) {
          entries.addAll(inside(zip.readAllBytes()));
        }
      }
    }
    return entries;
  }

  private static List<ZipEntry> inside(byte[] jar) throws IOException {
    List<ZipEntry> entries = new ArrayList<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(jar))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        entries.add(entry);
      }
    }
    return entries;
  }
}
