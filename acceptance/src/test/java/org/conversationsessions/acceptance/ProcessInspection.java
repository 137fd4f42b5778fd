package org.conversationsessions.acceptance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Inspects a running process from outside: its sockets and its heap. Linux only.
 *
 * @param pid the process
 */
record ProcessInspection(long pid) {
  private static final int REMOTE_ADDRESS = 2;
  private static final int INODE = 9;

  /** Returns the remote ports of its TCP sockets; 0 for a socket that listens. */
  Set<Integer> remotePorts() throws IOException {
    Set<String> own = new TreeSet<>();
    try (Stream<Path> files = Files.list(proc("fd"))) {
      for (Path file : files.toList()) {
        own.add(Files.readSymbolicLink(file).toString());
      }
    }
    Set<Integer> ports = new TreeSet<>();
    for (String table : List.of("net/tcp", "net/tcp6")) {
      for (String line : Files.readAllLines(proc(table))) {
        String[] fields = line.strip().split("\\s+");
        if (own.contains("socket:[" + fields[INODE] + "]")) {
          String port = fields[REMOTE_ADDRESS].replaceAll(".*:", "");
          ports.add(Integer.parseInt(port, 16));
        }
      }
    }
    return ports;
  }

  /** Returns the number of live objects of each class of the project. */
  Map<String, Integer> objects() throws IOException, InterruptedException {
    Map<String, Integer> objects = new TreeMap<>();
    for (String line : jcmd("GC.class_histogram").lines().toList()) {
      String[] fields = line.strip().split("\\s+");
      if (fields.length >= 4 && fields[3].startsWith("org.conversationsessions.")) {
        objects.put(fields[3], Integer.parseInt(fields[1]));
      }
    }
    return objects;
  }

  /** Returns those of the texts that its heap contains. */
  Set<String> inHeap(Path dump, String... texts) throws IOException, InterruptedException {
    jcmd("GC.heap_dump", dump.toString());
    byte[] heap = Files.readAllBytes(dump);
    Files.delete(dump);
    Set<String> found = new TreeSet<>();
    for (String text : texts) {
      if (contains(heap, text.getBytes(StandardCharsets.UTF_8))) {
        found.add(text);
      }
    }
    return found;
  }

  private Path proc(String file) {
    return Path.of("/proc", Long.toString(pid), file);
  }

  private String jcmd(String... command) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>();
    all.add(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString());
    all.add(Long.toString(pid));
    all.addAll(Arrays.asList(command));
    Process process = new ProcessBuilder(all).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new AssertionError(output);
    }
    return output;
  }

  private static boolean contains(byte[] heap, byte[] text) {
    for (int at = 0; at <= heap.length - text.length; at++) {
      if (heap[at] == text[0] && Arrays.equals(heap, at, at + text.length, text, 0, text.length)) {
        return true;
      }
    }
    return false;
  }
}
