/** Returns round values from 0 to at least a maximum, some five of them. Counts have no fractions. */
export function ticks(maximum) {
  const most = Math.max(1, maximum);
  const step = roundStep(most / 5);
  return Array.from({ length: Math.ceil(most / step) + 1 }, (_, i) => i * step);
}

function roundStep(rough) {
  const power = 10 ** Math.floor(Math.log10(rough));
  const steps = [1, 2, 2.5, 5, 10].map((factor) => factor * power);
  return steps.find((step) => step >= rough && Number.isInteger(step)) ?? 1;
}
