package org.conversationsessions.functions.runclosurescript;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.conversationsessions.functions.runclosurescript.ScriptProcessOutcome.Failure;
import org.conversationsessions.functions.runclosurescript.child.FailureKind;
import org.conversationsessions.functions.runclosurescript.child.ScriptProtocol;
import org.junit.jupiter.api.Test;

class ReportReaderTest {
  private static final Failure SILENT = new Failure(FailureKind.FAILED, "silent");

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final DataOutputStream said = new DataOutputStream(bytes);

  @Test
  void hearsThatTheProcessIsReady() throws Exception {
    assertThat(reader().ready()).isFalse();
    said.writeByte(ScriptProtocol.DONE);
    assertThat(reader().ready()).isFalse();
    bytes.reset();
    said.writeByte(ScriptProtocol.READY);
    assertThat(reader().ready()).isTrue();
  }

  @Test
  void hearsWhatWasClearedAndTheEnd() throws Exception {
    profile("b");
    profile("a");
    profile("b");
    said.writeByte(ScriptProtocol.ALL);
    said.writeByte(ScriptProtocol.DONE);
    assertThat(reader().outcome()).contains(new ScriptProcessOutcome(true, List.of("b", "a"), Optional.empty()));
  }

  @Test
  void hearsAFailure() throws Exception {
    profile("a");
    failure("timeout", "too long", 7);
    assertThat(reader().outcome())
        .contains(
            new ScriptProcessOutcome(
                false, List.of("a"), Optional.of(new Failure(FailureKind.TIMEOUT, "too long", 7))));
  }

  @Test
  void keepsWhatItHeardBeforeTheSilence() throws Exception {
    profile("a");
    said.writeByte(ScriptProtocol.PROFILE);
    said.writeShort(10);
    said.writeByte('b');
    assertOnlyAWasHeard();
  }

  @Test
  void believesNoNonsense() throws Exception {
    for (String name : List.of("", "x".repeat(ScriptProtocol.MAX_NAME_CHARACTERS + 1))) {
      bytes.reset();
      profile("a");
      profile(name);
      said.writeByte(ScriptProtocol.DONE);
      assertOnlyAWasHeard();
    }
    for (String kind : List.of("", "TIMEOUT", "platform", "x".repeat(60_000))) {
      bytes.reset();
      profile("a");
      failure(kind, "", 1);
      assertOnlyAWasHeard();
    }
    bytes.reset();
    profile("a");
    failure("failed", "x".repeat(ScriptProtocol.MAX_MESSAGE_CHARACTERS + 1), 1);
    assertOnlyAWasHeard();
    bytes.reset();
    profile("a");
    said.write("Exception in thread".getBytes(UTF_8));
    assertOnlyAWasHeard();
  }

  @Test
  void hearsNoMoreNamesThanThereMayBe() throws Exception {
    for (int at = 0; at <= ScriptProtocol.MAX_NAMES; at++) {
      profile("n" + at);
    }
    said.writeByte(ScriptProtocol.DONE);
    ReportReader reader = reader();
    assertThat(reader.outcome()).isEmpty();
    assertThat(reader.endingWith(SILENT).profiles()).hasSize(ScriptProtocol.MAX_NAMES);
  }

  @Test
  void makesSomethingOfAnyBytes() {
    long seed = Long.getLong("seed", System.nanoTime());
    Random random = new Random(seed);
    byte[] words = {'R', 'A', 'P', 'D', 'F', 0, 1, 2, 5};
    for (int run = 0; run < 2000; run++) {
      byte[] noise = new byte[random.nextInt(200)];
      for (int at = 0; at < noise.length; at++) {
        noise[at] =
            random.nextBoolean() ? words[random.nextInt(words.length)] : (byte) random.nextInt();
      }
      ReportReader reader = new ReportReader(new ByteArrayInputStream(noise));
      assertThat(reader.outcome()).as("seed %d, run %d", seed, run).isNotNull();
      assertThat(reader.endingWith(SILENT)).isNotNull();
    }
  }

  private void assertOnlyAWasHeard() {
    ReportReader reader = reader();
    assertThat(reader.outcome()).isEmpty();
    assertThat(reader.endingWith(SILENT))
        .isEqualTo(new ScriptProcessOutcome(false, List.of("a"), Optional.of(SILENT)));
  }

  private void profile(String name) throws IOException {
    said.writeByte(ScriptProtocol.PROFILE);
    said.writeUTF(name);
  }

  private void failure(String kind, String message, int line) throws IOException {
    said.writeByte(ScriptProtocol.FAILURE);
    said.writeUTF(kind);
    said.writeUTF(message);
    said.writeInt(line);
  }

  private ReportReader reader() {
    return new ReportReader(new ByteArrayInputStream(bytes.toByteArray()));
  }
}
