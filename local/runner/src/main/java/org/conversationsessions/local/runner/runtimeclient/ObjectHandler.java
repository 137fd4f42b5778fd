package org.conversationsessions.local.runner.runtimeclient;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Adapts a handler of plain objects to the stream interface. AWS's own serialisation converts the
 * objects. It is loaded by a child of the function's class loader, so that the function cannot see
 * it, and is called by reflection. As on Lambda, the serialisers are made once, with the handler.
 */
final class ObjectHandler implements RequestStreamHandler {
  private static final String PACKAGE = "com.amazonaws.services.lambda.runtime.serialization.";

  private final RequestHandler<Object, Object> handler;
  private final Object input;
  private final Object output;
  private final Method fromJson;
  private final Method toJson;

  @SuppressWarnings("unchecked") // the input's type is read from the handler itself
  private ObjectHandler(RequestHandler<?, ?> handler, ClassLoader serialization)
      throws ReflectiveOperationException {
    Method method =
        Arrays.stream(handler.getClass().getMethods())
            .filter(m -> m.getName().equals("handleRequest") && !m.isBridge())
            .filter(m -> m.getParameterCount() == 2)
            .findFirst()
            .orElseThrow();
    Class<?> serializer = serialization.loadClass(PACKAGE + "PojoSerializer");
    this.handler = (RequestHandler<Object, Object>) handler;
    this.input = serializer(method.getParameterTypes()[0], serialization);
    this.output = serializer(method.getReturnType(), serialization);
    this.fromJson = serializer.getMethod("fromJson", InputStream.class);
    this.toJson = serializer.getMethod("toJson", Object.class, OutputStream.class);
  }

  static ObjectHandler of(RequestHandler<?, ?> handler) throws Exception {
    URL jar = Path.of(System.getProperty(FunctionHost.SERIALIZATION, "")).toUri().toURL();
    return new ObjectHandler(
        handler, new URLClassLoader(new URL[] {jar}, handler.getClass().getClassLoader()));
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) {
    Object request = call("An error occurred during JSON parsing", fromJson, input, in);
    Object response = handler.handleRequest(request, context);
    call("An error occurred during JSON serialization of response", toJson, output, response, out);
  }

  private static Object serializer(Class<?> type, ClassLoader serialization)
      throws ReflectiveOperationException {
    Class<?> events = serialization.loadClass(PACKAGE + "events.LambdaEventSerializers");
    boolean isEvent =
        (boolean)
            events.getMethod("isLambdaSupportedEvent", String.class).invoke(null, type.getName());
    if (isEvent) {
      return events
          .getMethod("serializerFor", Class.class, ClassLoader.class)
          .invoke(null, type, serialization.getParent());
    }
    Class<?> factory = serialization.loadClass(PACKAGE + "factories.JacksonFactory");
    Object instance = factory.getMethod("getInstance").invoke(null);
    return factory.getMethod("getSerializer", Class.class).invoke(instance, type);
  }

  /**
   * Calls a method of a serialiser. A failure has the type and the message that it has on Lambda.
   */
  private static @Nullable Object call(
      String failure, Method method, Object serializer, @Nullable Object... arguments) {
    try {
      return method.invoke(serializer, arguments);
    } catch (InvocationTargetException e) {
      throw new RuntimeException(failure, e.getCause());
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}
