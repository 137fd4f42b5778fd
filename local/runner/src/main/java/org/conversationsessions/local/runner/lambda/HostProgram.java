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
 * The program in a function's JVM that speaks to the Runtime API.
 *
 * @param classPath its classes, which come before the function's
 * @param options options for the JVM
 * @param mainClass its main class
 * @param loadsFunction whether it finds the function's classes itself, in {@code LAMBDA_TASK_ROOT},
 *     rather than on its class path
 */
public record HostProgram(
    List<Path> classPath, List<String> options, String mainClass, boolean loadsFunction) {
  private static final String NATIVE =
      "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI";

  /** Copies what can change. */
  public HostProgram {
    classPath = List.copyOf(classPath);
    options = List.copyOf(options);
  }

  /**
   * Our own, for every operating system, which serves several invocations at a time.
   *
   * @param into a folder that is made for its classes alone
   * @param threads how many invocations at a time
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
   * AWS's runtime interface client, the program that runs Java functions on Lambda; for Linux, one
   * invocation at a time.
   *
   * <p>By itself the client would unpack its native library into one and the same file of {@code
   * /tmp}, under the feet of others that run; so it is told where one is that nobody writes to.
   *
   * @param jars the client and what it needs
   * @param into a folder that is made, for the client's native library
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

  /** The same with further options for the JVM, which override those before. */
  public HostProgram with(List<String> further) {
    return new HostProgram(
        classPath,
        Stream.concat(options.stream(), further.stream()).toList(),
        mainClass,
        loadsFunction);
  }

  /**
   * The value for {@code -cp}: this program's classes, then those of the function that it needs.
   */
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
