package org.conversationsessions.local.runner.runtimeclient;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Adapts a handler of plain objects to the stream interface. AWS's own serialisation converts the
 * objects. It is loaded by a child of the function's class loader, so that the function cannot see
 * it, and is called by reflection.
 */
final class ObjectHandler implements RequestStreamHandler {
  private static final String PACKAGE = "com.amazonaws.services.lambda.runtime.serialization.";

  private final RequestHandler<Object, Object> handler;
  private final Class<?> input;
  private final ClassLoader serialization;

  private ObjectHandler(
      RequestHandler<Object, Object> handler, Class<?> input, ClassLoader serialization) {
    this.handler = handler;
    this.input = input;
    this.serialization = serialization;
  }

  @SuppressWarnings("unchecked") // the input's type is read from the handler itself
  static ObjectHandler of(RequestHandler<?, ?> handler) throws Exception {
    URL jar = Path.of(System.getProperty(FunctionHost.SERIALIZATION, "")).toUri().toURL();
    Class<?> input =
        Arrays.stream(handler.getClass().getMethods())
            .filter(m -> m.getName().equals("handleRequest") && !m.isBridge())
            .filter(m -> m.getParameterCount() == 2)
            .findFirst()
            .orElseThrow()
            .getParameterTypes()[0];
    return new ObjectHandler(
        (RequestHandler<Object, Object>) handler,
        input,
        new URLClassLoader(new URL[] {jar}, handler.getClass().getClassLoader()));
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) {
    Object request = call(serializer(input), "fromJson", InputStream.class, in);
    Object response = handler.handleRequest(request, context);
    Class<?> output = response == null ? Object.class : response.getClass();
    call(serializer(output), "toJson", Object.class, response, OutputStream.class, out);
  }

  private Object serializer(Class<?> type) {
    try {
      Class<?> events = serialization.loadClass(PACKAGE + "events.LambdaEventSerializers");
      boolean isEvent =
          (boolean)
              events.getMethod("isLambdaSupportedEvent", String.class).invoke(null, type.getName());
      if (isEvent) {
        return events
            .getMethod("serializerFor", Class.class, ClassLoader.class)
            .invoke(null, type, handler.getClass().getClassLoader());
      }
      Class<?> factory = serialization.loadClass(PACKAGE + "factories.JacksonFactory");
      Object instance = factory.getMethod("getInstance").invoke(null);
      return factory.getMethod("getSerializer", Class.class).invoke(instance, type);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot serialise " + type, e);
    }
  }

  /**
   * Calls a method of the serialisation's interface.
   *
   * @param parameters the type and value of each parameter, in turn
   */
  private @Nullable Object call(Object serializer, String name, @Nullable Object... parameters) {
    Class<?>[] types = new Class<?>[parameters.length / 2];
    Object[] values = new Object[types.length];
    for (int i = 0; i < types.length; i++) {
      types[i] = (Class<?>) Optional.ofNullable(parameters[2 * i]).orElseThrow();
      values[i] = parameters[2 * i + 1];
    }
    try {
      Method method = serialization.loadClass(PACKAGE + "PojoSerializer").getMethod(name, types);
      return method.invoke(serializer, values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the event does not match the handler's type", e);
    }
  }
}
