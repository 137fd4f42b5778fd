package org.conversationsessions.functions.importbot;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.conversationsessions.api.settings.DefinitionExtract;
import org.conversationsessions.domain.imports.Upload.Content;

/** The types of files that Kore.ai's export has. */
enum FileType {
  /** A definition or a configuration. */
  JSON {
    @Override
    Content content(byte[] file) {
      try {
        return DefinitionExtract.of(new ByteArrayInputStream(file));
      } catch (IOException e) {
        throw new UncheckedIOException("memory does not fail", e);
      }
    }
  },
  /** A folder with a definition. */
  ZIP {
    @Override
    Content content(byte[] file) {
      return ZippedDefinition.content(file);
    }
  },
  /** Functions or an icon. */
  OTHER {
    @Override
    Content content(byte[] file) {
      return new Content.Unreadable("it was uploaded as neither json nor zip");
    }
  };

  /** The types by extension. */
  static final Map<String, FileType> BY_EXTENSION =
      Map.of(
          "json", JSON, ".json", JSON, "zip", ZIP, ".zip", ZIP, "js", OTHER, ".js", OTHER, "png",
          OTHER, ".png", OTHER);

  /** Returns what an import uses of a file of this type. */
  abstract Content content(byte[] file);
}
