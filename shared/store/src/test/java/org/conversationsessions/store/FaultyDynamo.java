package org.conversationsessions.store;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.conversationsessions.store.client.Dynamo;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;

/** Makes single calls of a client fail, or lets others act before them. */
public final class FaultyDynamo {
  private final DynamoDbClient inner;
  private final List<Fault> faults = new ArrayList<>();

  public FaultyDynamo(DynamoDbClient inner) {
    this.inner = inner;
  }

  /**
   * A fault of one call.
   *
   * @param operation the method of the client
   * @param before runs before the call
   * @param failure the exception; null: none
   * @param afterEffect whether the call takes effect
   * @param answer changes the response
   */
  private record Fault(
      String operation,
      Runnable before,
      @Nullable RuntimeException failure,
      boolean afterEffect,
      UnaryOperator<Object> answer) {}

  /** Makes the next call of an operation fail without effect. */
  public FaultyDynamo failing(String operation, RuntimeException failure) {
    faults.add(new Fault(operation, () -> {}, failure, false, UnaryOperator.identity()));
    return this;
  }

  /** Makes the next call of an operation fail after it took effect. */
  FaultyDynamo failingAfterwards(String operation, RuntimeException failure) {
    faults.add(new Fault(operation, () -> {}, failure, true, UnaryOperator.identity()));
    return this;
  }

  /** Changes the response of the next call of an operation. */
  FaultyDynamo answering(String operation, UnaryOperator<Object> answer) {
    faults.add(new Fault(operation, () -> {}, null, true, answer));
    return this;
  }

  /** Runs something before the next call of an operation. */
  public FaultyDynamo before(String operation, Runnable work) {
    faults.add(new Fault(operation, work, null, true, UnaryOperator.identity()));
    return this;
  }

  /** Returns whether every fault has happened. */
  boolean isUsedUp() {
    return faults.isEmpty();
  }

  /** Returns the bounded client. */
  public DynamoDbClient client() {
    return Dynamo.bounded(
        (DynamoDbClient)
            Proxy.newProxyInstance(
                FaultyDynamo.class.getClassLoader(),
                new Class<?>[] {DynamoDbClient.class},
                this::invoke));
  }

  private @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws Throwable {
    Object[] given = arguments == null ? new Object[0] : arguments;
    if (given.length == 1 && given[0] instanceof Consumer) {
      // The interface's default method builds the request and calls the proxy again.
      return InvocationHandler.invokeDefault(proxy, method, given);
    }
    Fault fault =
        given.length == 1 && given[0] instanceof DynamoDbRequest ? next(method.getName()) : null;
    if (fault != null) {
      fault.before.run();
      if (fault.failure != null && !fault.afterEffect) {
        throw fault.failure;
      }
    }
    Object answer;
    try {
      answer = method.invoke(inner, given);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
    if (fault == null) {
      return answer;
    }
    if (fault.failure != null) {
      throw fault.failure;
    }
    return fault.answer.apply(answer);
  }

  private synchronized @Nullable Fault next(String operation) {
    for (Fault fault : faults) {
      if (fault.operation.equals(operation)) {
        faults.remove(fault);
        return fault;
      }
    }
    return null;
  }
}
