package org.conversationsessions.functions.runclosurescript;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.conversationsessions.functions.runclosurescript.child.ScriptLimits;
import org.conversationsessions.functions.runclosurescript.child.ScriptProcess;
import org.conversationsessions.script.ScriptDialect;
import org.mozilla.javascript.ContextFactory;

/** The command that starts the process of a script: a JVM that can do little and knows nothing. */
final class ChildCommand {
  /** The exit status of a JVM that ended because its memory did. */
  static final int OUT_OF_MEMORY = 3;

  /** The heap, in MB. Rhino takes six of them. */
  private static final int HEAP = 32;

  private static final List<String> OPTIONS =
      List.of(
          // All memory is bounded, and the end of any of it is the end of the process, which no
          // script can catch.
          "-Xms" + HEAP + "m",
          "-Xmx" + HEAP + "m",
          "-Xss512k",
          "-XX:MaxMetaspaceSize=64m",
          "-XX:CompressedClassSpaceSize=16m",
          "-XX:ReservedCodeCacheSize=16m",
          "-XX:MaxDirectMemorySize=1m",
          "-XX:+ExitOnOutOfMemoryError",
          // Quick to start.
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-Xshare:auto",
          // Leaves nothing behind and is not to be reached from outside.
          "-XX:-UsePerfData",
          "-XX:+DisableAttachMechanism",
          "-XX:-CreateCoredumpOnCrash",
          // Standard output is for words alone.
          "-XX:+DisplayVMOutputToStderr",
          "-Xlog:disable",
          "-Xlog:all=warning:stderr",
          // A script sees the same on every machine.
          "-Duser.timezone=UTC",
          "-Duser.language=en",
          "-Duser.country=US");

  private final List<String> command;
  private final Path home;

  /** Of a process for a script with these limits, run by the JVM that runs this. */
  ChildCommand(ScriptLimits limits) {
    home = Path.of(System.getProperty("java.home"));
    command = new ArrayList<>();
    command.add(home.resolve("bin").resolve("java").toString());
    command.addAll(OPTIONS);
    command.addAll(List.of("-cp", classPath(), ScriptProcess.class.getName()));
    command.addAll(List.of(limits.toArguments()));
  }

  /**
   * Not started yet. What it writes to standard error goes where this process's goes.
   *
   * @return with an environment that holds no credentials, nor anything else of this process's:
   *     only what makes the JVM read paths as UTF-8
   */
  ProcessBuilder processBuilder() {
    ProcessBuilder builder = new ProcessBuilder(command);
    Map<String, String> environment = builder.environment();
    environment.clear();
    environment.put("LC_ALL", "C.UTF-8");
    // Rhino reads settings from a file in the working folder, and nobody writes one here.
    builder.directory(home.toFile());
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    return builder;
  }

  /** Only what runs there. It comes from the classes, because Lambda's loader is not the JVM's. */
  private static String classPath() {
    return Stream.of(ScriptProcess.class, ScriptDialect.class, ContextFactory.class)
        .map(ChildCommand::location)
        .map(Path::toString)
        .distinct()
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static Path location(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    try {
      return Path.of(source.getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("no class path can be made of " + source.getLocation(), e);
    }
  }
}
