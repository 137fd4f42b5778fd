package org.conversationsessions.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.conversationsessions.cli.CliException;

/** Figures in a JSON file. */
final class FiguresFile {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private FiguresFile() {}

  static void write(Path file, Figures figures) {
    try {
      Files.writeString(file, JSON.writeValueAsString(figures) + "\n");
    } catch (IOException e) {
      throw new CliException(file + " cannot be written: " + e.getMessage(), e);
    }
  }

  static Figures read(Path file) {
    try {
      return JSON.readValue(Files.readString(file), Figures.class);
    } catch (JsonProcessingException e) {
      throw new CliException(file + " holds no figures: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new CliException(file + " cannot be read: " + e.getMessage(), e);
    }
  }
}
