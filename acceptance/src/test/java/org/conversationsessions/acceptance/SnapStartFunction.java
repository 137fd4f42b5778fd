package org.conversationsessions.acceptance;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.conversationsessions.local.runner.lambda.Artifact;
import org.conversationsessions.local.runner.lambda.FunctionJvm;
import org.conversationsessions.local.runner.lambda.HostProgram;
import org.conversationsessions.local.runner.lambda.Invocation;
import org.conversationsessions.local.runner.lambda.PendingInvocation;
import org.conversationsessions.local.runner.lambda.RuntimeApi;
import org.conversationsessions.local.template.FunctionResource;
import software.amazon.awssdk.utilslite.SdkInternalThreadLocal;

/**
 * A function's packaged artifact in a process under AWS's runtime interface client, as on Lambda
 * with SnapStart: its hooks run, then it waits where Lambda takes the snapshot until it is
 * restored.
 */
final class SnapStartFunction implements RuntimeApi.Work, AutoCloseable {
  private static final long TIMEOUT_SECONDS = 60;

  private final CountDownLatch hooksRun = new CountDownLatch(1);
  private final CountDownLatch restored = new CountDownLatch(1);
  private final BlockingQueue<PendingInvocation> waiting = new LinkedBlockingQueue<>();
  private volatile Optional<PendingInvocation> running = Optional.empty();
  private volatile Optional<Invocation.Failed> initFailure = Optional.empty();
  private final Path log;
  private final RuntimeApi api;
  private final Process process;

  /**
   * Starts a function.
   *
   * @param artifact its code, unpacked
   * @param environment additions to its environment, which has no credentials
   * @param options further options for its JVM
   * @param log the file for its output
   */
  SnapStartFunction(
      FunctionResource function,
      Artifact artifact,
      Map<String, String> environment,
      List<String> options,
      Path log)
      throws IOException {
    this.log = log;
    HostProgram program = aws(log.resolveSibling(log.getFileName() + ".native")).with(options);
    FunctionJvm jvm = new FunctionJvm(function, artifact, program, environment, log);
    this.api = RuntimeApi.start(this, jvm.arn());
    this.process = jvm.start(api.address());
  }

  /** Waits until its hooks before the snapshot have run. */
  void awaitSnapshot() throws InterruptedException {
    await(hooksRun);
  }

  /** Lets it continue as after a restore. */
  void restore() {
    restored.countDown();
  }

  /** Returns its answer to an event. */
  byte[] invoke(byte[] event) throws IOException {
    PendingInvocation invocation = new PendingInvocation(UUID.randomUUID().toString(), event);
    waiting.add(invocation);
    return switch (invocation.await()) {
      case Invocation.Succeeded(byte[] payload) -> payload;
      case Invocation.Failed failed -> throw new AssertionError(failed.message() + "\n" + log());
    };
  }

  /** Returns its log. */
  String log() throws IOException {
    return Files.readString(log, StandardCharsets.UTF_8);
  }

  /** Returns its process identifier. */
  long pid() {
    return process.pid();
  }

  /** Returns the port of its Runtime API. */
  int runtimeApiPort() {
    return Integer.parseInt(api.address().replaceAll(".*:", ""));
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
    api.close();
  }

  @Override
  public void frozen() throws InterruptedException {
    hooksRun.countDown();
    await(restored);
  }

  @Override
  public Begun next() throws InterruptedException {
    PendingInvocation next = waiting.take();
    running = Optional.of(next);
    return new Begun(next, System.currentTimeMillis() + TimeUnit.SECONDS.toMillis(20));
  }

  @Override
  public boolean complete(String requestId, Invocation outcome) {
    running.ifPresent(invocation -> invocation.complete(outcome));
    return true;
  }

  @Override
  public void initFailed(Invocation.Failed failure) {
    initFailure = Optional.of(failure);
    hooksRun.countDown();
  }

  private void await(CountDownLatch latch) throws InterruptedException {
    if (!latch.await(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("nothing happened for " + TIMEOUT_SECONDS + " s");
    }
    initFailure.ifPresent(
        failure -> {
          throw new AssertionError("not started: " + failure.message());
        });
  }

  private static HostProgram aws(Path folder) throws IOException {
    return HostProgram.aws(
            List.of(
                location(AWSLambda.class),
                location(PojoSerializer.class),
                location(RequestStreamHandler.class),
                location(SdkInternalThreadLocal.class)),
            folder)
        .with(List.of("-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac"));
  }

  private static Path location(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
