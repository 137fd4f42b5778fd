package org.conversationsessions.local.runner.events;

import java.text.MessageFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Keeps what a class logs instead of letting it be printed. */
final class LogRecorder extends Handler implements AutoCloseable {
  private final Logger logger;
  private final List<String> messages = new CopyOnWriteArrayList<>();

  private LogRecorder(Logger logger) {
    this.logger = logger;
  }

  /** Records from now until it is closed. */
  static LogRecorder of(Class<?> source) {
    LogRecorder recorder = new LogRecorder(Logger.getLogger(source.getName()));
    recorder.logger.setUseParentHandlers(false);
    recorder.logger.addHandler(recorder);
    return recorder;
  }

  /** The messages so far, their parameters filled in. */
  List<String> messages() {
    return List.copyOf(messages);
  }

  @Override
  public void publish(LogRecord logged) {
    messages.add(MessageFormat.format(logged.getMessage(), logged.getParameters()));
  }

  @Override
  public void flush() {
    // Nothing is held back.
  }

  @Override
  public void close() {
    logger.removeHandler(this);
    logger.setUseParentHandlers(true);
  }
}
