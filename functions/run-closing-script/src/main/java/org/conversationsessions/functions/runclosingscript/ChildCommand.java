package org.conversationsessions.functions.runclosingscript;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.conversationsessions.functions.runclosingscript.child.ScriptLimits;
import org.conversationsessions.functions.runclosingscript.child.ScriptProcess;
import org.conversationsessions.script.ScriptDialect;
import org.mozilla.javascript.ContextFactory;

/** The command line of a script's process: a JVM with few resources and an empty environment. */
final class ChildCommand {
  /** The exit status of a JVM that ran out of memory. */
  static final int OUT_OF_MEMORY = 3;

  /** The heap. Rhino itself takes 6 MB. */
  private static final int HEAP_MB = 32;

  private static final List<String> OPTIONS =
      List.of(
          // Every memory area is bounded. If the heap or the metaspace is exhausted, the process
          // exits. No script can catch that, nor the errors that ScriptRun catches.
          "-Xms" + HEAP_MB + "m",
          "-Xmx" + HEAP_MB + "m",
          "-Xss512k",
          "-XX:MaxMetaspaceSize=64m",
          "-XX:CompressedClassSpaceSize=16m",
          "-XX:ReservedCodeCacheSize=16m",
          "-XX:MaxDirectMemorySize=1m",
          "-XX:+ExitOnOutOfMemoryError",
          // Short start time.
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-Xshare:auto",
          // No files are left behind, and no other process can attach.
          "-XX:-UsePerfData",
          "-XX:+DisableAttachMechanism",
          "-XX:-CreateCoredumpOnCrash",
          // Standard output is only for the report.
          "-XX:+DisplayVMOutputToStderr",
          "-Xlog:disable",
          "-Xlog:all=warning:stderr",
          // Scripts see the same time zone and locale on every machine.
          "-Duser.timezone=UTC",
          "-Duser.language=en",
          "-Duser.country=US");

  private final List<String> command;
  private final Path home;

  /** Creates the command for a script with these limits. Uses the JVM that runs this process. */
  ChildCommand(ScriptLimits limits) {
    home = Path.of(System.getProperty("java.home"));
    command = new ArrayList<>();
    command.add(home.resolve("bin").resolve("java").toString());
    command.addAll(OPTIONS);
    command.addAll(List.of("-cp", classPath(), ScriptProcess.class.getName()));
    command.addAll(List.of(limits.toArguments()));
  }

  /**
   * Returns a builder of the process, which inherits standard error. Its environment holds no
   * credentials and nothing else of this process: only the locale that makes the JVM read paths as
   * UTF-8.
   */
  ProcessBuilder processBuilder() {
    ProcessBuilder builder = new ProcessBuilder(command);
    Map<String, String> environment = builder.environment();
    environment.clear();
    environment.put("LC_ALL", "C.UTF-8");
    // Rhino reads settings from a file in the working folder. No one can write one here.
    builder.directory(home.toFile());
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    return builder;
  }

  /**
   * Returns the class path that the script's process needs. It is derived from the classes, because
   * Lambda uses its own class loader.
   */
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
      throw new IllegalStateException(
          "no class path can be derived from " + source.getLocation(), e);
    }
  }
}
