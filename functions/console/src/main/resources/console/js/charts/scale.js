/** Returns round values from 0 to at least a maximum, some four of them. Counts have no fractions. */
export function ticks(maximum) {
  const step = niceStep(Math.max(1, maximum) / 4);
  const count = Math.max(1, Math.ceil(Math.max(1, maximum) / step));
  return Array.from({ length: count + 1 }, (_, i) => i * step);
}

function niceStep(rough) {
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 5, 10].find((f) => f * power >= rough);
  return Math.max(1, factor * power);
}
