package org.conversationsessions.functions.console;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The modules of web libraries that the console may import. They come from WebJars on the class
 * path; no other file of a WebJar is served.
 */
final class LibraryFiles {
  private static final String WEBJARS = "META-INF/resources/webjars/";

  private static final List<Library> LIBRARIES =
      List.of(
          new Library("lit", "lit/3.2.1", "index.js", directives("")),
          new Library(
              "lit-html",
              "lit-html/3.3.2",
              "lit-html.js",
              directives(
                  "async-directive.js directive-helpers.js directive.js is-server.js"
                      + " directives/private-async-helpers.js")),
          new Library("lit-element", "lit-element/4.2.2", "lit-element.js", List.of()),
          new Library(
              "@lit/reactive-element",
              "lit__reactive-element/2.1.2",
              "reactive-element.js",
              List.of("css-tag.js")));

  private LibraryFiles() {}

  /**
   * A library.
   *
   * @param name the module specifier, with which the paths of its files begin too
   * @param folder the folder of its WebJar, with the version
   * @param main the module that the name alone imports
   * @param others its other modules
   */
  private record Library(String name, String folder, String main, List<String> others) {}

  /** Returns the resource of each module, by its path below {@code lib/}. */
  static Map<String, String> resources() {
    Map<String, String> resources = new TreeMap<>();
    for (Library library : LIBRARIES) {
      String folder = WEBJARS + library.folder() + "/";
      resources.put(library.name() + "/" + library.main(), folder + library.main());
      library.others().forEach(file -> resources.put(library.name() + "/" + file, folder + file));
    }
    return resources;
  }

  /** Returns the main module's path below {@code lib/} of each library, by its specifier. */
  static Map<String, String> mains() {
    Map<String, String> mains = new TreeMap<>();
    LIBRARIES.forEach(library -> mains.put(library.name(), library.name() + "/" + library.main()));
    return mains;
  }

  private static List<String> directives(String others) {
    return List.of(
        (others
                + " directives/class-map.js directives/guard.js directives/if-defined.js"
                + " directives/keyed.js directives/live.js directives/map.js directives/ref.js"
                + " directives/repeat.js directives/until.js directives/when.js")
            .strip()
            .split(" "));
  }
}
