package org.conversationsessions.local.runner;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OptionsTest {
  @TempDir private Path folder;

  @Test
  void sayWhatIsWrongWithThem() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    refused("--port takes a number from 0 to 65535, not 99999", 99_999, null, null);
    refused("--data takes a folder, not a file: " + file, 0, file, null);
    refused(
        "--dynamodb takes a URL such as http://127.0.0.1:8000, not foo",
        0,
        null,
        URI.create("foo"));
    refused(
        "--data and --dynamodb exclude each other", 0, folder, URI.create("http://127.0.0.1:8000"));
  }

  private void refused(String message, int port, @Nullable Path data, @Nullable URI dynamodb) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new Options(
                    folder,
                    folder,
                    port,
                    Optional.ofNullable(data),
                    Optional.ofNullable(dynamodb),
                    false,
                    false,
                    Map.of()))
        .withMessage(message);
  }
}
