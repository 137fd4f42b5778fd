import { html, LitElement, nothing } from 'lit';
import { Loader } from '../loader.js';
import { texts } from '../texts.js';
import { errorNotice, loadingNotice } from './notices.js';

const words = texts.session.state;
const PARTS = ['variables', 'dialogContext', 'authProfiles', 'currentTags', 'historicTags', 'sentiment'];

const isEmpty = (value) =>
  value === null || value === undefined || (typeof value === 'object' && Object.keys(value).length === 0);

/** What the service holds for a conversation now. It is read on demand: it is rarely wanted, and may be sensitive. */
class StatePanel extends LitElement {
  static properties = { context: { attribute: false }, session: { attribute: false } };

  #state = new Loader(this, (signal) => {
    const { botId, userId, channel } = this.session;
    return this.context.api.state(botId, userId, channel, signal);
  });

  createRenderRoot() {
    return this;
  }

  render() {
    const { value, error, loading } = this.#state;
    return html`
      <section class="panel" aria-labelledby="state">
        <div class="panel-heading">
          <h2 id="state">${words.heading}</h2>
          <button type="button" class="plain" @click=${() => this.#state.load()}>
            ${value ? texts.common.refresh : words.show}
          </button>
        </div>
        <p class="hint">${words.note}</p>
        ${error ? errorNotice(error, () => this.#state.load(), 'state') : nothing}
        ${loading && !value ? loadingNotice() : nothing} ${value && !error ? this.#shown(value) : nothing}
      </section>
    `;
  }

  #shown(state) {
    const filled = PARTS.filter((part) => !isEmpty(state[part]));
    if (filled.length === 0) {
      return html`<p>${words.empty}</p>`;
    }
    return filled.map(
      (part) => html`
        <h3>${words[part]}</h3>
        <pre class="scroller" role="region" tabindex="0" aria-label=${words[part]}>
${JSON.stringify(state[part], null, 2)}</pre>
      `,
    );
  }
}

customElements.define('cs-state-panel', StatePanel);
