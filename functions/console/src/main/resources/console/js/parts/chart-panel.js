import { html, LitElement, nothing } from 'lit';
import { texts } from '../texts.js';
import { icons } from './icons.js';

let lastId = 0;

/** A chart with its heading, and its table behind a button. */
class ChartPanel extends LitElement {
  static properties = {
    heading: {},
    note: {},
    /** What stands next to the heading. */
    legend: { attribute: false },
    chart: { attribute: false },
    /** @type {() => unknown} makes the table; only called when it is shown */
    table: { attribute: false },
    shown: { state: true },
  };

  #id = `chart-${++lastId}`;

  createRenderRoot() {
    return this;
  }

  render() {
    const words = texts.overview.table;
    return html`
      <section class="panel" aria-labelledby=${this.#id}>
        <div class="panel-heading">
          <h2 id=${this.#id}>${this.heading} <span class="note">${this.note}</span></h2>
          ${this.legend ?? nothing}
          <button
            type="button"
            class="plain"
            aria-expanded=${this.shown ? 'true' : 'false'}
            aria-controls="${this.#id}-table"
            @click=${() => (this.shown = !this.shown)}
          >
            ${icons.table} ${this.shown ? words.hide : words.show}
            <span class="visually-hidden">${words.of(this.heading)}</span>
          </button>
        </div>
        ${this.chart}
        <div class="panel-table" id="${this.#id}-table" ?hidden=${!this.shown}>
          ${
            this.shown
              ? html`<div class="scroller" role="region" tabindex="0" aria-label=${words.of(this.heading)}>
                  ${this.table()}
                </div>`
              : nothing
          }
        </div>
      </section>
    `;
  }
}

customElements.define('cs-chart-panel', ChartPanel);
