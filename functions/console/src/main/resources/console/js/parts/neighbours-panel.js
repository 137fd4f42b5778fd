import { html, LitElement, nothing } from 'lit';
import * as format from '../format.js';
import { Loader } from '../loader.js';
import { isOpen, nextOf, previousOf, weeksLeft } from '../neighbours.js';
import { href } from '../router.js';
import { texts } from '../texts.js';
import { containmentBadge } from './badges.js';
import { icons } from './icons.js';
import { errorNotice } from './notices.js';

const words = texts.session;
const SIDES = {
  previous: { find: previousOf, label: words.previous, none: words.noPrevious, icon: icons.previous },
  next: { find: nextOf, label: words.next, none: words.noNext, icon: icons.next },
};

/** The sessions of the same end user before and after this one. At first it looks for them a week away. */
class NeighboursPanel extends LitElement {
  static properties = { context: { attribute: false }, session: { attribute: false } };

  #sides = Object.fromEntries(
    Object.entries(SIDES).map(([name, { find }]) => [
      name,
      new Loader(this, (signal, searched) => {
        const { api } = this.context;
        return find((body) => api.sessions(this.session.botId, body, signal), this.session, searched);
      }),
    ]),
  );
  createRenderRoot() {
    return this;
  }

  firstUpdated() {
    Object.values(this.#sides).forEach((side) => side.load([{ weeks: 1 }]));
  }

  render() {
    const { userId } = this.session;
    return html`
      <section class="panel" aria-labelledby="neighbours">
        <div class="panel-heading"><h2 id="neighbours">${words.neighbours}</h2></div>
        <ul class="neighbours">
          ${Object.keys(SIDES).map((name) => html`<li>${this.#side(name)}</li>`)}
          <li>
            <a href=${href(['sessions'], { bot: this.session.botId, user: userId, period: '90d' })}
              >${words.allOfUser}</a
            >
          </li>
        </ul>
      </section>
    `;
  }

  #side(name) {
    const { label, none, icon } = SIDES[name];
    const { value, error } = this.#sides[name];
    if (error) {
      return errorNotice(error);
    }
    if (!value) {
      return html`<span class="muted">${icon} ${label}: ${texts.common.loading}</span>`;
    }
    const { session, weeks } = value;
    if (session) {
      return html`<a href=${href(['session', session.botId, session.sessionId])}>${icon} ${label}</a>
        <span class="muted">${format.dateTime(session.start_time, this.context.zone)} · ${session.channel}</span>
        ${containmentBadge(session.containmentType)}`;
    }
    return html`<span class="muted">${icon} ${label}: ${none(weeks * 7)}</span> ${
        isOpen(value)
          ? html`<button
              type="button"
              class="plain link"
              aria-label="${words.searchFurther}: ${label}"
              @click=${() => this.#sides[name].load([{ from: weeks, weeks: weeksLeft(value) }])}
            >
              ${words.searchFurther}
            </button>`
          : nothing
      }`;
  }
}

customElements.define('cs-neighbours-panel', NeighboursPanel);
