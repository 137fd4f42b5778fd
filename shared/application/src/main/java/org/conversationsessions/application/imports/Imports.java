package org.conversationsessions.application.imports;

import java.util.Optional;
import org.conversationsessions.domain.imports.BotImport;
import org.conversationsessions.domain.imports.FileId;
import org.conversationsessions.domain.imports.ImportId;
import org.conversationsessions.domain.imports.Upload;

/**
 * The port to uploads, which are kept for {@link Upload#KEPT}, and to imports, which are kept for
 * {@link BotImport#KEPT}. What has expired is not found. Every method throws {@link
 * org.conversationsessions.application.StoreException} if the store fails.
 */
public interface Imports {
  /** Stores an upload. 1 write unit for each KB of what is kept. */
  void store(Upload upload);

  /**
   * Returns an upload; empty if there is none. Strongly consistent, 1 read unit for each 4 KB of
   * what is kept.
   */
  Optional<Upload> upload(FileId id);

  /** Stores an import, and replaces the one of the same identifier. */
  void store(BotImport state);

  /** Returns an import; empty if there is none. Strongly consistent. */
  Optional<BotImport> find(ImportId id);
}
