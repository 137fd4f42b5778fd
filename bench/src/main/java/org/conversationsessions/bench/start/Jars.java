package org.conversationsessions.bench.start;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The jars on this process's class path, by artifact. */
final class Jars {
  private static final List<Path> ALL =
      Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
          .filter(entry -> entry.endsWith(".jar"))
          .map(entry -> Path.of(entry).toAbsolutePath())
          .toList();

  /** The artifacts of AWS's client for the Runtime API. */
  static final List<String> RUNTIME =
      List.of(
          "aws-lambda-java-runtime-interface-client",
          "aws-lambda-java-serialization",
          "aws-lambda-java-core",
          "utils-lite");

  /** The artifacts of a handler with the SDK's client for DynamoDB. */
  static final List<String> SDK =
      List.of(
          "annotations",
          "auth",
          "aws-core",
          "aws-json-protocol",
          "aws-lambda-java-core",
          "checksums",
          "checksums-spi",
          "dynamodb",
          "endpoints-spi",
          "eventstream",
          "http-auth",
          "http-auth-aws",
          "http-auth-aws-eventstream",
          "http-auth-spi",
          "http-client-spi",
          "identity-spi",
          "json-utils",
          "metrics-spi",
          "profiles",
          "protocol-core",
          "reactive-streams",
          "regions",
          "retries",
          "retries-spi",
          "sdk-core",
          "slf4j-api",
          "slf4j-nop",
          "third-party-jackson-core",
          "url-connection-client",
          "utils",
          "utils-lite");

  private Jars() {}

  /** Returns the jars of these artifacts. */
  static List<Path> of(List<String> artifacts) {
    return artifacts.stream().map(Jars::of).toList();
  }

  private static Path of(String artifact) {
    Pattern name = Pattern.compile(Pattern.quote(artifact) + "-\\d[^/]*\\.jar");
    return ALL.stream()
        .filter(jar -> name.matcher(jar.getFileName().toString()).matches())
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(artifact + " is not on the class path"));
  }
}
