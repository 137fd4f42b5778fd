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
 * A mapping's position in each shard of its stream. A file keeps it across restarts. The file is
 * replaced atomically; records processed after the last replacement are delivered again.
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
   * Reads the stored positions. Positions of another stream are ignored.
   *
   * @param file where they are stored; empty: in memory
   * @param stream the stream's ARN
   * @throws IllegalArgumentException if the file does not hold positions
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

  /** Returns whether the mapping has never run on this stream. */
  synchronized boolean isNew() {
    return shards.isEmpty();
  }

  /** Returns the last record of a shard up to which all are processed; empty if there is none. */
  synchronized Optional<String> reached(String shard) {
    return Optional.ofNullable(shards.get(shard)).filter(place -> !place.equals(START));
  }

  /** Returns whether all records of a shard are processed. */
  synchronized boolean isEnded(String shard) {
    return END.equals(shards.get(shard));
  }

  /** Records that reading a shard has begun. */
  synchronized void begin(String shard) {
    if (!shards.containsKey(shard)) {
      put(shard, START);
    }
  }

  /** Records that all records of a shard up to and including this one are processed. */
  synchronized void saveReached(String shard, String sequenceNumber) {
    put(shard, sequenceNumber);
  }

  /** Records that all records of a shard are processed. */
  synchronized void end(String shard) {
    put(shard, END);
  }

  /** Drops the positions of all other shards. */
  synchronized void retain(Set<String> existing) {
    shards.keySet().retainAll(existing);
  }

  /** Stops storing positions: records interrupted by the shutdown must not count as processed. */
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
          file + " does not hold the position in a stream: " + e.getMessage(), e);
    }
  }
}
