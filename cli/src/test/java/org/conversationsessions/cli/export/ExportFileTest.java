package org.conversationsessions.cli.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.conversationsessions.cli.CliException;
import org.conversationsessions.domain.history.TimeWindow;
import org.conversationsessions.domain.registry.BotId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportFileTest {
  private static final ExportCursor CURSOR =
      ExportCursor.start(
          new ExportRequest(
              new BotId("st-1"),
              Optional.empty(),
              new TimeWindow(Instant.EPOCH, Instant.EPOCH),
              false,
              ExportFormat.NDJSON),
          1);

  @TempDir Path folder;
  private Path file;
  private Path part;
  private Path cursor;

  @BeforeEach
  void name() {
    file = folder.resolve("export");
    part = folder.resolve("export.part");
    cursor = folder.resolve("export.cursor");
  }

  @Test
  void theFileGetsItsNameWhenItIsComplete() throws Exception {
    try (ExportFile export = ExportFile.create(file, false)) {
      assertThat(export.write("é\n")).isEqualTo(3);
      export.checkpoint(CURSOR);
      assertThat(file).doesNotExist();
      assertThat(part).hasContent("é\n");
      assertThat(cursor).hasContent(CURSOR.text() + "\n");
      export.write("b\n");
      export.finish();
    }

    assertThat(file).hasContent("é\nb\n");
    assertThat(names()).containsExactly("export");
  }

  @Test
  void onlyTheOwnerMayReadFromTheCreationOn() throws Exception {
    try (ExportFile export = ExportFile.create(file, false)) {
      assertThat(mode(part)).isEqualTo("rw-------");
      export.checkpoint(CURSOR);
      assertThat(mode(cursor)).isEqualTo("rw-------");
      export.finish();
    }

    assertThat(mode(file)).isEqualTo("rw-------");
  }

  @Test
  void anExistingFileIsReplacedOnlyIfAskedAndOnlyInTheEnd() throws Exception {
    Files.writeString(file, "old");
    assertThatThrownBy(() -> ExportFile.create(file, false))
        .isInstanceOf(CliException.class)
        .hasMessageContaining("--overwrite");
    assertThat(names()).containsExactly("export");

    try (ExportFile export = ExportFile.create(file, true)) {
      export.write("new");
      export.checkpoint(CURSOR);
    }
    assertThat(file).hasContent("old");

    try (ExportFile export = ExportFile.resume(file, true, 3)) {
      export.finish();
    }
    assertThat(file).hasContent("new");
    assertThat(mode(file)).isEqualTo("rw-------");
  }

  @Test
  void aFileThatAppearsMeanwhileIsNotReplaced() throws Exception {
    try (ExportFile export = ExportFile.create(file, false)) {
      export.write("new");
      export.checkpoint(CURSOR);
      Files.writeString(file, "another's");

      assertThatThrownBy(export::finish)
          .isInstanceOf(CliException.class)
          .hasMessageContaining("exists");
    }

    assertThat(file).hasContent("another's");
    assertThat(part).hasContent("new");
  }

  @Test
  void whatFollowsTheCursorIsCut() {
    try (ExportFile export = ExportFile.create(file, false)) {
      export.write("a\n");
      export.checkpoint(CURSOR);
      export.write("half a ro");
    }
    assertThat(part).hasContent("a\nhalf a ro");

    try (ExportFile export = ExportFile.resume(file, false, 2)) {
      export.write("b\n");
      export.finish();
    }
    assertThat(file).hasContent("a\nb\n");
  }

  @Test
  void anExportWithoutACheckpointLeavesNothing() throws Exception {
    try (ExportFile export = ExportFile.create(file, false)) {
      export.write("half a ro");
    }

    assertThat(names()).isEmpty();
  }

  @Test
  void aPartIsNotBegunAgain() {
    try (ExportFile export = ExportFile.create(file, false)) {
      export.checkpoint(CURSOR);
    }

    assertThatThrownBy(() -> ExportFile.create(file, true))
        .isInstanceOf(CliException.class)
        .hasMessageContaining("--cursor \"$(cat " + cursor + ")\"");
    assertThat(cursor.toFile().delete()).isTrue();
    assertThatThrownBy(() -> ExportFile.create(file, true)).hasMessageEndingWith(": delete it");
  }

  @Test
  void aMissingOrShorterPartIsNotGoneOnWith() throws Exception {
    assertThatThrownBy(() -> ExportFile.resume(file, false, 2))
        .isInstanceOf(CliException.class)
        .hasMessageContaining("there is no " + part);
    Files.writeString(part, "a");
    assertThatThrownBy(() -> ExportFile.resume(file, false, 2))
        .isInstanceOf(CliException.class)
        .hasMessageContaining("shorter");
    assertThat(part).hasContent("a");
  }

  @Test
  void aFolderThatIsMissingIsReported() {
    assertThatThrownBy(() -> ExportFile.create(folder.resolve("none/export"), false))
        .isInstanceOf(CliException.class)
        .hasMessageContaining("check the folder");
    assertThatThrownBy(() -> ExportFile.create(folder, true))
        .isInstanceOf(CliException.class)
        .hasMessageContaining("is a folder");
  }

  private Stream<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(each -> each.getFileName().toString()).toList().stream();
    }
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
