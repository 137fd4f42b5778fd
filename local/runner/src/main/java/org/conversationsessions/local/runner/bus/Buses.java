package org.conversationsessions.local.runner.bus;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.conversationsessions.local.runner.aws.LocalArn;
import org.conversationsessions.local.runner.aws.Settings;
import org.conversationsessions.local.template.Resource;

/** Reads the template's event buses, and the account's default bus if a rule uses it. */
public final class Buses {
  private Buses() {}

  public static List<LocalEventBus> of(List<Resource> resources, List<Rule> rules, EventLog log) {
    List<LocalEventBus> buses = new ArrayList<>();
    for (Resource resource : resources) {
      if (resource.type().equals(LocalEventBus.TYPE)) {
        Settings settings =
            new Settings(resource.logicalId(), resource.properties())
                .knowing(Set.of("Description", "Name", "Tags"));
        buses.add(new LocalEventBus(settings.required("Name"), rules, log));
      }
    }
    if (rules.stream()
        .anyMatch(rule -> LocalArn.nameOf(rule.bus()).equals(LocalEventBus.DEFAULT))) {
      buses.add(new LocalEventBus(LocalEventBus.DEFAULT, rules, log));
    }
    for (Rule rule : rules) {
      if (buses.stream().noneMatch(bus -> bus.answersTo(rule.bus()))) {
        throw new IllegalArgumentException(
            rule.name() + " listens to " + rule.bus() + ", which is not in the template");
      }
    }
    return List.copyOf(buses);
  }
}
