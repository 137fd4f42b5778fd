import { html, LitElement, nothing } from 'lit';
import { Api, ApiError } from './api.js';
import { contextOf } from './context.js';
import { forget, storedToken, takeTokenFromAddress, withToken } from './credentials.js';
import { texts } from './texts.js';
import { onAnnouncement } from './parts/live-region.js';
import { errorNotice, loadingNotice } from './parts/notices.js';
import { sidebar } from './parts/sidebar.js';
import { currentRoute, href } from './router.js';
import { forgetChanges } from './settings/draft.js';
import './pages/sign-in-page.js';

/** How each page is loaded and shown. A page is loaded when it is first opened: the first view needs fewer files. */
const PAGES = {
  overview: {
    load: () => import('./pages/overview-page.js'),
    show: (route, context) => html`<cs-overview .route=${route} .context=${context}></cs-overview>`,
  },
  sessions: {
    load: () => import('./pages/sessions-page.js'),
    show: (route, context) => html`<cs-sessions .route=${route} .context=${context}></cs-sessions>`,
  },
  session: {
    load: () => import('./pages/session-page.js'),
    show: (route, context) => html`<cs-session .route=${route} .context=${context}></cs-session>`,
  },
  settings: {
    load: () => import('./pages/settings-page.js'),
    show: (route, context) => html`<cs-settings .route=${route} .context=${context}></cs-settings>`,
  },
};

/** The console: who is signed in, which page is open, and what surrounds it. */
class ConsoleElement extends LitElement {
  static properties = {
    route: { state: true },
    self: { state: true },
    /** 'checking', 'signedOut', 'ended', 'refused', 'signedIn' or 'failed' */
    phase: { state: true },
    failure: { state: true },
    minutesLeft: { state: true },
    announcement: { state: true },
    /** Why a page could not be loaded, by its name. */
    unloaded: { state: true },
  };

  /** Pages that are loaded, or loading. */
  #pages = new Map();

  #credentials;
  #api;
  /** The newest sign-in that was asked for. */
  #asked;
  #timer;

  constructor() {
    super();
    this.route = currentRoute();
    this.phase = 'checking';
    this.announcement = '';
    this.unloaded = {};
    onAnnouncement((text) => {
      // A text that repeats the one before would not be read again.
      this.announcement = text === this.announcement ? `${text}\u00a0` : text;
    });
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    window.addEventListener('hashchange', this.#routeChanged);
    this.addEventListener('signed-out', () => this.#lostSignIn());
    this.#timer = setInterval(() => this.#watchExpiry(), 5000);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    window.removeEventListener('hashchange', this.#routeChanged);
    clearInterval(this.#timer);
  }

  #routeChanged = (event) => {
    // A link that is opened in this tab changes the fragment alone, and does not load the page again.
    const token = takeTokenFromAddress(new URL(event.oldURL || location.href).hash);
    if (token) {
      this.route = currentRoute();
      this.signIn(withToken(token));
      return;
    }
    const before = this.route;
    this.route = currentRoute();
    this.failure = undefined;
    if (before.page !== this.route.page || before.segments.join() !== this.route.segments.join()) {
      this.updateComplete.then(() => {
        window.scrollTo(0, 0);
        this.querySelector('main').focus({ preventScroll: true });
      });
    }
  };

  /**
   * Signs in, and asks the service who that is. While somebody is signed in, the page stays as it is until the service has
   * accepted the new sign-in.
   */
  async signIn(credentials) {
    const api = new Api(credentials);
    this.#asked = credentials;
    this.failure = undefined;
    if (this.phase !== 'signedIn') {
      credentials.replaceKept();
      this.phase = 'checking';
    }
    try {
      const self = await api.self();
      if (credentials === this.#asked) {
        await this.#begin(credentials, api, self);
      }
    } catch (error) {
      if (credentials === this.#asked) {
        this.#refused(error);
      }
    }
  }

  /** A new token of the same app only replaces the one before. For another app every page begins anew. */
  async #begin(credentials, api, self) {
    const renewed = this.phase === 'signedIn' && this.self.account === self.account && this.self.appId === self.appId;
    if (renewed) {
      this.#api.renew(credentials);
    } else {
      this.phase = 'checking';
      await this.updateComplete;
      this.#api = api;
    }
    credentials.replaceKept();
    this.#credentials = credentials;
    this.self = self;
    this.phase = 'signedIn';
    this.#watchExpiry();
  }

  /** Who is signed in stays so, and sees why the new sign-in failed. */
  #refused(error) {
    const unknown = error.kind === 'signedOut';
    if (this.phase === 'signedIn') {
      this.failure = unknown ? new ApiError('refused', texts.errors.notRenewed) : error;
    } else if (unknown) {
      forget();
      this.phase = 'refused';
    } else {
      this.failure = error;
      this.phase = 'failed';
    }
  }

  /** The form is gone then, so the focus moves to the page. */
  #formSignIn = async (event) => {
    await this.signIn(event.detail);
    await this.updateComplete;
    this.querySelector('main').focus({ preventScroll: true });
  };

  signOut() {
    this.#asked = undefined;
    forgetChanges();
    this.#end('signedOut');
  }

  /** A bot that the app no longer reaches is refused with the same words as a sign-in, so the service is asked again. */
  async #lostSignIn() {
    const api = this.#api;
    const credentials = this.#credentials;
    try {
      const self = await api?.self();
      if (api && api === this.#api) {
        this.self = self;
      }
    } catch (error) {
      const stands = api === this.#api && credentials === this.#credentials;
      if (stands && error.kind === 'signedOut') {
        this.#end(credentials.expired ? 'ended' : 'refused');
      }
    }
  }

  #end(phase) {
    forget();
    this.#credentials = undefined;
    this.#api = undefined;
    this.self = undefined;
    this.phase = phase;
  }

  #watchExpiry() {
    if (this.phase !== 'signedIn') {
      return;
    }
    const { expiresAt, expired } = this.#credentials;
    if (expired) {
      this.#end('ended');
    } else {
      this.minutesLeft = expiresAt === undefined ? undefined : Math.floor((expiresAt - Date.now()) / 60_000);
    }
  }

  updated() {
    const page = texts.pages[this.route.page] ?? texts.console;
    document.title = texts.title(this.phase === 'signedIn' ? page : texts.signIn.heading);
  }

  render() {
    const status = html`<p class="visually-hidden" role="status">${this.announcement}</p>`;
    if (this.phase !== 'signedIn') {
      return html`<main class="sign-in" id="content" tabindex="-1">${this.#outside()}</main>
        ${status}`;
    }
    const context = contextOf(this.#api, this.self, this.route);
    return html`
      <a class="skip" href="#content" @click=${this.#skip}>${texts.skip}</a>
      <div class="layout">
        ${sidebar({
          context,
          route: this.route,
          minutesLeft: this.minutesLeft,
          signOut: () => this.signOut(),
        })}
        <main id="content" tabindex="-1">
          ${this.failure ? errorNotice(this.failure, () => this.signIn(this.#asked)) : nothing} ${this.#page(context)}
        </main>
      </div>
      ${status}
    `;
  }

  /** The fragment is the route, so the skip link moves the focus itself. */
  #skip = (event) => {
    event.preventDefault();
    this.querySelector('main').focus();
  };

  #outside() {
    if (this.phase === 'checking') {
      return html`<p class="notice quiet">${texts.signIn.checking}</p>`;
    }
    if (this.phase === 'failed') {
      return errorNotice(this.failure, () => this.signIn(this.#asked));
    }
    return html`<cs-sign-in .reason=${this.phase} @credentials=${this.#formSignIn}></cs-sign-in>`;
  }

  #page(context) {
    const { page } = this.route;
    if (!(page in PAGES)) {
      return html`<div class="page-heading"><h1>${texts.common.unknownPage}</h1></div>
        <p><a href=${href(['overview'])}>${texts.common.toOverview}</a></p>`;
    }
    if (this.unloaded[page]) {
      return errorNotice(this.unloaded[page], () => this.#loadPage(page));
    }
    if (!this.#pages.has(page)) {
      this.#loadPage(page);
    }
    return this.#pages.get(page) === 'loaded' ? PAGES[page].show(this.route, context) : loadingNotice();
  }

  async #loadPage(page) {
    this.#pages.set(page, 'loading');
    try {
      await PAGES[page].load();
      this.#pages.set(page, 'loaded');
      this.unloaded = { ...this.unloaded, [page]: undefined };
    } catch (error) {
      this.#pages.delete(page);
      this.unloaded = { ...this.unloaded, [page]: new ApiError('offline', error.message) };
    }
  }
}

customElements.define('cs-console', ConsoleElement);

/** Starts with the token of the link, else with the one that the tab keeps, else with the sign-in page. */
export function start(token) {
  const element = document.querySelector('cs-console');
  const credentials = token ? withToken(token) : storedToken();
  if (credentials) {
    element.signIn(credentials);
  } else {
    element.phase = 'signedOut';
  }
}
