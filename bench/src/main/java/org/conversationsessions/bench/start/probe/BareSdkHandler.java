package org.conversationsessions.bench.start.probe;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * A function that makes another function's calls of DynamoDB with the SDK's defaults. Its first
 * answer is the nanoseconds that building the client and making the last call took.
 */
public final class BareSdkHandler implements RequestStreamHandler {
  /** The variable for the file of the calls, as {@link TimedHandler} reports them. */
  public static final String CALLS = "BARE_CALLS";

  private final List<List<RecordedCalls.SdkCall>> stages;
  private @Nullable DynamoDbClient client;

  /** Creates the handler, as Lambda does. */
  public BareSdkHandler() throws IOException {
    stages = RecordedCalls.of(Files.readAllLines(Path.of(System.getenv(CALLS))));
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    if (client == null) {
      long begin = System.nanoTime();
      client = DynamoDbClient.create();
      stages.getLast().getLast().make(client);
      long took = System.nanoTime() - begin;
      output.write(Long.toString(took).getBytes(StandardCharsets.UTF_8));
      return;
    }
    for (List<RecordedCalls.SdkCall> stage : stages) {
      make(stage, client);
    }
    output.write("{\"statusCode\":200}".getBytes(StandardCharsets.UTF_8));
  }

  private static void make(List<RecordedCalls.SdkCall> calls, DynamoDbClient client) {
    if (calls.size() == 1) {
      calls.getFirst().make(client);
      return;
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      calls.forEach(call -> threads.execute(() -> call.make(client)));
    }
  }
}
