package org.conversationsessions.application.closing;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Simulates one crash of the process at one call of a port, before or after the call's effect.
 * Thread-safe.
 */
public final class SimulatedCrash {
  private final int at;
  private final boolean afterEffect;
  private final AtomicInteger calls = new AtomicInteger();
  private volatile boolean died;

  /**
   * Creates a simulation.
   *
   * @param at the index of the call, from 0
   * @param afterEffect whether the call takes effect before the crash
   */
  public SimulatedCrash(int at, boolean afterEffect) {
    this.at = at;
    this.afterEffect = afterEffect;
  }

  /** Returns a simulation without a crash. */
  static SimulatedCrash none() {
    return new SimulatedCrash(-1, false);
  }

  /** Reports the crash. No code of the project catches it. */
  public static final class Died extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** Returns whether the crash happened. */
  public boolean happened() {
    return died;
  }

  /** Returns the port with the crash built in. */
  public <T> T on(Class<T> port, T inner) {
    return port.cast(
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (proxy, method, arguments) -> call(inner, method, arguments)));
  }

  private @Nullable Object call(Object inner, Method method, Object @Nullable [] arguments)
      throws Throwable {
    boolean dies = calls.getAndIncrement() == at;
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
