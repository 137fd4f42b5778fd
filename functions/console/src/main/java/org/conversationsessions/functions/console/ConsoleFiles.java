package org.conversationsessions.functions.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.conversationsessions.json.Bytes;

/**
 * All files that are served.
 *
 * @param page the page
 * @param files the other files, by their paths
 */
record ConsoleFiles(ConsolePage page, Map<String, StaticFile> files) {
  /** The path of the page. Every other path begins with it and a slash. */
  static final String ROOT = "/console";

  private static final String FOLDER = "console/";

  /** Makes a defensive copy. */
  ConsoleFiles {
    files = Map.copyOf(files);
  }

  /**
   * Reads all files from the class path. Throws {@link IllegalStateException} if a listed file does
   * not exist or the page names an unknown one.
   */
  static ConsoleFiles load() {
    Map<String, StaticFile> files = new TreeMap<>();
    own().forEach(name -> files.put(ROOT + "/" + name, file(FOLDER + name)));
    LibraryFiles.resources()
        .forEach((name, resource) -> files.put(ROOT + "/lib/" + name, file(resource)));
    String template = text(FOLDER + "index.html");
    return new ConsoleFiles(ConsolePage.of(template, files), files);
  }

  /** Returns all files, and the page, by their paths. */
  Map<String, StaticFile> byPath() {
    Map<String, StaticFile> all = new TreeMap<>(files);
    all.put(ROOT, page.file());
    all.put(ROOT + "/", page.file());
    return all;
  }

  /** Returns the names of the console's own files, without the page's. */
  static List<String> own() {
    return text(FOLDER + "files.txt").lines().filter(line -> !line.isBlank()).toList();
  }

  /** Reads a file of the class path. */
  static StaticFile file(String resource) {
    return StaticFile.of(resource, Bytes.utf8(text(resource)));
  }

  private static String text(String resource) {
    try (InputStream in = ConsoleFiles.class.getResourceAsStream("/" + resource)) {
      if (in == null) {
        throw new IllegalStateException("there is no file " + resource);
      }
      return Bytes.readAll(in)
          .utf8Text()
          .orElseThrow(() -> new IllegalStateException(resource + " is not UTF-8 text"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
