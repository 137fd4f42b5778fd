package org.conversationsessions.bench;

import java.util.List;
import java.util.Locale;

/** Two plots side by side, both axes of each logarithmic but that of the depth. */
final class CostChart {
  private static final int WIDTH = 960;
  private static final int HEIGHT = 420;

  /** What a read unit reads, eventually consistent. */
  private static final double UNIT_BYTES = 8192;

  private static final String STYLE =
      """
        <style>
          text { font: 13px system-ui, sans-serif; fill: #333 }
          .title { font-weight: 600; font-size: 15px }
          .axis { stroke: #888; stroke-width: 1 }
          .grid { stroke: #8884; stroke-width: 1 }
          .line { fill: none; stroke-width: 2.5 }
          .naive { stroke-dasharray: 6 5; stroke-width: 1.8 }
          .c0 { stroke: #1764c0; fill: #1764c0 } .c1 { stroke: #b45309; fill: #b45309 }
          .c2 { stroke: #15803d; fill: #15803d } .c3 { stroke: #9d3fb0; fill: #9d3fb0 }
          .c4 { stroke: #777; fill: #777 }
          .line.c0, .line.c1, .line.c2, .line.c3, .line.c4 { fill: none }
          @media (prefers-color-scheme: dark) {
            text { fill: #ddd }
            .c0 { stroke: #79b4ff; fill: #79b4ff } .c1 { stroke: #f2a65a; fill: #f2a65a }
            .c2 { stroke: #6fd08c; fill: #6fd08c } .c3 { stroke: #d99be6; fill: #d99be6 }
            .c4 { stroke: #aaa; fill: #aaa }
          }
        </style>
      """;

  private CostChart() {}

  static String of(Figures figures) {
    if (figures.sizes().isEmpty()) {
      throw new IllegalArgumentException("there are no figures to draw");
    }
    return """
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" role="img">
      <title>What a page of the history costs, by number of sessions and by depth</title>
    %s%s%s</svg>
    """
        .formatted(WIDTH, HEIGHT, STYLE, bySize(figures), byDepth(figures.sizes().getLast()));
  }

  private static String bySize(Figures figures) {
    List<Figures.Size> sizes = figures.sizes();
    Plot plot =
        new Plot(
            90,
            Scale.logarithmic(sizes.getFirst().sessions(), sizes.getLast().sessions()),
            Scale.logarithmic(1, 100_000));
    plot.frame("Read units by size", "sessions in the week", "read units (logarithmic)");
    for (Figures.Size size : sizes) {
      plot.tickAcross(size.sessions());
    }
    List<String> rows =
        List.of(
            Questions.FIRST,
            Questions.HALF,
            Questions.INTERACTIVE + Questions.HALF,
            Questions.BY_USER + Questions.FIRST);
    for (int i = 0; i < rows.size(); i++) {
      String row = rows.get(i);
      plot.line(
          i,
          i == rows.size() - 1 ? row + " of 10" : row,
          sizes.stream()
              .map(size -> new Point(size.sessions(), size.row(row).readUnits()))
              .toList());
    }
    plot.line(
        4,
        "reading all, to count them (computed)",
        sizes.stream()
            .map(
                size -> new Point(size.sessions(), size.sessions() * size.itemBytes() / UNIT_BYTES))
            .toList());
    return plot.drawn();
  }

  private static String byDepth(Figures.Size size) {
    Plot plot = new Plot(570, Scale.linear(0, size.sessions()), Scale.logarithmic(1, 100_000));
    plot.frame(
        "Read units by depth, " + thousands(size.sessions()) + " sessions",
        "sessions passed over (skip)",
        "read units (logarithmic)");
    for (int quarter = 0; quarter <= 4; quarter++) {
      plot.tickAcross(size.sessions() * quarter / 4);
    }
    plot.line(
        0,
        "page of 100, with the exact total",
        size.depths().stream().map(depth -> new Point(depth.skip(), depth.readUnits())).toList());
    plot.line(
        4,
        "reading over what is passed (computed)",
        size.depths().stream()
            .map(
                depth ->
                    new Point(depth.skip(), (depth.skip() + 100) * size.itemBytes() / UNIT_BYTES))
            .toList());
    return plot.drawn();
  }

  static String thousands(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** A measured point. */
  record Point(double across, double up) {}
}
