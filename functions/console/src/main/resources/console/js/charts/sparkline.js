import { html, nothing, svg } from 'lit';
import { ChartElement } from './chart-element.js';

const HEIGHT = 32;

/** A small curve next to a figure. It is hidden from screen readers: the trend has its values. */
class Sparkline extends ChartElement {
  static properties = {
    /** @type {number[]} */
    values: { attribute: false },
    kind: {},
  };

  render() {
    if (!this.values || this.values.length < 2 || this.width === 0) {
      return nothing;
    }
    const maximum = Math.max(1, ...this.values);
    const points = this.values.map((value, i) => [
      (i / (this.values.length - 1)) * this.width,
      HEIGHT - 2 - (value / maximum) * (HEIGHT - 4),
    ]);
    const line = points.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ');
    return html`<svg
      class="sparkline ${this.kind}"
      aria-hidden="true"
      width=${this.width * this.scale}
      height=${HEIGHT * this.scale}
      viewBox="0 0 ${this.width} ${HEIGHT}"
    >
      ${svg`<polygon points="0,${HEIGHT} ${line} ${this.width},${HEIGHT}"></polygon><polyline points=${line}></polyline>`}
    </svg>`;
  }
}

customElements.define('cs-sparkline', Sparkline);
