import { html, nothing, svg } from 'lit';
import * as format from '../format.js';
import { containmentName, texts } from '../texts.js';
import { ChartElement } from './chart-element.js';
import { ticks } from './scale.js';
import { fillOf, patternId, SERIES, stripes } from './series.js';

const HEIGHT = 240;
const LEFT = 44;
const TOP = 10;
const BOTTOM = 26;
const PLOT = HEIGHT - TOP - BOTTOM;
/** The least space of a label under a bar. */
const LABEL_WIDTH = 64;

/**
 * Stacked bars: sessions by containment over time. Emits `bin` with the index of a bar that was clicked. All of it is in the
 * table next to it, so for a screen reader it is one picture.
 */
class TrendChart extends ChartElement {
  static properties = {
    /** @type {{label: string, title: string, figures: object}[]} */
    bins: { attribute: false },
    summary: {},
    hovered: { state: true },
  };

  #stripes = patternId();

  render() {
    if (!this.bins || this.width === 0) {
      return nothing;
    }
    const scale = ticks(Math.max(...this.bins.map(({ figures }) => figures.sessions)));
    const step = (this.width - LEFT) / this.bins.length;
    const y = (value) => TOP + PLOT - (value / scale.at(-1)) * PLOT;
    return html`
      <div class="chart" @pointerleave=${this.#leave}>
        <svg
          class="trend"
          role="img"
          aria-label=${this.summary}
          width=${this.width * this.scale}
          height=${HEIGHT * this.scale}
          viewBox="0 0 ${this.width} ${HEIGHT}"
        >
          <defs>${stripes(this.#stripes)}</defs>
          ${scale.map((value) => this.#gridline(value, y(value)))}
          ${this.bins.map((bin, i) => this.#bar(bin, i, step, y))} ${this.#labels(step)}
        </svg>
        ${this.#tooltip()}
      </div>
    `;
  }

  #gridline(value, y) {
    return svg`
      <line class="grid" x1=${LEFT} x2=${this.width} y1=${y + 0.5} y2=${y + 0.5}></line>
      <text class="tick" x=${LEFT - 8} y=${y + 4} text-anchor="end">${format.short(value)}</text>
    `;
  }

  #bar({ figures }, i, step, y) {
    const x = LEFT + i * step;
    const width = Math.max(1, Math.min(step * 0.72, 56));
    let below = 0;
    const parts = SERIES.map((kind) => {
      const bottom = y(below);
      below += figures[kind];
      const top = y(below);
      return figures[kind] === 0
        ? nothing
        : svg`<rect
            class="part ${kind}"
            x=${x + (step - width) / 2}
            y=${top}
            width=${width}
            height=${Math.max(0.75, bottom - top)}
            fill=${fillOf(kind, this.#stripes) ?? nothing}
          ></rect>`;
    });
    return svg`
      <g class=${this.hovered === i ? 'bin hovered' : 'bin'}>
        <rect
          class="target" x=${x} y=${TOP} width=${step} height=${PLOT}
          @pointerenter=${() => (this.hovered = i)}
          @click=${() => this.dispatchEvent(new CustomEvent('bin', { detail: i }))}
        ></rect>
        ${parts}
      </g>
    `;
  }

  #labels(step) {
    const every = Math.ceil(LABEL_WIDTH / step);
    return this.bins.map(({ label }, i) =>
      i % every === 0
        ? svg`<text class="tick" x=${LEFT + (i + 0.5) * step} y=${HEIGHT - 8} text-anchor="middle">${label}</text>`
        : nothing,
    );
  }

  #tooltip() {
    const bin = this.bins[this.hovered];
    if (!bin) {
      return nothing;
    }
    return html`
      <div class="tooltip" aria-hidden="true">
        <p>${bin.title}</p>
        <dl>
          ${[...SERIES].reverse().map(
            (kind) =>
              html`<div>
                <dt><span class="swatch ${kind}"></span>${containmentName(kind)}</dt>
                <dd>${format.count(bin.figures[kind])}</dd>
              </div>`,
          )}
          <div class="sum">
            <dt>${texts.overview.trend.total}</dt>
            <dd>${format.count(bin.figures.sessions)}</dd>
          </div>
        </dl>
      </div>
    `;
  }

  /** The strict policy of the page forbids style attributes, so the place of the tooltip is set by script. */
  updated() {
    const tooltip = this.querySelector('.tooltip');
    if (tooltip) {
      const middle = (LEFT + ((this.hovered + 0.5) * (this.width - LEFT)) / this.bins.length) * this.scale;
      const right = middle + 16 + tooltip.offsetWidth > this.width * this.scale;
      tooltip.style.left = `${right ? middle - 16 - tooltip.offsetWidth : middle + 16}px`;
    }
  }

  #leave = () => {
    this.hovered = undefined;
  };
}

customElements.define('cs-trend-chart', TrendChart);

/** @returns what the colours and stripes mean, with the total of each */
export const legend = (totals) => html`
  <ul class="legend">
    ${SERIES.map(
      (kind) =>
        html`<li>
          <span class="swatch ${kind}"></span>${containmentName(kind)}
          <span class="muted">${format.count(totals[kind])}</span>
        </li>`,
    )}
  </ul>
`;
