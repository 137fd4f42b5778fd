import { html, LitElement, nothing } from 'lit';
import { Api } from './api.js';
import { contextOf } from './context.js';
import { forget, storedToken, takeTokenFromAddress, withToken } from './credentials.js';
import { texts } from './texts.js';
import { onAnnouncement } from './parts/live-region.js';
import { emptyNotice, errorNotice } from './parts/notices.js';
import { sidebar } from './parts/sidebar.js';
import { currentRoute, href } from './router.js';
import './pages/overview-page.js';
import './pages/session-page.js';
import './pages/sessions-page.js';
import './pages/settings-page.js';
import './pages/sign-in-page.js';

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
  };

  #credentials;
  #api;
  #timer;

  constructor() {
    super();
    this.route = currentRoute();
    this.phase = 'checking';
    this.announcement = '';
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
      this.signIn(withToken(token));
      return;
    }
    const before = this.route;
    this.route = currentRoute();
    if (before.page !== this.route.page || before.segments.join() !== this.route.segments.join()) {
      this.updateComplete.then(() => {
        window.scrollTo(0, 0);
        this.querySelector('main').focus({ preventScroll: true });
      });
    }
  };

  /** Signs in, and asks the service who that is. */
  async signIn(credentials) {
    this.#credentials = credentials;
    this.#api = new Api(credentials);
    this.phase = 'checking';
    try {
      this.self = await this.#api.self();
      this.phase = 'signedIn';
      this.#watchExpiry();
      await this.updateComplete;
      this.querySelector('main').focus({ preventScroll: true });
    } catch (error) {
      if (error.kind === 'signedOut') {
        forget();
        this.phase = 'refused';
      } else {
        this.failure = error;
        this.phase = 'failed';
      }
    }
  }

  signOut() {
    this.#end('signedOut');
  }

  /** A bot that the app no longer reaches is refused with the same words as a sign-in, so the service is asked again. */
  async #lostSignIn() {
    try {
      this.self = await this.#api.self();
    } catch {
      this.#end(this.#credentials?.expired ? 'ended' : 'refused');
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
      return html`<main class="sign-in" id="content" tabindex="-1">${this.#outside()}</main>${status}`;
    }
    const context = contextOf(this.#api, this.self, this.route.params);
    return html`
      <a class="skip" href="#content" @click=${this.#skip}>${texts.skip}</a>
      <div class="layout">
        ${sidebar({
          context,
          route: this.route,
          minutesLeft: this.minutesLeft,
          signOut: () => this.signOut(),
        })}
        <main id="content" tabindex="-1">${this.#page(context)}</main>
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
      return errorNotice(this.failure, () => this.signIn(this.#credentials));
    }
    return html`<cs-sign-in
      .reason=${this.phase}
      @credentials=${(event) => this.signIn(event.detail)}
    ></cs-sign-in>`;
  }

  #page(context) {
    const { route } = this;
    switch (route.page) {
      case 'overview':
        return html`<cs-overview .route=${route} .context=${context}></cs-overview>`;
      case 'sessions':
        return html`<cs-sessions .route=${route} .context=${context}></cs-sessions>`;
      case 'session':
        return html`<cs-session .route=${route} .context=${context}></cs-session>`;
      case 'settings':
        return html`<cs-settings .route=${route} .context=${context}></cs-settings>`;
      default:
        return emptyNotice(
          texts.common.unknownPage,
          html`<a href=${href(['overview'])}>${texts.common.toOverview}</a>`,
          nothing,
        );
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
