package org.conversationsessions.functions.console;

import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.conversationsessions.json.Bytes;
import org.conversationsessions.json.JsonWriter;

/**
 * The page of the console. The template {@code index.html} has two kinds of placeholders: {@code
 * {{name}}} becomes the path of that file with its version, and {@code {{import-map}}} becomes the
 * import map. The map gives every module its version, so modules import each other by their plain
 * names.
 *
 * @param file the page as it is served
 * @param policy its Content-Security-Policy
 */
record ConsolePage(StaticFile file, String policy) {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([^{}]+)}}");
  private static final String IMPORT_MAP = "import-map";

  /** Builds the page. Throws {@link IllegalStateException} if it names a file that is not there. */
  static ConsolePage of(String template, Map<String, StaticFile> files) {
    Bytes imports = importMap(files);
    String importMap = imports.utf8Text().orElseThrow();
    String html =
        PLACEHOLDER
            .matcher(template)
            .replaceAll(
                found ->
                    Matcher.quoteReplacement(
                        found.group(1).equals(IMPORT_MAP)
                            ? importMap
                            : versioned(ConsoleFiles.ROOT + "/" + found.group(1), files)));
    String hash = Base64.getEncoder().encodeToString(StaticFile.sha256(imports));
    return new ConsolePage(StaticFile.of("index.html", Bytes.utf8(html)), policy(hash));
  }

  /**
   * Allows what the console loads, all of it from its own host, and the import map by its hash.
   * Only the templates of Lit may become HTML.
   */
  private static String policy(String hash) {
    return "default-src 'none'; script-src 'self' 'sha256-"
        + hash
        + "'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self';"
        + " form-action 'none'; base-uri 'none'; frame-ancestors 'none';"
        + " require-trusted-types-for 'script'; trusted-types lit-html";
  }

  private static Bytes importMap(Map<String, StaticFile> files) {
    Map<String, String> imports = new TreeMap<>();
    files.keySet().stream()
        .filter(path -> path.endsWith(".js"))
        .forEach(path -> imports.put(path, versioned(path, files)));
    LibraryFiles.mains().forEach((name, main) -> imports.put(name, library(main, files)));
    LibraryFiles.resources().keySet().forEach(name -> imports.put(name, library(name, files)));
    JsonWriter json = new JsonWriter();
    json.beginObject().name("imports").beginObject();
    imports.forEach((specifier, path) -> json.name(specifier).string(path));
    return json.endObject().endObject().finish();
  }

  private static String library(String name, Map<String, StaticFile> files) {
    return versioned(ConsoleFiles.ROOT + "/lib/" + name, files);
  }

  private static String versioned(String path, Map<String, StaticFile> files) {
    StaticFile file = files.get(path);
    if (file == null) {
      throw new IllegalStateException("the page names " + path + ", which is no file");
    }
    return path + "?v=" + file.version();
  }
}
