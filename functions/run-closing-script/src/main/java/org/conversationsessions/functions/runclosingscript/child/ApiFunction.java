package org.conversationsessions.functions.runclosingscript.child;

import java.io.Serial;
import java.util.function.Consumer;
import org.mozilla.javascript.BaseFunction;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.ScriptRuntime;
import org.mozilla.javascript.Scriptable;
import org.mozilla.javascript.Undefined;

/** A function that scripts can call but neither change nor construct. */
final class ApiFunction extends BaseFunction {
  @Serial private static final long serialVersionUID = 1L;

  private final String name;
  private final int parameters;
  private final transient Consumer<Object[]> action;

  ApiFunction(Scriptable scope, String name, int parameters, Consumer<Object[]> action) {
    super(scope, getFunctionPrototype(scope));
    this.name = name;
    this.parameters = parameters;
    this.action = action;
    for (Object property : getAllIds()) {
      if (property instanceof String own) {
        setAttributes(own, READONLY | PERMANENT | DONTENUM);
      }
    }
    preventExtensions();
  }

  @Override
  public Object call(Context context, Scriptable scope, Scriptable self, Object[] arguments) {
    action.accept(arguments);
    return Undefined.instance;
  }

  @Override
  public Scriptable construct(Context context, Scriptable scope, Object[] arguments) {
    throw ScriptRuntime.typeError(name + " is not a constructor");
  }

  @Override
  public String getFunctionName() {
    return name;
  }

  @Override
  public int getLength() {
    return parameters;
  }

  @Override
  public int getArity() {
    return parameters;
  }
}
