package org.conversationsessions.functions.runclosingscript;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.conversationsessions.functions.runclosingscript.ScriptProcessOutcome.ExecutionFailure;
import org.conversationsessions.functions.runclosingscript.child.FailureKind;
import org.conversationsessions.functions.runclosingscript.child.ScriptProtocol;
import org.conversationsessions.testing.Seeded;
import org.junit.jupiter.api.Test;

class ReportReaderTest {
  private static final ExecutionFailure ENDED = new ExecutionFailure(FailureKind.FAILED, "ended");

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final DataOutputStream report = new DataOutputStream(bytes);

  @Test
  void readsThatTheProcessIsReady() throws Exception {
    assertThat(reader().awaitReady()).isFalse();
    report.writeByte(ScriptProtocol.DONE);
    assertThat(reader().awaitReady()).isFalse();
    bytes.reset();
    report.writeByte(ScriptProtocol.READY);
    assertThat(reader().awaitReady()).isTrue();
  }

  @Test
  void readsClearedProfilesAndTheEnd() throws Exception {
    profile("b");
    profile("a");
    profile("b");
    report.writeByte(ScriptProtocol.ALL);
    report.writeByte(ScriptProtocol.DONE);
    assertThat(reader().readOutcome())
        .contains(new ScriptProcessOutcome(true, List.of("b", "a"), Optional.empty()));
  }

  @Test
  void readsAFailure() throws Exception {
    profile("a");
    failure("timeout", "too long", 7);
    assertThat(reader().readOutcome())
        .contains(
            new ScriptProcessOutcome(
                false,
                List.of("a"),
                Optional.of(new ExecutionFailure(FailureKind.TIMEOUT, "too long", 7))));
  }

  @Test
  void keepsWhatItReadBeforeATruncatedMessage() throws Exception {
    profile("a");
    report.writeByte(ScriptProtocol.PROFILE);
    report.writeShort(10);
    report.writeByte('b');
    assertOnlyAWasRead();
  }

  @Test
  void rejectsInvalidMessages() throws Exception {
    for (String name : List.of("", "x".repeat(ScriptProtocol.MAX_NAME_CHARACTERS + 1))) {
      bytes.reset();
      profile("a");
      profile(name);
      report.writeByte(ScriptProtocol.DONE);
      assertOnlyAWasRead();
    }
    for (String kind : List.of("", "TIMEOUT", "platform", "x".repeat(60_000))) {
      bytes.reset();
      profile("a");
      failure(kind, "", 1);
      assertOnlyAWasRead();
    }
    bytes.reset();
    profile("a");
    failure("failed", "x".repeat(ScriptProtocol.MAX_MESSAGE_CHARACTERS + 1), 1);
    assertOnlyAWasRead();
    bytes.reset();
    profile("a");
    report.write("Exception in thread".getBytes(UTF_8));
    assertOnlyAWasRead();
  }

  @Test
  void rejectsTooManyNames() throws Exception {
    for (int at = 0; at <= ScriptProtocol.MAX_NAMES; at++) {
      profile("n" + at);
    }
    report.writeByte(ScriptProtocol.DONE);
    ReportReader reader = reader();
    assertThat(reader.readOutcome()).isEmpty();
    assertThat(reader.outcomeWith(ENDED).profiles()).hasSize(ScriptProtocol.MAX_NAMES);
  }

  @Test
  void acceptsAnyBytesWithoutAnException(@Seeded Random random) {
    byte[] words = {'R', 'A', 'P', 'D', 'F', 0, 1, 2, 5};
    for (int run = 0; run < 2000; run++) {
      byte[] noise = new byte[random.nextInt(200)];
      for (int at = 0; at < noise.length; at++) {
        noise[at] =
            random.nextBoolean() ? words[random.nextInt(words.length)] : (byte) random.nextInt();
      }
      ReportReader reader = new ReportReader(new ByteArrayInputStream(noise));
      assertThat(reader.readOutcome()).as("run %d", run).isNotNull();
      assertThat(reader.outcomeWith(ENDED)).isNotNull();
    }
  }

  private void assertOnlyAWasRead() {
    ReportReader reader = reader();
    assertThat(reader.readOutcome()).isEmpty();
    assertThat(reader.outcomeWith(ENDED))
        .isEqualTo(new ScriptProcessOutcome(false, List.of("a"), Optional.of(ENDED)));
  }

  private void profile(String name) throws IOException {
    report.writeByte(ScriptProtocol.PROFILE);
    report.writeUTF(name);
  }

  private void failure(String kind, String message, int line) throws IOException {
    report.writeByte(ScriptProtocol.FAILURE);
    report.writeUTF(kind);
    report.writeUTF(message);
    report.writeInt(line);
  }

  private ReportReader reader() {
    return new ReportReader(new ByteArrayInputStream(bytes.toByteArray()));
  }
}
