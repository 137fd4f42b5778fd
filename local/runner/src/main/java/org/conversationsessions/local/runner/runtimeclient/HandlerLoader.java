package org.conversationsessions.local.runner.runtimeclient;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.lang.reflect.InvocationTargetException;

/** Constructs the function's handler, as Lambda's Java runtime does. */
final class HandlerLoader {
  private HandlerLoader() {}

  /**
   * Constructs a handler.
   *
   * @param handler the class, with an optional {@code ::handleRequest}
   * @throws Throwable also what the class's static initialiser or constructor throws
   */
  static RequestStreamHandler load(String handler) throws Throwable {
    String[] parts = handler.split("::", 2);
    if (parts.length == 2 && !parts[1].equals("handleRequest")) {
      throw new IllegalArgumentException(
          "only classes that implement a handler interface are supported: " + handler);
    }
    Object instance;
    try {
      instance = Class.forName(parts[0]).getConstructor().newInstance();
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
    return switch (instance) {
      case RequestStreamHandler stream -> stream;
      case RequestHandler<?, ?> objects -> ObjectHandler.of(objects);
      default -> throw new IllegalArgumentException(parts[0] + " implements no handler interface");
    };
  }
}
