package org.conversationsessions.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.conversationsessions.json.Json.JsonObject;
import org.conversationsessions.json.JsonReader;
import org.junit.jupiter.api.Test;

class StructuredLogTest {
  @Test
  void warnsInOneLineWithoutTokens() {
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    PrintStream out = System.out;
    System.setOut(new PrintStream(log, true, UTF_8));
    try {
      StructuredLog.warn("something failed", new IllegalStateException("for eyJh.eyJi.c2ln"));
    } finally {
      System.setOut(out);
    }

    assertThat(log.toString(UTF_8).lines()).hasSize(1);
    JsonObject line =
        JsonReader.read(log.toString(UTF_8), JsonReader.Duplicates.REFUSED).object().orElseThrow();
    assertThat(line.text("level")).contains("WARN");
    assertThat(line.text("message")).contains("something failed");
    assertThat(line.text("error")).contains("java.lang.IllegalStateException");
    assertThat(line.text("stackTrace").orElseThrow()).contains("for [token]");
  }
}
