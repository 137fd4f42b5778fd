package org.conversationsessions.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.conversationsessions.local.template.Environment;
import org.conversationsessions.local.template.FunctionEvent;
import org.conversationsessions.local.template.FunctionResource;
import org.conversationsessions.local.template.Template;

/**
 * The functions of template.yaml, by their folders in {@code functions/}. Their environments hold
 * the shared service's key.
 */
final class TemplateFunctions {
  private static final String HTTP = "HttpApi";
  private static final List<FunctionResource> ALL = read();

  private TemplateFunctions() {}

  /** Returns all functions. */
  static List<FunctionResource> all() {
    return ALL;
  }

  /** Returns the function of a folder. */
  static FunctionResource of(String folder) {
    return ALL.stream()
        .filter(function -> folder(function).equals(folder))
        .findFirst()
        .orElseThrow(() -> new AssertionError("template.yaml has no function " + folder));
  }

  /** Returns the folders of all functions. */
  static List<String> folders() {
    return ALL.stream().map(TemplateFunctions::folder).toList();
  }

  /** Returns the folders of the functions behind the HTTP API. */
  static List<String> behindTheApi() {
    return withHttpEvent(event -> true);
  }

  /** Returns the folders of the functions that answer calls with a token. */
  static List<String> withCall() {
    return withHttpEvent(
        event -> event.properties().getOrDefault("Path", "").toString().startsWith("/api/"));
  }

  private static List<String> withHttpEvent(Predicate<FunctionEvent> condition) {
    return ALL.stream()
        .filter(function -> function.events(HTTP).stream().anyMatch(condition))
        .map(TemplateFunctions::folder)
        .toList();
  }

  private static String folder(FunctionResource function) {
    // functions/FOLDER/target/function.zip
    return function.code().getName(function.code().getNameCount() - 3).toString();
  }

  private static List<FunctionResource> read() {
    Path template = Path.of(System.getProperty("project.root"), "template.yaml");
    Environment local =
        Environment.local(URI.create("http://127.0.0.1"), reference -> RunningService.secretsKey());
    try {
      return Template.read(template, Map.of(), local).functions();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
