import { html, nothing } from 'lit';
import { href, hrefWith, navigate } from '../router.js';
import { texts } from '../texts.js';
import { storedTheme, storeTheme, THEMES } from '../theme.js';
import { localZone, zones } from '../time.js';
import { icons } from './icons.js';

const PAGES = ['overview', 'sessions', 'settings'];
/** Minutes before its end at which the console says that a link's token ends. */
const SAID_BEFORE = 5;

/**
 * @param {{context: import('../context.js').Context, route: import('../router.js').Route, minutesLeft?: number,
 *     signOut: () => void}} shown
 * @returns the pages, the choice of bot and zone, and who is signed in
 */
export function sidebar({ context, route, minutesLeft, signOut }) {
  return html`
    <header class="sidebar">
      <a class="brand" href=${href(['overview'])}>
        <img src=${new URL('../../icon.svg', import.meta.url).href} alt="" width="24" height="24" />
        <span>${texts.product}</span>
      </a>
      ${navigation(route)}
      <div class="context" role="group" aria-label=${texts.context}>${botChoice(context)} ${zoneChoice(context)}</div>
      <div class="account" role="group" aria-label=${texts.account.region}>
        ${ending(minutesLeft)}
        <p class="account-name">
          <span>${texts.account.kinds[context.self.kind] ?? context.self.kind}</span>
          <span class="muted id" title=${context.self.appId}>${context.self.appId}</span>
        </p>
        <div class="account-actions">
          ${themeChoice()}
          <button type="button" class="plain" @click=${signOut}>${texts.account.signOut}</button>
        </div>
      </div>
    </header>
  `;
}

const navigation = (route) => html`
  <nav aria-label=${texts.navigation}>
    <ul>
      ${PAGES.map(
        (page) =>
          html`<li>
            <a href=${href([page])} aria-current=${isCurrent(page, route) ? 'page' : nothing}
              >${icons[page]} ${texts.pages[page]}</a
            >
          </li>`,
      )}
    </ul>
  </nav>
`;

const isCurrent = (page, route) => page === route.page || (page === 'sessions' && route.page === 'session');

/** A choice of another bot leaves the page of a session: it belongs to one bot. */
function chooseBot(event) {
  const bot = event.target.value || undefined;
  const { hash } = location;
  navigate(hash.startsWith('#/session/') ? href(['sessions'], { bot }) : hrefWith({ bot, page: undefined }));
}

function botChoice({ self, bot, botName }) {
  return html`
    <label>
      <span>${texts.bot}</span>
      <select name="bot" @change=${chooseBot}>
        ${self.kind === 'admin' ? html`<option value="" .selected=${!bot}>${texts.allBots}</option>` : nothing}
        ${self.bots.map(
          ({ botId }) => html`<option value=${botId} .selected=${botId === bot}>${botName(botId)}</option>`,
        )}
      </select>
    </label>
  `;
}

function zoneChoice({ zone }) {
  const local = localZone();
  const all = [local, ...zones().filter((other) => other !== local)];
  return html`
    <label>
      <span>${texts.zone}</span>
      <select name="zone" @change=${(event) => navigate(hrefWith({ zone: event.target.value }))}>
        ${all.map(
          (each) =>
            html`<option value=${each} .selected=${each === zone}>
              ${each === local ? texts.browserZone(each) : each}
            </option>`,
        )}
      </select>
    </label>
  `;
}

function themeChoice() {
  const chosen = storedTheme();
  return html`
    <label class="theme">
      <span class="visually-hidden">${texts.theme.label}</span>
      <select name="theme" @change=${(event) => storeTheme(event.target.value)}>
        ${THEMES.map((theme) => html`<option value=${theme} .selected=${theme === chosen}>${texts.theme[theme]}</option>`)}
      </select>
    </label>
  `;
}

function ending(minutesLeft) {
  if (minutesLeft === undefined || minutesLeft >= SAID_BEFORE) {
    return nothing;
  }
  return html`<p class="ending" role="status">
    ${icons.warning} ${minutesLeft < 1 ? texts.account.endsNow : texts.account.left(minutesLeft)}
  </p>`;
}
