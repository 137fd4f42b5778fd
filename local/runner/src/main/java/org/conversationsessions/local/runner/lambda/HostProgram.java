package org.conversationsessions.local.runner.lambda;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.conversationsessions.local.runner.runtimeclient.FunctionHost;

/**
 * The runtime client: the program in a function's JVM that talks to the Runtime API.
 *
 * @param classPath its classes, before the function's on the class path
 * @param options options for the JVM
 * @param mainClass its main class
 * @param loadsFunction whether it loads the function from {@code LAMBDA_TASK_ROOT} rather than from
 *     its class path
 */
public record HostProgram(
    List<Path> classPath, List<String> options, String mainClass, boolean loadsFunction) {
  private static final String NATIVE =
      "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI";

  /** Makes defensive copies. */
  public HostProgram {
    classPath = List.copyOf(classPath);
    options = List.copyOf(options);
  }

  /**
   * Returns the runner's own runtime client. It runs on every operating system and serves several
   * invocations in one process.
   *
   * @param into a folder to create, for only its classes
   * @param threads the number of concurrent invocations
   */
  public static HostProgram ours(Path into, int threads) throws IOException {
    copyPackage(into);
    Path serialization =
        location(com.amazonaws.services.lambda.runtime.serialization.PojoSerializer.class);
    return new HostProgram(
        List.of(into),
        List.of(
            "-D" + FunctionHost.THREADS + "=" + threads,
            "-D" + FunctionHost.SERIALIZATION + "=" + serialization),
        FunctionHost.class.getName(),
        false);
  }

  /**
   * Returns AWS's runtime interface client, the program that runs Java functions on Lambda. It
   * needs Linux and serves one invocation at a time.
   *
   * <p>By default the client unpacks its native library into a fixed file in {@code /tmp}, where it
   * may overwrite the library of a running process. So it is given a private copy.
   *
   * @param jars the client and its dependencies
   * @param into a folder to create, for the client's native library
   */
  public static HostProgram aws(List<Path> jars, Path into) throws IOException {
    return new HostProgram(
        jars,
        List.of(
            "--enable-native-access=ALL-UNNAMED", "-D" + NATIVE + "=" + nativeLibrary(jars, into)),
        "com.amazonaws.services.lambda.runtime.api.client.AWSLambda",
        true);
  }

  private static Path nativeLibrary(List<Path> jars, Path into) throws IOException {
    String processor = System.getProperty("os.arch").equals("aarch64") ? "aarch_64" : "x86_64";
    String name = "libaws-lambda-jni.linux-" + processor + ".so";
    for (Path jar : jars) {
      try (FileSystem contents = FileSystems.newFileSystem(jar)) {
        Path library = contents.getPath("jni", name);
        if (Files.exists(library)) {
          Files.createDirectories(into);
          return Files.copy(library, into.resolve(name));
        }
      }
    }
    throw new IOException(
        "AWS's runtime interface client has no library for Linux on " + processor);
  }

  /** Returns the program with additional JVM options, which override earlier ones. */
  public HostProgram with(List<String> further) {
    return new HostProgram(
        classPath,
        Stream.concat(options.stream(), further.stream()).toList(),
        mainClass,
        loadsFunction);
  }

  /** Returns the value for {@code -cp}: this program's classes, then the function's if needed. */
  String classPathWith(List<Path> function) {
    return Stream.concat(
            classPath.stream(), loadsFunction ? Stream.<Path>empty() : function.stream())
        .map(Path::toString)
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static void copyPackage(Path into) throws IOException {
    String folder = FunctionHost.class.getPackageName().replace('.', '/');
    Path location = location(FunctionHost.class);
    if (Files.isDirectory(location)) {
      copy(location.resolve(folder), into.resolve(folder));
      return;
    }
    try (FileSystem jar = FileSystems.newFileSystem(location)) {
      copy(jar.getPath(folder), into.resolve(folder));
    }
  }

  private static void copy(Path from, Path into) throws IOException {
    Files.createDirectories(into);
    try (Stream<Path> classes = Files.list(from)) {
      for (Path file : classes.toList()) {
        Files.copy(file, into.resolve(file.getFileName().toString()));
      }
    }
  }

  private static Path location(Class<?> type) {
    try {
      URI uri = type.getProtectionDomain().getCodeSource().getLocation().toURI();
      return Path.of(uri);
    } catch (URISyntaxException e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }
}
