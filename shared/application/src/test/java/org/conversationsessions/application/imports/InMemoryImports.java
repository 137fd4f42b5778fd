package org.conversationsessions.application.imports;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.conversationsessions.domain.imports.BotImport;
import org.conversationsessions.domain.imports.FileId;
import org.conversationsessions.domain.imports.ImportId;
import org.conversationsessions.domain.imports.Upload;

/** Uploads and imports in memory. Thread-safe. */
public final class InMemoryImports implements Imports {
  private final Map<FileId, Upload> uploads = new ConcurrentHashMap<>();
  private final Map<ImportId, BotImport> imports = new ConcurrentHashMap<>();
  private final InstantSource clock;

  /** Creates an empty store. */
  public InMemoryImports(InstantSource clock) {
    this.clock = clock;
  }

  /** Returns all uploads. */
  public List<Upload> uploads() {
    return List.copyOf(uploads.values());
  }

  /** Returns all imports. */
  public List<BotImport> imports() {
    return List.copyOf(imports.values());
  }

  @Override
  public void store(Upload upload) {
    uploads.put(upload.id(), upload);
  }

  @Override
  public Optional<Upload> upload(FileId id) {
    return Optional.ofNullable(uploads.get(id))
        .filter(found -> isKept(found.uploadedAt(), Upload.KEPT));
  }

  @Override
  public void store(BotImport state) {
    imports.put(state.id(), state);
  }

  @Override
  public Optional<BotImport> find(ImportId id) {
    return Optional.ofNullable(imports.get(id))
        .filter(found -> isKept(found.createdAt(), BotImport.KEPT));
  }

  private boolean isKept(Instant from, Duration kept) {
    return from.plus(kept).getEpochSecond() > clock.instant().getEpochSecond();
  }
}
