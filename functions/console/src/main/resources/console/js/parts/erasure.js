import { html, LitElement, nothing } from 'lit';
import * as format from '../format.js';
import { tellSignedOut } from '../loader.js';
import { may } from '../permissions.js';
import { texts } from '../texts.js';
import './confirm-dialog.js';
import { announce } from './live-region.js';
import { errorNotice } from './notices.js';

const words = texts.session.erase;
const ASK_AGAIN_MILLISECONDS = 3000;

/**
 * Erases an end user, or deletes a session, for an app that may. It asks first, and shows how far the request is until it has
 * ended. Then it emits `erased`.
 */
class ErasureElement extends LitElement {
  static properties = {
    context: { attribute: false },
    session: { attribute: false },
    request: { state: true },
    status: { state: true },
    failure: { state: true },
  };

  #timer;

  createRenderRoot() {
    return this;
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  render() {
    const { self } = this.context;
    if ((!may(self, 'erase') && !may(self, 'deleteSession')) || (this.session.gone && !this.request)) {
      return nothing;
    }
    return html`
      <section class="panel" aria-labelledby="erasure">
        <div class="panel-heading"><h2 id="erasure">${words.heading}</h2></div>
        ${this.request ? this.#progress() : this.#choices()} ${this.failure ? errorNotice(this.failure) : nothing}
        <cs-confirm-dialog></cs-confirm-dialog>
      </section>
    `;
  }

  #choices() {
    const { self } = this.context;
    const live = this.session.sessionStatus === 'active';
    return html`<div class="stack">
      ${
        may(self, 'erase')
          ? html`<button type="button" class="outline-danger" @click=${this.#erase}>${words.person}</button>`
          : nothing
      }
      ${
        may(self, 'deleteSession')
          ? html`<button type="button" class="outline-danger" ?disabled=${live} @click=${this.#delete}>
                ${words.session}
              </button>
              ${live ? html`<p class="hint">${words.sessionLive}</p>` : nothing}`
          : nothing
      }
    </div>`;
  }

  #ask(question) {
    return this.querySelector('cs-confirm-dialog').ask(question);
  }

  #erase = async () => {
    const { botId, userId } = this.session;
    const confirmed = await this.#ask({
      heading: words.personHeading,
      text: words.personEffects(userId),
      confirm: words.personConfirm,
      type: { label: words.type(userId), value: userId },
    });
    if (confirmed) {
      await this.#start(
        async (api) => (await api.erasePerson(botId, userId)).requestId,
        (api, id) => api.erasureStatus(id),
      );
    }
  };

  #delete = async () => {
    const { botId, sessionId } = this.session;
    const confirmed = await this.#ask({
      heading: words.sessionHeading,
      text: words.sessionEffects,
      confirm: words.sessionConfirm,
    });
    if (confirmed) {
      await this.#start(
        async (api) => (await api.deleteSession(botId, sessionId)).jobId,
        (api, id) => api.deletionStatus(botId, id),
      );
    }
  };

  async #start(request, askStatus) {
    await this.#attempt(async () => {
      this.request = await request(this.context.api);
      this.status = undefined;
      announce(words.running);
      await this.#follow(askStatus);
    });
  }

  async #follow(askStatus) {
    await this.#attempt(async () => {
      this.status = await askStatus(this.context.api, this.request);
      if (ENDED.includes(this.status.status)) {
        announce(outcome(this.status));
        this.dispatchEvent(new CustomEvent('erased'));
      } else {
        this.#timer = setTimeout(() => this.#follow(askStatus), ASK_AGAIN_MILLISECONDS);
      }
    });
  }

  async #attempt(action) {
    this.failure = undefined;
    try {
      await action();
    } catch (error) {
      this.failure = tellSignedOut(this, error) ? undefined : error;
    }
  }

  #progress() {
    const ended = this.status && ENDED.includes(this.status.status);
    return html`
      <p>${ended ? outcome(this.status) : words.running}</p>
      ${ended ? nothing : html`<progress aria-label=${words.heading}></progress>`}
      <p class="muted">${words.request} <span class="id">${this.request}</span></p>
      ${this.#receipt()}
    `;
  }

  #receipt() {
    const rows = this.status?.response?.flatMap(({ receipt }) => receipt ?? []) ?? [];
    if (rows.length === 0) {
      return nothing;
    }
    const { zone } = this.context;
    return html`
      <div class="scroller" role="region" tabindex="0" aria-label=${words.receipt}>
        <table class="figures">
          <thead>
            <tr>
              <th scope="col">${words.store}</th>
              <th scope="col" class="number">${words.deleted}</th>
              <th scope="col" class="number">${words.remaining}</th>
              <th scope="col">${words.goneBy}</th>
            </tr>
          </thead>
          <tbody>
            ${rows.map(
              ({ store, deleted, remaining, goneBy }) =>
                html`<tr>
                  <th scope="row">${store}</th>
                  <td class="number">${format.count(deleted)}</td>
                  <td class="number">${format.count(remaining)}</td>
                  <td>${goneBy ? format.shortDay(goneBy, zone) : ''}</td>
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
    `;
  }
}

const ENDED = ['completed', 'failed'];

function outcome({ status, result }) {
  if (status === 'failed') {
    return words.failed;
  }
  return result && result.deletedCount === 0 ? words.skipped : words.completed;
}

customElements.define('cs-erasure', ErasureElement);
