package org.conversationsessions.local.runner.sqs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.conversationsessions.local.runner.aws.JsonCodec;
import org.conversationsessions.local.runner.aws.Settings;
import org.conversationsessions.local.runner.files.PrivateFile;

/**
 * Stores a queue's messages in a file that only its owner can read, so that they outlive the
 * process. Each line of JSON adds or removes a message. Undeleted messages are kept, their receive
 * counts are not. For one thread.
 */
final class QueueFile {
  private final Optional<Path> file;

  private QueueFile(Optional<Path> file) {
    this.file = file;
  }

  /** Returns a queue's file; without a folder nothing is stored. */
  static QueueFile of(Optional<Path> folder, String queue) {
    return new QueueFile(folder.map(path -> path.resolve(queue + ".jsonl")));
  }

  /**
   * Reads the messages in the order of sending, and rewrites the file without removed messages.
   *
   * @throws IllegalArgumentException if the file does not hold a queue
   */
  List<QueueMessage> read() {
    if (file.isEmpty() || !Files.exists(file.get())) {
      return List.of();
    }
    Map<String, QueueMessage> messages = new LinkedHashMap<>();
    try {
      String text = Files.readString(file.get());
      // A last line without a line end is incomplete: its send never succeeded.
      for (String line : text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
        Map<String, Object> entry = JsonCodec.object(line);
        if (entry.get("removed") instanceof String id) {
          messages.remove(id);
        } else {
          QueueMessage message = message(new Settings(file.get().toString(), entry));
          messages.put(message.id(), message);
        }
      }
    } catch (IOException e) {
      throw new IllegalArgumentException(file.get() + " does not hold a queue", e);
    }
    rewrite(messages.values().stream().toList());
    return List.copyOf(messages.values());
  }

  void writeAdded(QueueMessage message) {
    if (file.isPresent() && !Files.exists(file.get())) {
      rewrite(List.of(message));
    } else {
      append(json(message));
    }
  }

  /**
   * Removes a message. An empty queue starts a new file, so that the file does not grow without
   * limit.
   *
   * @param empty whether it was the last message in the queue
   */
  void writeRemoved(String id, boolean empty) {
    if (empty) {
      rewrite(List.of());
    } else {
      append(Map.of("removed", id));
    }
  }

  private void append(Map<String, Object> entry) {
    file.ifPresent(
        path -> {
          try {
            Files.write(path, line(entry), StandardOpenOption.APPEND);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private void rewrite(List<QueueMessage> messages) {
    StringBuilder text = new StringBuilder();
    messages.forEach(message -> text.append(JsonCodec.write(json(message))).append('\n'));
    file.ifPresent(
        path -> {
          try {
            PrivateFile.write(path, text.toString().getBytes(StandardCharsets.UTF_8));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private static byte[] line(Map<String, Object> entry) {
    return (JsonCodec.write(entry) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static Map<String, Object> json(QueueMessage message) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", message.id());
    json.put("body", message.body());
    Map<String, Object> attributes = new LinkedHashMap<>();
    message.attributes().forEach((name, each) -> attributes.put(name, each.json()));
    json.put("attributes", attributes);
    json.put("sent", message.sent().toString());
    message.movedFrom().ifPresent(arn -> json.put("movedFrom", arn));
    message
        .order()
        .ifPresent(
            order -> {
              json.put("group", order.group());
              json.put("deduplicationId", order.deduplicationId());
              json.put("sequence", Long.toString(order.sequence()));
            });
    return json;
  }

  private static QueueMessage message(Settings json) {
    return new QueueMessage(
        json.required("id"),
        json.required("body"),
        SqsMessages.attributes(json.map("attributes")),
        Instant.parse(json.required("sent")),
        json.text("movedFrom"),
        json.text("group")
            .map(
                group ->
                    new QueueMessage.Order(
                        group,
                        json.required("deduplicationId"),
                        Long.parseLong(json.required("sequence")))));
  }
}
