package org.conversationsessions.domain.erasure;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How far a request has come. Every change is a write with optimistic locking: of two workers with
 * the same version one wins, and the other stops. Its times are in milliseconds, as stored, so that
 * a worker recognises its own progress.
 *
 * @param version grows by one with each write
 * @param pass the number of the pass, from 1
 * @param position the next step within the phase, from 0
 * @param page where the step continues; empty: at its beginning
 * @param notBefore the phase waits until then
 * @param subjectsOfPass the end users or selections, by their numbers, that the pass looks at
 * @param found those of which this pass has found something
 * @param failed those that cannot be completed, with the reason
 * @param skipped the number of sessions that were left as they are
 * @param startedAt when the work began; null: not yet
 * @param updatedAt the time of the last write
 */
public record ErasureProgress(
    long version,
    ErasurePhase phase,
    int pass,
    int position,
    Optional<String> page,
    Instant notBefore,
    Set<Integer> subjectsOfPass,
    Set<Integer> found,
    Map<Integer, String> failed,
    int skipped,
    @Nullable Instant startedAt,
    Instant updatedAt) {
  /** Copies the collections and truncates the times to milliseconds. */
  public ErasureProgress {
    notBefore = notBefore.truncatedTo(ChronoUnit.MILLIS);
    startedAt = startedAt == null ? null : startedAt.truncatedTo(ChronoUnit.MILLIS);
    updatedAt = updatedAt.truncatedTo(ChronoUnit.MILLIS);
    subjectsOfPass = Set.copyOf(subjectsOfPass);
    found = Set.copyOf(found);
    failed = Map.copyOf(failed);
  }

  /**
   * Returns the progress of a new request.
   *
   * @param subjects all its end users or selections, by their numbers
   */
  public static ErasureProgress first(Set<Integer> subjects, Instant now) {
    return new ErasureProgress(
        1,
        ErasurePhase.PASS,
        1,
        0,
        Optional.empty(),
        now,
        subjects,
        Set.of(),
        Map.of(),
        0,
        null,
        now);
  }

  /** Returns the progress as the next write stores it. */
  public ErasureProgress written(Instant now) {
    return new ErasureProgress(
        version + 1,
        phase,
        pass,
        position,
        page,
        notBefore,
        subjectsOfPass,
        found,
        failed,
        skipped,
        startedAt,
        now);
  }

  /** Returns the progress of work that has begun. */
  public ErasureProgress startedAt(Instant now) {
    return new ErasureProgress(
        version,
        phase,
        pass,
        position,
        page,
        notBefore,
        subjectsOfPass,
        found,
        failed,
        skipped,
        startedAt == null ? now : startedAt,
        updatedAt);
  }

  /** Returns the progress at the beginning of another step of the phase. */
  public ErasureProgress atStep(int step) {
    return atStep(step, Optional.empty());
  }

  /** Returns the progress at a later page of its step. */
  public ErasureProgress atPage(String next) {
    return atStep(position, Optional.of(next));
  }

  private ErasureProgress atStep(int step, Optional<String> page) {
    return new ErasureProgress(
        version,
        phase,
        pass,
        step,
        page,
        notBefore,
        subjectsOfPass,
        found,
        failed,
        skipped,
        startedAt,
        updatedAt);
  }

  /** Returns the progress with something found. */
  public ErasureProgress finding(int number) {
    Set<Integer> more = new TreeSet<>(found);
    more.add(number);
    return new ErasureProgress(
        version,
        phase,
        pass,
        position,
        page,
        notBefore,
        subjectsOfPass,
        more,
        failed,
        skipped,
        startedAt,
        updatedAt);
  }

  /** Returns the progress with more sessions left as they are. */
  public ErasureProgress skipping(int more) {
    return new ErasureProgress(
        version,
        phase,
        pass,
        position,
        page,
        notBefore,
        subjectsOfPass,
        found,
        failed,
        skipped + more,
        startedAt,
        updatedAt);
  }

  /** Returns the progress with an end user that cannot be completed. The first reason stays. */
  public ErasureProgress failing(int number, String reason) {
    Map<Integer, String> more = new TreeMap<>(failed);
    more.putIfAbsent(number, reason);
    return new ErasureProgress(
        version,
        phase,
        pass,
        position,
        page,
        notBefore,
        subjectsOfPass,
        found,
        more,
        skipped,
        startedAt,
        updatedAt);
  }

  /** Returns the beginning of the next pass. */
  public ErasureProgress nextPass(Set<Integer> subjects, Instant earliest) {
    return new ErasureProgress(
        version,
        ErasurePhase.PASS,
        pass + 1,
        0,
        Optional.empty(),
        earliest,
        subjects,
        Set.of(),
        failed,
        skipped,
        startedAt,
        updatedAt);
  }

  /** Returns the beginning of another phase. */
  public ErasureProgress withPhase(ErasurePhase next, Instant now) {
    return new ErasureProgress(
        version,
        next,
        pass,
        0,
        Optional.empty(),
        now,
        subjectsOfPass,
        found,
        failed,
        skipped,
        startedAt,
        updatedAt);
  }
}
