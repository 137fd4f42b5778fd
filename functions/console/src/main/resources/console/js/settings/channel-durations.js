import { html, LitElement } from 'lit';
import { icons } from '../parts/icons.js';
import { texts } from '../texts.js';
import { numberOf } from './fields.js';

const words = texts.settings.fields.channelInactivity;
const CHANNELS_AT_MOST = 50;
const NEW = { channel: '', minutes: '' };

const rowsOf = (durations) =>
  Object.entries(durations).map(([channel, minutes]) => ({ channel, minutes: String(minutes) }));

/** A row without a name and without minutes counts as not there. What is no number goes to the service, which says so. */
const durationsOf = (rows) =>
  Object.fromEntries(
    rows
      .map(({ channel, minutes }) => [channel.trim(), numberOf(minutes)])
      .filter(([channel, minutes]) => channel || minutes !== ''),
  );

const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

/** The channels that have an inactivity of their own, a row for each. Emits `durations` with each change. */
class ChannelDurations extends LitElement {
  static properties = {
    /** @type {Record<string, number>} minutes by channel */
    durations: { attribute: false },
    /** As typed: a row may have no name yet. */
    rows: { state: true },
  };

  constructor() {
    super();
    this.rows = [];
  }

  createRenderRoot() {
    return this;
  }

  willUpdate(changed) {
    if (changed.has('durations') && !same(this.durations, durationsOf(this.rows))) {
      this.rows = rowsOf(this.durations);
    }
  }

  render() {
    const { rows } = this;
    return html`
      <div class="stack">
        ${rows.map((row, i) => this.#row(row, i))}
        <button
          type="button"
          class="plain"
          ?disabled=${rows.length >= CHANNELS_AT_MOST}
          @click=${() => this.#add()}
        >
          ${icons.add} ${words.add}
        </button>
      </div>
    `;
  }

  #row({ channel, minutes }, i) {
    const set = (changed) => this.#change(this.rows.with(i, { ...this.rows[i], ...changed }));
    return html`
      <div class="channel-duration">
        <input
          name="channel"
          autocomplete="off"
          spellcheck="false"
          placeholder=${words.channel}
          aria-label=${words.channelOf(i + 1)}
          aria-describedby="channelInactivity-mistake"
          .value=${channel}
          @input=${(event) => set({ channel: event.target.value })}
        />
        <span class="with-unit">
          <input
            name="minutes"
            inputmode="numeric"
            autocomplete="off"
            aria-label=${words.minutesOf(channel || i + 1)}
            aria-describedby="channelInactivity-mistake"
            .value=${minutes}
            @input=${(event) => set({ minutes: event.target.value })}
          />
          <span class="muted">${words.unit}</span>
        </span>
        <button
          type="button"
          class="plain"
          aria-label=${words.remove(channel || i + 1)}
          @click=${() => this.#change(this.rows.toSpliced(i, 1))}
        >
          ${icons.remove}
        </button>
      </div>
    `;
  }

  async #add() {
    this.rows = [...this.rows, NEW];
    await this.updateComplete;
    [...this.querySelectorAll('[name=channel]')].at(-1).focus();
  }

  #change(rows) {
    this.rows = rows;
    this.dispatchEvent(new CustomEvent('durations', { detail: durationsOf(rows) }));
  }
}

customElements.define('cs-channel-durations', ChannelDurations);
