package org.conversationsessions.functions.importbot;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.conversationsessions.api.settings.DefinitionExtract;
import org.conversationsessions.domain.imports.Upload.Content;
import org.conversationsessions.json.Json.JsonObject;
import org.conversationsessions.json.JsonReader;
import org.conversationsessions.json.JsonReader.Duplicates;
import org.conversationsessions.json.JsonWriter;

/**
 * Reads the definition and the configuration in a ZIP, in any folder of it. Nothing is unpacked to
 * memory or disk, and reading ends where more than {@value #MAX_UNPACKED} bytes would be unpacked.
 */
final class ZippedDefinition {
  /** The most bytes of all entries together. */
  static final int MAX_UNPACKED = 20_000_000;

  private static final String DEFINITION = "botdefinition.json";
  private static final String CONFIG = "config.json";

  private ZippedDefinition() {}

  static Content content(byte[] zip) {
    try (ZipInputStream entries = new ZipInputStream(new ByteArrayInputStream(zip))) {
      return content(entries);
    } catch (TooLargeException e) {
      return new Content.Unreadable("the ZIP has more than " + MAX_UNPACKED + " bytes unpacked");
    } catch (IOException | IllegalArgumentException e) {
      return new Content.Unreadable("it is not a ZIP that can be read");
    }
  }

  private static Content content(ZipInputStream entries) throws IOException {
    Content definition = new Content.Unreadable("the ZIP has no botDefinition.json");
    JsonObject config = JsonObject.EMPTY;
    InputStream unpacked = new Unpacked(entries);
    for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
      switch (fileName(entry)) {
        case DEFINITION -> definition = DefinitionExtract.of(unpacked);
        case CONFIG -> config = object(DefinitionExtract.of(unpacked)).orElse(JsonObject.EMPTY);
        default -> {}
      }
      // The rest of an entry counts too: to reach the next one, it is unpacked.
      unpacked.transferTo(OutputStream.nullOutputStream());
    }
    return withConfig(definition, config);
  }

  private static Content withConfig(Content definition, JsonObject config) {
    return object(definition)
        .map(read -> DefinitionExtract.withConfig(read, config))
        .<Content>map(both -> new Content.Extract(JsonWriter.text(both)))
        .orElse(definition);
  }

  private static String fileName(ZipEntry entry) {
    String path = entry.getName();
    return path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
  }

  private static Optional<JsonObject> object(Content content) {
    return content instanceof Content.Extract(String json)
        ? JsonReader.read(json, Duplicates.LAST_HOLDS).object()
        : Optional.empty();
  }

  private static final class TooLargeException extends IOException {
    private static final long serialVersionUID = 1;
  }

  /** The current entry, unpacked. Counts the bytes of all entries. */
  private static final class Unpacked extends FilterInputStream {
    private long left = MAX_UNPACKED;

    Unpacked(ZipInputStream entries) {
      super(entries);
    }

    @Override
    public int read() throws IOException {
      int read = super.read();
      count(read < 0 ? 0 : 1);
      return read;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = super.read(buffer, offset, length);
      count(Math.max(0, read));
      return read;
    }

    private void count(int bytes) throws TooLargeException {
      left -= bytes;
      if (left < 0) {
        throw new TooLargeException();
      }
    }
  }
}
