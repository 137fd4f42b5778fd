import { html, LitElement, nothing } from 'lit';
import { maySign, tokenIn, withSecret, withToken } from '../credentials.js';
import { texts } from '../texts.js';
import { icons } from '../parts/icons.js';

const words = texts.signIn;

/** The way in: a link's token, or an app's secret. Emits `credentials`. */
class SignInPage extends LitElement {
  static properties = {
    /** Why the person is here: 'signedOut', 'ended' or 'refused'. */
    reason: {},
    mistake: { state: true },
  };

  createRenderRoot() {
    return this;
  }

  render() {
    return html`
      <div class="sign-in-card">
        <p class="brand">
          <img src=${new URL('../../icon.svg', import.meta.url).href} alt="" width="24" height="24" />
          <span>${texts.product}</span>
        </p>
        <h1>${words.heading}</h1>
        <p class="muted">${words.lead}</p>
        ${this.#why()}
        <section aria-labelledby="by-link">
          <h2 id="by-link">${words.link.heading}</h2>
          <p>${words.link.how}</p>
          <p><code class="command">${words.link.command}</code></p>
          <p class="muted">${words.link.lasts}</p>
          <form @submit=${this.#byToken} novalidate>
            <label>
              <span>${words.link.paste}</span>
              <input
                name="token"
                type="password"
                autocomplete="off"
                spellcheck="false"
                aria-describedby="token-mistake"
              />
            </label>
            ${this.#mistakeOf('token')}
            <button type="submit">${words.link.submit}</button>
          </form>
        </section>
        <section aria-labelledby="by-secret">
          <h2 id="by-secret">${words.app.heading}</h2>
          <p class="muted">${words.app.how}</p>
          ${maySign() ? this.#secretForm() : html`<p class="notice">${words.app.insecure}</p>`}
        </section>
      </div>
    `;
  }

  #why() {
    if (this.reason === 'signedOut') {
      return nothing;
    }
    return html`<div class="notice error" role="alert">
      <p class="notice-heading">${icons.warning} ${this.reason === 'ended' ? words.ended : words.refused}</p>
      ${this.reason === 'refused' ? html`<p>${words.refusedAdvice}</p>` : nothing}
    </div>`;
  }

  #secretForm() {
    return html`
      <form @submit=${this.#bySecret} novalidate>
        <label>
          <span>${words.app.appId}</span>
          <input name="appId" autocomplete="off" autocapitalize="off" spellcheck="false" placeholder="cs-…" />
        </label>
        <label>
          <span>${words.app.secret}</span>
          <input
            name="secret"
            type="password"
            autocomplete="off"
            spellcheck="false"
            aria-describedby="secret-mistake"
          />
        </label>
        ${this.#mistakeOf('secret')}
        <button type="submit">${words.app.submit}</button>
      </form>
    `;
  }

  #mistakeOf(form) {
    const text = this.mistake?.form === form ? this.mistake.text : '';
    return html`<p class="mistake" id="${form}-mistake" role="alert">${text}</p>`;
  }

  #byToken = (event) => {
    event.preventDefault();
    const field = event.target.elements.token;
    const token = tokenIn(field.value);
    field.value = '';
    if (!token) {
      this.#refuse('token', words.link.empty, field);
      return;
    }
    this.#emit(withToken(token));
  };

  #bySecret = async (event) => {
    event.preventDefault();
    const { appId, secret } = event.target.elements;
    const given = { appId: appId.value.trim(), secret: secret.value.trim() };
    if (!given.appId || !given.secret) {
      this.#refuse('secret', words.app.empty, given.appId ? secret : appId);
      return;
    }
    secret.value = '';
    this.#emit(await withSecret(given.appId, given.secret));
  };

  #refuse(form, text, field) {
    this.mistake = { form, text };
    field.focus();
  }

  #emit(credentials) {
    this.mistake = undefined;
    this.dispatchEvent(new CustomEvent('credentials', { detail: credentials }));
  }
}

customElements.define('cs-sign-in', SignInPage);
