package org.conversationsessions.local.runner.lambda;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.conversationsessions.local.template.FunctionResource;
import org.joda.time.DateTime;

/** Makes artifacts of the handlers for tests, as the project's build does of its functions. */
public final class TestFunction {
  /** An event for {@code ObjectsHandler}. */
  static final String TWO_MESSAGES =
      "{\"Records\":[{\"messageId\":\"1\",\"body\":\"pass\"},{\"messageId\":\"2\",\"body\":\"fail\"}]}";

  /** Its answer. */
  static final String SECOND_FAILED = "{\"batchItemFailures\":[{\"itemIdentifier\":\"2\"}]}";

  private TestFunction() {}

  /** A function with a handler for tests; its artifact is written into the folder. */
  public static FunctionResource of(
      String logicalId, Class<?> handler, Path folder, Duration timeout) throws IOException {
    return new FunctionResource(
        logicalId,
        handler.getName(),
        artifact(handler, folder.resolve(logicalId + ".zip")),
        Map.of("SETTING", "a value"),
        timeout,
        128,
        List.of());
  }

  /**
   * A zip with the handler's class, and in {@code lib} the jars of AWS's interfaces and events,
   * with what the events need.
   */
  public static Path artifact(Class<?> handler, Path zip) throws IOException {
    String entry = handler.getName().replace('.', '/') + ".class";
    try (OutputStream file = Files.newOutputStream(zip);
        ZipOutputStream out = new ZipOutputStream(file);
        InputStream code = handler.getClassLoader().getResourceAsStream(entry)) {
      out.putNextEntry(new ZipEntry(entry));
      code.transferTo(out);
      for (Class<?> library : List.of(RequestStreamHandler.class, SQSEvent.class, DateTime.class)) {
        Path jar = location(library);
        out.putNextEntry(new ZipEntry("lib/" + jar.getFileName()));
        Files.copy(jar, out);
      }
    }
    return zip;
  }

  /** The jar or folder that a class comes from. */
  public static Path location(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
