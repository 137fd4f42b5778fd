import { html, nothing, svg } from 'lit';
import * as format from '../format.js';
import { texts } from '../texts.js';
import { ChartElement } from './chart-element.js';

const LEFT = 92;
const TOP = 20;
const GAP = 2;
const ROW = 26;
/** Shades from none to the most. */
const SHADES = 6;
/** The least width of a cell that shows its figure. */
const NUMBER_WIDTH = 26;

/** Returns the shade of a value: 0 for none, else 1 to the most. */
const shade = (value, maximum) =>
  value > 0 && maximum > 0 ? Math.max(1, Math.ceil((value / maximum) * (SHADES - 1))) : 0;

/** A heat map: one row for each weekday or kind, one column for each hour. For a screen reader it is one picture. */
class HeatMap extends ChartElement {
  static properties = {
    /** @type {{name: string, values: number[]}[]} */
    rows: { attribute: false },
    summary: {},
  };

  render() {
    if (!this.rows || this.width === 0) {
      return nothing;
    }
    const left = this.width < 480 ? 34 : LEFT;
    const step = (this.width - left) / 24;
    const maximum = Math.max(...this.rows.flatMap(({ values }) => values));
    const height = TOP + this.rows.length * (ROW + GAP);
    return html`<svg
      class="heat"
      role="img"
      aria-label=${this.summary}
      width=${this.width * this.scale}
      height=${height * this.scale}
      viewBox="0 0 ${this.width} ${height}"
    >
      ${this.#hours(left, step)} ${this.rows.map((row, i) => this.#row(row, i, { left, step, maximum }))}
    </svg>`;
  }

  #hours(left, step) {
    const every = step < 16 ? 6 : step < 26 ? 3 : 1;
    return Array.from({ length: 24 }, (_, hour) =>
      hour % every === 0
        ? svg`<text class="tick" x=${left + (hour + 0.5) * step} y="12" text-anchor="middle">${hour}</text>`
        : nothing,
    );
  }

  #row({ name, values }, i, { left, step, maximum }) {
    const y = TOP + i * (ROW + GAP);
    return svg`
      <text class="tick row" x=${left - 10} y=${y + ROW / 2 + 4} text-anchor="end">${
        left === LEFT ? name : name.slice(0, 3)
      }</text>
      ${values.map((value, hour) => {
        const level = shade(value, maximum);
        return svg`
          <rect class="cell shade-${level}" x=${left + hour * step} y=${y} width=${step - GAP} height=${ROW} rx="2">
            <title>${texts.overview.hours.cell(name, hour, format.average(value))}</title>
          </rect>
          ${
            step >= NUMBER_WIDTH && value > 0
              ? svg`<text class="number shade-${level}" x=${left + (hour + 0.5) * step - GAP / 2} y=${y + ROW / 2 + 4}
                  text-anchor="middle">${format.short(value)}</text>`
              : nothing
          }`;
      })}
    `;
  }
}

customElements.define('cs-heat-map', HeatMap);

/** @returns the shades from few to many */
export const heatLegend = () => html`
  <p class="legend heat-legend" aria-hidden="true">
    <span class="muted">${texts.overview.hours.few}</span>
    ${Array.from({ length: SHADES }, (_, level) => html`<span class="swatch shade-${level}"></span>`)}
    <span class="muted">${texts.overview.hours.many}</span>
  </p>
`;
