package org.conversationsessions.local.runner.stream;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.conversationsessions.local.runner.aws.JsonCodec;
import org.conversationsessions.local.runner.aws.Settings;

/**
 * How far a mapping has come in each shard of its stream. Kept in a file, it outlives the process:
 * the file is replaced as a whole, so that it is never half written, and what was dealt with behind
 * the last replacement is delivered again.
 */
final class Checkpoints implements AutoCloseable {
  private static final String START = "TRIM_HORIZON";
  private static final String END = "SHARD_END";

  private final Optional<Path> file;
  private final String stream;
  private final Map<String, String> shards;
  private boolean closed;

  private Checkpoints(Optional<Path> file, String stream, Map<String, String> shards) {
    this.file = file;
    this.stream = stream;
    this.shards = shards;
  }

  /**
   * Reads what is kept; nothing of it holds for another stream than the one it is kept for.
   *
   * @param file where it is kept; empty: in memory
   * @param stream the stream's ARN
   * @throws IllegalArgumentException if the file is not one of these
   */
  static Checkpoints of(Optional<Path> file, String stream) {
    Map<String, String> shards = new LinkedHashMap<>();
    if (file.isPresent() && Files.exists(file.get())) {
      Settings kept = new Settings(file.get().toString(), read(file.get()));
      if (kept.required("stream").equals(stream)) {
        kept.map("shards").forEach((shard, place) -> shards.put(shard, String.valueOf(place)));
      }
    }
    return new Checkpoints(file, stream, shards);
  }

  /** Whether the mapping has never run on this stream. */
  synchronized boolean isNew() {
    return shards.isEmpty();
  }

  /** The last record of a shard up to which all are dealt with; empty: none is. */
  synchronized Optional<String> reached(String shard) {
    return Optional.ofNullable(shards.get(shard)).filter(place -> !place.equals(START));
  }

  /** Whether all of a shard is dealt with. */
  synchronized boolean isEnded(String shard) {
    return END.equals(shards.get(shard));
  }

  /** Notes that a shard is being read. */
  synchronized void begin(String shard) {
    if (!shards.containsKey(shard)) {
      put(shard, START);
    }
  }

  /** Notes that all of a shard's records up to this one, itself included, are dealt with. */
  synchronized void reach(String shard, String sequenceNumber) {
    put(shard, sequenceNumber);
  }

  /** Notes that all of a shard is dealt with. */
  synchronized void end(String shard) {
    put(shard, END);
  }

  /** Forgets all shards but these. */
  synchronized void retain(Set<String> existing) {
    shards.keySet().retainAll(existing);
  }

  /** From now on nothing is kept: a function that is ended has not failed on its records. */
  @Override
  public synchronized void close() {
    closed = true;
  }

  private void put(String shard, String place) {
    shards.put(shard, place);
    if (file.isPresent() && !closed) {
      write(file.get());
    }
  }

  private void write(Path target) {
    Path fresh = target.resolveSibling(target.getFileName() + ".new");
    try {
      Files.createDirectories(target.toAbsolutePath().getParent());
      Files.write(
          fresh,
          JsonCodec.write(Map.of("stream", stream, "shards", shards))
              .getBytes(StandardCharsets.UTF_8));
      Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, Object> read(Path file) {
    try {
      return JsonCodec.object(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new IllegalArgumentException(
          file + " does not tell how far a stream was read: " + e.getMessage(), e);
    }
  }
}
