package org.conversationsessions.local.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

class FileFaultsTest {
  @Test
  void saysWhatIsWrongNotOnlyWithWhat() {
    assertThat(FileFaults.message(new AccessDeniedException("/etc/x")))
        .isEqualTo("/etc/x may not be written or read by this user");
    assertThat(FileFaults.message(new UncheckedIOException(new NoSuchFileException("/x"))))
        .isEqualTo("/x does not exist");
    assertThat(FileFaults.message(new FileSystemException("/x", null, "No space left on device")))
        .isEqualTo("/x cannot be used: No space left on device");
    assertThat(FileFaults.message(new IOException("as it is"))).isEqualTo("as it is");
  }
}
