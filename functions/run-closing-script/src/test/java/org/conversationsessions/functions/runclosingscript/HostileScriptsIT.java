package org.conversationsessions.functions.runclosingscript;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.conversationsessions.functions.runclosingscript.hostile.Hostile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No script of the catalogue has an effect beyond its limits, nor on the next script. */
class HostileScriptsIT {
  /** Uses the built-ins that the catalogue tampers with. */
  private static final String HARMLESS =
      """
      var names = ['crm', 'erp', 'sso'].map(function (name) { return name.replace(/s$/, 'S'); });
      names.push(JSON.parse('{"a": "b"}').a, typeof planted, String([].concat(1, [2])));
      koreUtil.ClearAuthProfiles.call(null, names.sort());
      koreUtil.ClearAllAuthProfiles();
      """;

  private static final ScriptProcessOutcome UNTOUCHED =
      new ScriptProcessOutcome(
          true, List.of("1,2", "b", "crm", "erp", "sso", "undefined"), Optional.empty());

  /**
   * After how many hostile scripts a harmless one runs; {@code .ci/nightly} runs one after each.
   */
  private static final int NEIGHBOUR_EVERY = Integer.getInteger("hostile.neighbour.every", 8);

  private static final AtomicInteger RUN = new AtomicInteger();

  /**
   * The CPU time of the scripts that only ever use up their time; {@code .ci/nightly} gives them as
   * much as the others.
   */
  private static final long ENDLESS_CPU_MILLIS = Long.getLong("hostile.endless.millis", 100);

  private static final ProcessLimits LIMITS = GenerousLimits.ofCpuMillis(500);
  private static final ProcessLimits ENDLESS_LIMITS =
      GenerousLimits.ofCpuMillis(ENDLESS_CPU_MILLIS);

  private final ScriptExecutor executor = new ScriptProcessExecutor(LIMITS);

  static Stream<Hostile> catalogue() {
    return Hostile.all().stream().flatMap(List::stream);
  }

  @ParameterizedTest
  @MethodSource("catalogue")
  @Execution(ExecutionMode.CONCURRENT)
  void hostileScriptIsContainedAndDoesNotAffectTheNext(Hostile hostile) {
    ProcessLimits limits = hostile.isEndless() ? ENDLESS_LIMITS : LIMITS;
    long start = System.nanoTime();
    ScriptProcessOutcome outcome = new ScriptProcessExecutor(limits).run(hostile.script());
    Duration took = Duration.ofNanos(System.nanoTime() - start);

    assertThat(outcome.all()).isFalse();
    assertThat(outcome.profiles()).isEqualTo(hostile.clears());
    if (hostile.ends().isEmpty()) {
      assertThat(outcome.failure()).isEmpty();
    } else {
      assertThat(outcome.failure().orElseThrow().kind()).as(outcome::toString).isIn(hostile.ends());
    }
    assertThat(took).isLessThan(limits.totalLimit());
    if (RUN.getAndIncrement() % NEIGHBOUR_EVERY == 0) {
      assertThat(executor.run(HARMLESS)).isEqualTo(UNTOUCHED);
    }
  }

  @Test
  void theCatalogueHasManyDistinctAims() {
    assertThat(catalogue().map(Hostile::aim)).doesNotHaveDuplicates().hasSizeGreaterThan(60);
  }
}
