import { html, nothing } from 'lit';
import * as format from '../format.js';
import { Loader } from '../loader.js';
import { closeSession } from '../parts/close-session.js';
import '../parts/export-dialog.js';
import { icons } from '../parts/icons.js';
import { announce } from '../parts/live-region.js';
import { emptyNotice, errorNotice, forbiddenNotice, loadingNotice } from '../parts/notices.js';
import { PageElement } from '../parts/page-element.js';
import { pager } from '../parts/pager.js';
import '../parts/session-filters.js';
import { sessionTable } from '../parts/session-table.js';
import { may } from '../permissions.js';
import { hrefWith, navigate } from '../router.js';
import { filterOf, SessionPages } from '../sessions-query.js';
import { texts } from '../texts.js';

const words = texts.sessions;
const ROWS = 50;
const REFRESH_MILLISECONDS = 15_000;

/** The history as a table: filters, pages, export, and closing. */
class SessionsPage extends PageElement {
  static properties = {
    live: { state: true },
    failure: { state: true },
    copied: { state: true },
    notice: { state: true },
  };

  #page = new Loader(this, (signal, number) => this.#read(number, signal));
  #pages;
  #filter;
  /** Where pages begin, by their number, as the page before said. */
  #starts = new Map();
  #asked = '';
  #askedPage;
  #timer;

  connectedCallback() {
    super.connectedCallback();
    this.#timer = setInterval(() => this.#refreshIfLive(), REFRESH_MILLISECONDS);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.#timer);
  }

  get #number() {
    return Math.max(1, Math.trunc(Number(this.route.params.get('page'))) || 1);
  }

  willUpdate() {
    if (!may(this.context.self, 'sessions')) {
      return;
    }
    const params = new URLSearchParams(this.route.params);
    params.delete('page');
    const asked = [this.context.bot, this.context.zone, params].join('|');
    if (asked !== this.#asked) {
      this.#asked = asked;
      this.#begin();
    } else if (this.#number !== this.#askedPage) {
      this.#load();
    }
  }

  /**
   * Starts anew: filters, and a window that ends now. A live update is not announced, and counts only the newest slice of the
   * window again.
   */
  #begin({ keep = false, live = false } = {}) {
    const { api, bot, zone } = this.context;
    this.#filter = filterOf(this.route.params, zone);
    const read = (body, signal) => api.sessions(bot, body, signal);
    this.#pages = new SessionPages(read, this.#filter, live ? this.#pages : undefined);
    this.#starts.clear();
    this.#load({ keep, live });
  }

  #refresh = () => this.#begin({ keep: true });

  #load({ keep = false, live = false } = {}) {
    this.#askedPage = this.#number;
    const said = live ? undefined : ({ total }) => words.loaded(format.count(total));
    return this.#page.load([this.#number], { said, keep });
  }

  async #read(number, signal) {
    const start = this.#starts.get(number);
    const page = await (start
      ? this.#pages.pageFrom(start, ROWS, signal)
      : this.#pages.pageAt((number - 1) * ROWS, ROWS, signal));
    if (page.next) {
      this.#starts.set(number + 1, page.next);
    }
    return page;
  }

  #refreshIfLive() {
    if (this.live && this.#number === 1 && !document.hidden && !this.#page.loading) {
      this.#begin({ keep: true, live: true });
    }
  }

  render() {
    if (!may(this.context.self, 'sessions')) {
      return html`<div class="page-heading"><h1>${words.heading}</h1></div>
        ${forbiddenNotice('sessions')}`;
    }
    return html`
      <div class="page-heading">
        <h1>${words.heading}</h1>
        ${this.#count()} ${this.#actions()}
      </div>
      ${this.notice ? html`<p class="notice">${this.notice}</p>` : nothing}
      <cs-session-filters
        .filter=${this.#filter}
        .zone=${this.context.zone}
        @filter=${(event) => navigate(hrefWith(event.detail))}
      ></cs-session-filters>
      ${this.failure ? errorNotice(this.failure, undefined, 'close') : nothing} ${this.#body()}
      <cs-confirm-dialog></cs-confirm-dialog>
      <cs-export-dialog
        .context=${this.context}
        .filter=${this.#filter}
        .total=${this.#page.value?.total ?? 0}
      ></cs-export-dialog>
    `;
  }

  #count() {
    const { value } = this.#page;
    if (!value) {
      return nothing;
    }
    const live = value.sessions.filter(({ sessionStatus }) => sessionStatus === 'active').length;
    return html`
      <p class="total">${words.total(format.count(value.total))}</p>
      ${live ? html`<p class="status live"><span class="dot"></span>${words.live(live)}</p>` : nothing}
    `;
  }

  #actions() {
    const { loading, value } = this.#page;
    return html`
      <div class="page-actions">
        <label class="check" title=${words.autoHint}>
          <input
            type="checkbox"
            name="live"
            .checked=${this.live ?? false}
            @change=${(e) => (this.live = e.target.checked)}
          />
          <span>${words.auto}</span>
        </label>
        <button type="button" class="plain" aria-busy=${loading ? 'true' : 'false'} @click=${this.#refresh}>
          ${icons.refresh} ${texts.common.refresh}
        </button>
        <button type="button" class="plain" @click=${this.#copyLink}>
          ${icons.link} ${this.copied ? texts.common.copied : words.copyLink}
        </button>
        <button type="button" class="secondary" ?disabled=${!value?.total} @click=${this.#export}>
          ${icons.download} ${words.export.open}
        </button>
      </div>
    `;
  }

  #body() {
    const { value, error, loading } = this.#page;
    const failed = error ? errorNotice(error, this.#refresh, 'sessions') : nothing;
    if (!value) {
      return error ? failed : loadingNotice();
    }
    const invalid = value.invalid.length
      ? html`<p class="notice">${words.invalid(value.invalid.join(', '))}</p>`
      : nothing;
    if (value.sessions.length === 0) {
      return html`${failed} ${invalid} ${emptyNotice(words.empty, words.emptyAdvice)}`;
    }
    const close = may(this.context.self, 'close') ? this.#close : undefined;
    const pages = Math.max(1, Math.ceil(value.total / ROWS));
    return html`
      ${failed} ${invalid}
      <div class="table-frame" aria-busy=${loading ? 'true' : 'false'}>
        ${sessionTable(value.sessions, this.context, { close })}
      </div>
      ${pager({ page: this.#number, pages, go: (page) => navigate(hrefWith({ page: page > 1 ? page : undefined })) })}
    `;
  }

  #export = () => this.querySelector('cs-export-dialog').open();

  #copyLink = async () => {
    try {
      await navigator.clipboard.writeText(location.href);
      this.copied = true;
      announce(texts.common.copied);
      setTimeout(() => (this.copied = false), 2000);
    } catch {
      this.copied = false;
      this.notice = texts.common.copyFailed;
      announce(this.notice);
    }
  };

  #close = (session) => closeSession(this, this.querySelector('cs-confirm-dialog'), session, () => this.#refresh());
}

customElements.define('cs-sessions', SessionsPage);
