package org.conversationsessions.local.runner.events;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.conversationsessions.local.runner.template.Resource;

/** Reads the event buses of the template, and the account's default bus if a rule listens to it. */
final class Buses {
  private Buses() {}

  static List<EventBus> of(List<Resource> resources, List<Rule> rules, EventLog log) {
    List<EventBus> buses = new ArrayList<>();
    for (Resource resource : resources) {
      if (resource.type().equals(EventBus.TYPE)) {
        Settings settings =
            new Settings(resource.logicalId(), resource.properties())
                .knowing(Set.of("Description", "Name", "Tags"));
        buses.add(new EventBus(settings.required("Name"), rules, log));
      }
    }
    if (rules.stream().anyMatch(rule -> Local.nameOf(rule.bus()).equals(EventBus.DEFAULT))) {
      buses.add(new EventBus(EventBus.DEFAULT, rules, log));
    }
    for (Rule rule : rules) {
      if (buses.stream().noneMatch(bus -> bus.answersTo(rule.bus()))) {
        throw new IllegalArgumentException(
            rule.name() + " listens to " + rule.bus() + ", which the template has not");
      }
    }
    return List.copyOf(buses);
  }
}
