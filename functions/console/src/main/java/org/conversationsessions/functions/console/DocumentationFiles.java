package org.conversationsessions.functions.console;

import java.util.HashMap;
import java.util.Map;

/**
 * The documentation of the API: {@code docs/openapi.yaml}, and a page that shows it with Swagger UI
 * (contract, section 13). Swagger UI comes from its WebJar; no other file of it is served.
 */
final class DocumentationFiles {
  /** The path of the API document. */
  static final String DOCUMENT = "/openapi.yaml";

  /** The path of the page. Its other files are below it. */
  static final String ROOT = "/docs";

  /**
   * Allows what the page loads, all of it from its own host. Swagger UI has its icons in {@code
   * data:} URLs.
   */
  static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

  private static final String SWAGGER_UI = "META-INF/resources/webjars/swagger-ui/5.32.15/";

  private DocumentationFiles() {}

  /** Returns whether a path is one of the documentation. */
  static boolean has(String path) {
    return path.equals(DOCUMENT) || path.equals(ROOT) || path.startsWith(ROOT + "/");
  }

  /** Reads all files from the class path, by their paths. */
  static Map<String, StaticFile> load() {
    Map<String, StaticFile> files = new HashMap<>();
    StaticFile page = ConsoleFiles.file("docs/index.html");
    files.put(ROOT, page);
    files.put(ROOT + "/", page);
    files.put(ROOT + "/docs.js", ConsoleFiles.file("docs/docs.js"));
    for (String name : new String[] {"swagger-ui.css", "swagger-ui-bundle.js"}) {
      files.put(ROOT + "/" + name, ConsoleFiles.file(SWAGGER_UI + name));
    }
    files.put(DOCUMENT, ConsoleFiles.file("openapi.yaml"));
    return files;
  }
}
