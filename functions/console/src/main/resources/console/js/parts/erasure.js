import { html, LitElement, nothing } from 'lit';
import { isTransient } from '../api.js';
import * as format from '../format.js';
import { tellSignedOut } from '../loader.js';
import { may } from '../permissions.js';
import { texts } from '../texts.js';
import './confirm-dialog.js';
import { announce } from './live-region.js';
import { errorNotice } from './notices.js';

const words = texts.session.erase;
const ASK_AGAIN_SECONDS = 3;

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
    /** What a failed call is tried again with, if it can be. */
    retry: { state: true },
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
        ${this.request ? this.#progress() : this.#choices()}
        ${this.failure ? errorNotice(this.failure, this.retry) : nothing}
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
    this.failure = undefined;
    this.retry = undefined;
    try {
      this.request = await request(this.context.api);
    } catch (error) {
      this.failure = tellSignedOut(this, error) ? undefined : error;
      return;
    }
    this.status = undefined;
    announce(words.running);
    await this.#follow(askStatus);
  }

  /** Asks how far the request is until it has ended. A service that does not answer now is asked again. */
  async #follow(askStatus) {
    this.failure = undefined;
    try {
      this.status = await askStatus(this.context.api, this.request);
    } catch (error) {
      if (isTransient(error)) {
        this.#askLater(askStatus, error.retryAfter);
      } else {
        tellSignedOut(this, error);
        this.failure = error;
        this.retry = () => this.#follow(askStatus);
      }
      return;
    }
    if (ENDED.includes(this.status.status)) {
      announce(outcome(this.status));
      this.dispatchEvent(new CustomEvent('erased'));
    } else {
      this.#askLater(askStatus);
    }
  }

  #askLater(askStatus, seconds = ASK_AGAIN_SECONDS) {
    if (this.isConnected) {
      this.#timer = setTimeout(() => this.#follow(askStatus), seconds * 1000);
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
  if (status === 'failed' || result?.failedCount > 0) {
    return words.failed;
  }
  return result && result.deletedCount === 0 ? words.skipped : words.completed;
}

customElements.define('cs-erasure', ErasureElement);
