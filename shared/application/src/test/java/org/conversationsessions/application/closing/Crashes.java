package org.conversationsessions.application.closing;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/** Lets the process die once, at one call of a port, before the call has an effect or after. */
final class Crashes {
  private final int at;
  private final boolean afterEffect;
  private int calls;
  private boolean died;

  /**
   * Makes one.
   *
   * @param at the call, the first is 0
   * @param afterEffect whether the call still takes effect
   */
  Crashes(int at, boolean afterEffect) {
    this.at = at;
    this.afterEffect = afterEffect;
  }

  /** The process is no more. Nothing in the project catches this. */
  static final class Died extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** Whether the process died. */
  boolean happened() {
    return died;
  }

  /** The port, at whose calls the process may die. */
  <T> T on(Class<T> port, T inner) {
    return port.cast(
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (proxy, method, arguments) -> call(inner, method, arguments)));
  }

  private @Nullable Object call(Object inner, Method method, Object @Nullable [] arguments)
      throws Throwable {
    boolean dies = calls++ == at;
    if (dies && !afterEffect) {
      died = true;
      throw new Died();
    }
    Object answer;
    try {
      answer = method.invoke(inner, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
    if (dies) {
      died = true;
      throw new Died();
    }
    return answer;
  }
}
