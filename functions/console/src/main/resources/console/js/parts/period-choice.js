import { html, LitElement, nothing } from 'lit';
import { texts } from '../texts.js';
import { fromField, PERIODS, toField } from '../time.js';

const words = texts.period;

/** The choice of a period or of two dates. Emits `period` with what changes in the address. */
class PeriodChoice extends LitElement {
  /** The dates that are applied. */
  #applied = '';

  static properties = {
    period: {},
    window: { attribute: false },
    zone: {},
    /** The longest period in days. */
    longest: { type: Number },
    custom: { state: true },
    /** The window in the fields. It does not follow a period that ends now, so that what is typed stays. */
    dates: { state: true },
    mistake: { state: true },
  };

  createRenderRoot() {
    return this;
  }

  willUpdate(changed) {
    if (changed.has('period')) {
      this.custom = this.period === 'custom';
    }
    const applied = this.period === 'custom' ? `${this.window.from}–${this.window.to}` : '';
    if (applied !== this.#applied) {
      this.#applied = applied;
      this.dates = this.window;
    }
  }

  render() {
    return html`
      <fieldset class="segments">
        <legend class="visually-hidden">${words.label}</legend>
        ${[...Object.keys(PERIODS), 'custom'].map(
          (key) =>
            html`<label>
              <input
                type="radio"
                name="period"
                value=${key}
                .checked=${key === (this.custom ? 'custom' : this.period)}
                @change=${() => this.#choose(key)}
              />
              <span>${words[key]}</span>
            </label>`,
        )}
      </fieldset>
      ${this.custom ? this.#dates() : nothing}
    `;
  }

  #dates() {
    const { from, to } = this.dates;
    return html`
      <form class="dates" @submit=${this.#apply} novalidate>
        <label
          ><span>${words.from}</span>
          <input type="datetime-local" name="from" .value=${toField(from, this.zone)} required
        /></label>
        <label
          ><span>${words.to}</span> <input type="datetime-local" name="to" .value=${toField(to, this.zone)} required
        /></label>
        <button type="submit">${words.apply}</button>
        <p class="mistake" role="alert">${this.mistake ?? ''}</p>
      </form>
    `;
  }

  #choose(period) {
    this.mistake = undefined;
    if (period === 'custom') {
      this.custom = true;
      this.dates = this.window;
    } else {
      this.custom = false;
      this.#emit({ period, from: undefined, to: undefined });
    }
  }

  /** The end is the minute that is shown, to its last millisecond. */
  #apply = (event) => {
    event.preventDefault();
    const { from, to } = event.target.elements;
    const start = fromField(from.value, this.zone);
    const end = fromField(to.value, this.zone) + 59_999;
    if (!(start < end)) {
      this.mistake = words.wrong;
    } else if (this.longest && end - start > this.longest * 86_400_000) {
      this.mistake = words.tooLong(this.longest);
    } else {
      this.mistake = undefined;
      this.#emit({ period: undefined, from: new Date(start).toISOString(), to: new Date(end).toISOString() });
    }
  };

  #emit(detail) {
    this.dispatchEvent(new CustomEvent('period', { detail }));
  }
}

customElements.define('cs-period', PeriodChoice);
