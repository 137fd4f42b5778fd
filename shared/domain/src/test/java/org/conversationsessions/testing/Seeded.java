package org.conversationsessions.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.lang.reflect.Method;
import java.util.Random;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Injects a {@link Random} into a test method, a method that runs before it, or the constructor.
 * Its seed is printed before the test runs. {@code -Dseed=N} repeats a run with that seed.
 */
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(Seeded.Extension.class)
public @interface Seeded {
  /** The extension that {@link Seeded} registers. */
  final class Extension implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test)
        throws ParameterResolutionException {
      return parameter.isAnnotated(Seeded.class)
          && parameter.getParameter().getType() == Random.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test)
        throws ParameterResolutionException {
      long seed = Long.getLong("seed", System.nanoTime());
      System.out.printf(
          "-Dseed=%d %s.%s%n",
          seed,
          test.getRequiredTestClass().getName(),
          test.getTestMethod().map(Method::getName).orElse("*"));
      return new Random(seed);
    }
  }
}
