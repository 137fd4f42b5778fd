package org.conversationsessions.local.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import org.conversationsessions.local.runner.files.PrivateFile;

/** The encryption key that AWS Secrets Manager holds in a deployment. */
final class SecretsKey {
  private static final int BYTES = 32;

  private SecretsKey() {}

  /** Reads the key from a file that only its owner can read; generates the file if missing. */
  static String in(Path file) throws IOException {
    if (!Files.exists(file)) {
      byte[] key = new byte[BYTES];
      new SecureRandom().nextBytes(key);
      PrivateFile.write(file, Base64.getEncoder().encode(key));
    }
    return Files.readString(file).strip();
  }
}
