package org.conversationsessions.bench;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** One plot: a frame with its axes, lines in it, a legend below. */
final class Plot {
  private static final int TOP = 50;
  private static final int WIDTH = 340;
  private static final int HEIGHT = 220;
  private static final int BOTTOM = TOP + HEIGHT;
  private static final int LEGEND = BOTTOM + 62;
  private static final int LEGEND_LINE = 18;

  private final int left;
  private final Scale across;
  private final Scale up;
  private final StringBuilder svg = new StringBuilder();
  private int lines;

  Plot(int left, Scale across, Scale up) {
    this.left = left;
    this.across = across;
    this.up = up;
  }

  /** Draws axes, their names, and a line across for each power of ten. */
  void frame(String title, String acrossName, String upName) {
    text(left, 24, "start", " class=\"title\"", title);
    for (double value = up.from(); value <= up.to() * 1.001; value *= 10) {
      double y = y(value);
      draw(
          "<line class=\"grid\" x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\"/>",
          left, y, left + WIDTH, y);
      text(left - 8, y + 4, "end", "", CostChart.thousands(Math.round(value)));
    }
    draw(
        "<path class=\"axis\" fill=\"none\" d=\"M%d %d V%d H%d\"/>",
        left, TOP, BOTTOM, left + WIDTH);
    text(left + WIDTH / 2.0, BOTTOM + 40, "middle", "", acrossName);
    draw(
        "<text transform=\"translate(%d %d) rotate(-90)\" text-anchor=\"middle\">%s</text>",
        left - 74, TOP + HEIGHT / 2, upName);
  }

  /** Marks a value on the axis that goes across. */
  void tickAcross(long value) {
    double x = x((double) value);
    draw(
        "<line class=\"axis\" x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\"/>",
        x, BOTTOM, x, BOTTOM + 5);
    text(x, BOTTOM + 20, "middle", "", CostChart.thousands(value));
  }

  /** Draws a line with its legend; the fifth colour is for what is only computed. */
  void line(int colour, String name, List<CostChart.Point> points) {
    boolean computed = colour == 4;
    String style = "line c" + colour + (computed ? " naive" : "");
    draw(
        "<polyline class=\"%s\" points=\"%s\"/>",
        style,
        points.stream()
            .map(p -> String.format(Locale.ROOT, "%.1f,%.1f", x(p.across()), y(p.up())))
            .collect(Collectors.joining(" ")));
    if (!computed) {
      points.forEach(
          p ->
              draw(
                  "<circle class=\"c%d\" cx=\"%.1f\" cy=\"%.1f\" r=\"3\"/>",
                  colour, x(p.across()), y(p.up())));
    }
    int y = LEGEND + lines++ * LEGEND_LINE;
    draw(
        "<line class=\"%s\" x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\"/>",
        style, left, y - 4, left + 28, y - 4);
    text(left + 36, y, "start", "", name);
  }

  String drawn() {
    return svg.toString();
  }

  private double x(double value) {
    return left + WIDTH * across.place(value);
  }

  private double y(double value) {
    return BOTTOM - HEIGHT * up.place(Math.max(up.from(), value));
  }

  private void text(double x, double y, String anchor, String attributes, String text) {
    draw(
        "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\"%s>%s</text>",
        x, y, anchor, attributes, text);
  }

  @SuppressWarnings("AnnotateFormatMethod") // The annotation is in a jar of the compiler alone.
  private void draw(String format, Object... values) {
    svg.append("  ").append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
