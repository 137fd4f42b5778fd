package org.conversationsessions.application.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.conversationsessions.domain.imports.BotImport;
import org.conversationsessions.domain.imports.BotImport.Outcome;
import org.conversationsessions.domain.imports.FileId;
import org.conversationsessions.domain.imports.ImportId;
import org.conversationsessions.domain.imports.ImportStep;
import org.conversationsessions.domain.imports.Upload;
import org.conversationsessions.domain.imports.Upload.Content;
import org.conversationsessions.domain.registry.BotId;
import org.junit.jupiter.api.Test;

/** The promises of {@link Imports}, for every implementation (contract, section 19). */
public abstract class ImportsPortTests {
  private static final Instant NOW = Instant.parse("2026-12-01T10:00:00.123Z");

  /** Returns the port under test as it is at a time. All share what is stored. */
  protected abstract Imports at(Instant now);

  @Test
  void anUploadIsFoundAsItWasStored() {
    for (Content content :
        List.of(
            new Content.Extract("{\"name\":\"ü😀\"}"),
            new Content.Extract("{\"name\":\"" + "x".repeat(Upload.MAX_EXTRACT - 11) + "\"}"),
            new Content.Unreadable("it is not JSON"))) {
      Upload upload = upload("bot Definition.json", content);
      assertThat(at(NOW).upload(upload.id())).isEmpty();
      at(NOW).store(upload);
      assertThat(at(NOW).upload(upload.id())).contains(upload);
    }
    Upload nameless = upload("", new Content.Unreadable("it is empty"));
    at(NOW).store(nameless);
    assertThat(at(NOW).upload(nameless.id())).contains(nameless);
  }

  @Test
  void anUploadExpiresAfterADay() {
    Upload upload = upload("a.json", new Content.Extract("{}"));
    at(NOW).store(upload);

    assertThat(at(NOW.plus(Upload.KEPT).minusSeconds(1)).upload(upload.id())).contains(upload);
    assertThat(at(NOW.plus(Upload.KEPT)).upload(upload.id())).isEmpty();
  }

  @Test
  void anImportIsFoundAsItWasStoredLast() {
    ImportId id = ImportId.of(UUID.randomUUID());
    assertThat(at(NOW).find(id)).isEmpty();
    for (Outcome outcome :
        List.of(
            new Outcome.Pending(),
            new Outcome.Succeeded(),
            new Outcome.Failed(ImportStep.SETTINGS, "it is out of bounds"))) {
      for (BotImport one :
          List.of(
              of(id, true, List.of("left out: é", "more"), outcome),
              of(id, false, List.of(), outcome))) {
        at(NOW).store(one);
        assertThat(at(NOW).find(id)).contains(one);
      }
    }
  }

  @Test
  void anImportExpiresAfterThirtyDays() {
    BotImport one = of(ImportId.of(UUID.randomUUID()), true, List.of(), new Outcome.Succeeded());
    at(NOW).store(one);

    assertThat(at(NOW.plus(BotImport.KEPT).minusSeconds(1)).find(one.id())).contains(one);
    assertThat(at(NOW.plus(BotImport.KEPT)).find(one.id())).isEmpty();
  }

  private static Upload upload(String name, Content content) {
    return new Upload(FileId.of(UUID.randomUUID()), "acme", name, 7, "0a1b", NOW, content);
  }

  private static BotImport of(ImportId id, boolean flags, List<String> remarks, Outcome outcome) {
    return new BotImport(
        id, "acme", "cs-1", NOW, new BotId("st-1"), "Travel", flags, flags, remarks, outcome);
  }
}
