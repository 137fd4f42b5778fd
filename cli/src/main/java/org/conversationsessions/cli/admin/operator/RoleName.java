package org.conversationsessions.cli.admin.operator;

import java.util.Arrays;
import java.util.Iterator;
import org.conversationsessions.domain.registry.BotRole;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a role by its name, and lists the names for the help. */
final class RoleName implements ITypeConverter<BotRole>, Iterable<String> {
  RoleName() {}

  @Override
  public BotRole convert(String text) {
    return BotRole.ofWire(text)
        .orElseThrow(
            () -> new TypeConversionException("a role is one of " + String.join(", ", this)));
  }

  @Override
  public Iterator<String> iterator() {
    return Arrays.stream(BotRole.values()).map(BotRole::wire).iterator();
  }
}
