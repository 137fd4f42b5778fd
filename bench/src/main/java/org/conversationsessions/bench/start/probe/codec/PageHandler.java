package org.conversationsessions.bench.start.probe.codec;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Answers with a page of sessions that it has in memory: what remains of a function that answers
 * for the history when nothing but reading the event and writing the answer is left. Lambda makes
 * its subclasses.
 */
public abstract class PageHandler implements RequestStreamHandler {
  /** Names the file of the page's rows. */
  public static final String ROWS = "PAGE_ROWS";

  private final List<PageRow> rows;

  PageHandler(Path file) throws IOException {
    rows = Files.readAllLines(file).stream().map(PageRow::of).toList();
  }

  PageHandler() throws IOException {
    this(Path.of(System.getenv(ROWS)));
  }

  /**
   * What is read of the event and the request's body.
   *
   * @param token the header {@code auth}
   * @param bot the path's
   * @param from the body's {@code dateFrom}
   * @param to the body's {@code dateTo}
   * @param limit the body's
   */
  record Asked(String token, String bot, String from, String to, int limit) {}

  abstract Asked read(InputStream event) throws IOException;

  /** Writes the answer as API Gateway wants it, with the page as a string inside. */
  abstract void write(List<PageRow> page, OutputStream answer) throws IOException;

  @Override
  public final void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    answer(input, output);
  }

  final void answer(InputStream event, OutputStream answer) throws IOException {
    Asked asked = read(event);
    if (!rows.getFirst().text("botId").equals(asked.bot)) {
      throw new IllegalArgumentException("the page is another bot's: " + asked);
    }
    write(rows.subList(0, Math.min(rows.size(), asked.limit)), answer);
  }
}
