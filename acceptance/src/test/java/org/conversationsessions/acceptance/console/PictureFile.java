package org.conversationsessions.acceptance.console;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/**
 * Writes screenshots with 256 colours: the most frequent ones, and those least like any of these,
 * such as a small icon's. The others, between letters and ground, become the nearest of them:
 * nobody sees it, and a file has a third of its size.
 */
final class PictureFile {
  private static final int COLOURS = 256;
  private static final int FREQUENT = 128;

  private PictureFile() {}

  /** Writes a screenshot to a file. */
  static void write(byte[] png, Path file) throws IOException {
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
    int width = image.getWidth();
    int[] pixels = image.getRGB(0, 0, width, image.getHeight(), null, 0, width);
    int[] palette = palette(pixels);
    IndexColorModel colours =
        new IndexColorModel(8, palette.length, palette, 0, false, -1, DataBuffer.TYPE_BYTE);
    BufferedImage indexed =
        new BufferedImage(width, image.getHeight(), BufferedImage.TYPE_BYTE_INDEXED, colours);
    Map<Integer, Integer> nearest = new HashMap<>();
    for (int at = 0; at < pixels.length; at++) {
      int index = nearest.computeIfAbsent(pixels[at], colour -> nearest(colour, palette));
      indexed.getRaster().setSample(at % width, at / width, 0, index);
    }
    Files.createDirectories(file.getParent());
    ImageIO.write(indexed, "png", file.toFile());
  }

  private static int[] palette(int[] pixels) {
    Map<Integer, Integer> counts = new HashMap<>();
    for (int pixel : pixels) {
      counts.merge(pixel, 1, Integer::sum);
    }
    List<Integer> chosen =
        counts.entrySet().stream()
            .sorted(Map.Entry.<Integer, Integer>comparingByValue().reversed())
            .limit(FREQUENT)
            .map(Map.Entry::getKey)
            .collect(Collectors.toCollection(ArrayList::new));
    Map<Integer, Integer> apart = new HashMap<>();
    for (int colour : counts.keySet()) {
      apart.put(colour, chosen.stream().mapToInt(each -> distance(colour, each)).min().orElse(0));
    }
    apart.keySet().removeAll(chosen);
    while (chosen.size() < COLOURS && !apart.isEmpty()) {
      int other = Collections.max(apart.entrySet(), Map.Entry.comparingByValue()).getKey();
      chosen.add(other);
      apart.remove(other);
      apart.replaceAll((colour, distance) -> Math.min(distance, distance(colour, other)));
    }
    return chosen.stream().mapToInt(Integer::intValue).toArray();
  }

  private static int nearest(int colour, int[] palette) {
    return IntStream.range(0, palette.length)
        .boxed()
        .min(Comparator.comparingInt(index -> distance(colour, palette[index])))
        .orElseThrow();
  }

  private static int distance(int one, int other) {
    int sum = 0;
    for (int shift = 0; shift <= 16; shift += 8) {
      int difference = (one >> shift & 0xff) - (other >> shift & 0xff);
      sum += difference * difference;
    }
    return sum;
  }
}
