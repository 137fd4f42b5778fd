package org.conversationsessions.local.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.conversationsessions.local.runner.http.HttpRouter;
import org.conversationsessions.local.runner.lambda.Functions;
import org.conversationsessions.local.runner.lambda.Invocation;
import org.conversationsessions.local.runner.stream.StreamAccess;
import org.conversationsessions.local.runner.stream.TableStream;
import org.conversationsessions.local.template.ReadTracker;
import org.conversationsessions.local.template.Resource;
import org.conversationsessions.local.template.TableDefinition;
import org.conversationsessions.local.template.TrackedTemplate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the runner reads of the template, and what it passes over. What it passes over has its line
 * in docs/differences.md: a new setting is honoured here, or it is listed there.
 */
class TemplateCoverageTest {
  private static final Path ROOT = Path.of(System.getProperty("project.root"));
  private static final Functions NONE =
      (function, event) -> new Invocation.Succeeded("null".getBytes(StandardCharsets.UTF_8));

  @TempDir Path folder;

  @Test
  @Tag("difference:template")
  void everySettingOfTheTemplateIsHonouredOrListedAsWithoutEffect() throws Exception {
    assertThat(ignored(ROOT.resolve("template.yaml")))
        .as("what the runner does not read of template.yaml; the list is in docs/differences.md")
        .containsExactlyInAnyOrderElementsOf(listed());
  }

  @Test
  void aSettingThatNothingReadsIsFound() throws Exception {
    Path changed = folder.resolve("template.yaml");
    String template = Files.readString(ROOT.resolve("template.yaml"));
    Files.writeString(
        changed,
        template
            .replace(
                "\n    Timeout: 25\n", "\n    Timeout: 25\n    EphemeralStorage: {Size: 1024}\n")
            .replace(
                " Arn: !GetAtt ActivityQueue.Arn,", " Arn: !GetAtt ActivityQueue.Arn, RoleArn: r,")
            .replace(
                "\nResources:\n",
                "\nResources:\n  Topic: {Type: 'AWS::SNS::Topic', Properties: {TopicName: t}}\n"));

    Set<String> found = ignored(changed);

    found.removeAll(listed());
    assertThat(found)
        .containsExactly(
            "AWS::Events::Rule.Targets[].RoleArn",
            "AWS::SNS::Topic",
            "AWS::Serverless::Function.EphemeralStorage");
  }

  private Set<String> ignored(Path file) throws IOException {
    ReadTracker tracker = new ReadTracker();
    TrackedTemplate template = TrackedTemplate.read(file, tracker);
    template.resources().stream()
        .filter(resource -> resource.type().equals(TableDefinition.TYPE))
        .forEach(
            table -> {
              TableDefinition.of(table);
              TableDefinition.timeToLive(table);
            });
    Clock clock = Clock.systemUTC();
    new HttpRouter(template.functions(), NONE, List.of(), clock, () -> "id");
    EventServices.start(
            template.resources(),
            template.functions(),
            new EventServices.Collaborators(
                NONE,
                clock,
                folder.resolve("events.jsonl"),
                URI.create("http://127.0.0.1:1"),
                new StreamAccess(table -> new EmptyStream(), Optional.empty()),
                EventServices.ScheduleControl.disabled()))
        .close();
    Set<String> unread = new TreeSet<>(template.passedOver());
    unread.addAll(tracker.unread());
    // Each event is watched by itself, by its type.
    unread.removeIf(each -> each.startsWith("AWS::Serverless::Function.Events."));
    for (String type : typesPassedOver(template, tracker.unread())) {
      unread.removeIf(each -> each.startsWith(type + "."));
      unread.add(type);
    }
    return unread;
  }

  /** Types of which nothing is read: one line each, not one for each property. */
  private static Set<String> typesPassedOver(TrackedTemplate template, Set<String> unread) {
    Set<String> types =
        template.resources().stream()
            .map(Resource::type)
            .collect(Collectors.toCollection(TreeSet::new));
    for (Resource resource : template.resources()) {
      if (!resource.properties().keySet().stream()
          .allMatch(name -> unread.contains(resource.type() + "." + name))) {
        types.remove(resource.type());
      }
    }
    return types;
  }

  /** The first column of the table of settings without effect. */
  private static Set<String> listed() throws IOException {
    String text = Files.readString(ROOT.resolve("docs/differences.md"));
    String section = text.substring(text.indexOf("## Settings without effect here"));
    return Pattern.compile("(?m)^\\| `([^`]+)` \\|")
        .matcher(section)
        .results()
        .map(row -> row.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static final class EmptyStream implements TableStream {
    @Override
    public String arn() {
      return "arn";
    }

    @Override
    public List<Shard> shards() {
      return List.of();
    }

    @Override
    public Reader read(String shard, Optional<String> after) {
      throw new IllegalStateException("there is no shard");
    }
  }
}
