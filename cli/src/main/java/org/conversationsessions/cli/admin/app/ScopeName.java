package org.conversationsessions.cli.admin.app;

import java.util.Arrays;
import java.util.Iterator;
import org.conversationsessions.domain.registry.Scope;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a scope by its wire name, and lists the wire names for the help. */
final class ScopeName implements ITypeConverter<Scope>, Iterable<String> {
  ScopeName() {}

  @Override
  public Scope convert(String text) {
    return Arrays.stream(Scope.values())
        .filter(scope -> scope.wire().equals(text))
        .findFirst()
        .orElseThrow(
            () -> new TypeConversionException("a scope is one of " + String.join(", ", this)));
  }

  @Override
  public Iterator<String> iterator() {
    return Arrays.stream(Scope.values()).map(Scope::wire).iterator();
  }
}
