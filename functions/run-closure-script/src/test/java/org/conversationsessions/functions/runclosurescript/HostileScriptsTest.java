package org.conversationsessions.functions.runclosurescript;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.conversationsessions.functions.runclosurescript.hostile.Hostile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every script of the catalogue gets nowhere, and the next script does not notice. */
class HostileScriptsTest {
  /** Uses what the catalogue tampers with. */
  private static final String HARMLESS =
      """
      var names = ['crm', 'erp', 'sso'].map(function (name) { return name.replace(/s$/, 'S'); });
      names.push(JSON.parse('{"a": "b"}').a, typeof planted, String([].concat(1, [2])));
      koreUtil.ClearAuthProfiles.call(null, names.sort());
      koreUtil.ClearAllAuthProfiles();
      """;

  private static final ScriptProcessOutcome UNTOUCHED =
      new ScriptProcessOutcome(true, List.of("1,2", "b", "crm", "erp", "sso", "undefined"), Optional.empty());

  private final ProcessLimits bounds = GenerousLimits.ofCpuMillis(500);
  private final ScriptExecutor scripts = new ScriptProcessExecutor(bounds);

  static Stream<Hostile> catalogue() {
    return Hostile.all().stream().flatMap(List::stream);
  }

  @ParameterizedTest
  @MethodSource("catalogue")
  @Execution(ExecutionMode.CONCURRENT)
  void getsNowhereAndLeavesNothingBehind(Hostile hostile) {
    long start = System.nanoTime();
    ScriptProcessOutcome outcome = scripts.run(hostile.script());
    Duration took = Duration.ofNanos(System.nanoTime() - start);

    assertThat(outcome.all()).isFalse();
    assertThat(outcome.profiles()).isEqualTo(hostile.clears());
    if (hostile.ends().isEmpty()) {
      assertThat(outcome.failure()).isEmpty();
    } else {
      assertThat(outcome.failure().orElseThrow().kind()).as(outcome::toString).isIn(hostile.ends());
    }
    assertThat(took).isLessThan(bounds.total());
    assertThat(scripts.run(HARMLESS)).isEqualTo(UNTOUCHED);
  }

  @Test
  void theCatalogueTriesManyThings() {
    assertThat(catalogue().map(Hostile::aim)).doesNotHaveDuplicates().hasSizeGreaterThan(60);
  }
}
