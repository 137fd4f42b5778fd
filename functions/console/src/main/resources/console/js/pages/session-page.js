import { html, nothing } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import * as format from '../format.js';
import { Loader } from '../loader.js';
import { containmentBadge, statusBadge, tagChip } from '../parts/badges.js';
import { closeSession } from '../parts/close-session.js';
import '../parts/erasure.js';
import { icons } from '../parts/icons.js';
import '../parts/neighbours-panel.js';
import { emptyNotice, errorNotice, forbiddenNotice, loadingNotice } from '../parts/notices.js';
import { PageElement } from '../parts/page-element.js';
import '../parts/state-panel.js';
import { transcript } from '../parts/transcript.js';
import { may } from '../permissions.js';
import { href } from '../router.js';
import { reasonName, texts } from '../texts.js';

const words = texts.session;
const MESSAGES = 200;
/** The largest page of the transcript (contract, section 14). */
const MESSAGES_OF_A_CALL = 10_000;
/** The largest page of a debug log (contract, section 18), and how many lines are shown at most. */
const LINES_OF_A_CALL = 50;
const LINES = 1000;
const REFRESH_MILLISECONDS = 10_000;

/** One session: its figures, what was said, and what belongs to it. A live one is read again every ten seconds. */
class SessionPage extends PageElement {
  static properties = { showEvents: { state: true }, showDebugLog: { state: true }, failure: { state: true } };

  #session = new Loader(this, (signal) => this.#readSession(signal));
  #messages = new Loader(this, (signal, what) => this.#read(what, signal));
  #lines = new Loader(this, (signal) => this.#readLines(signal));
  #asked = '';
  /** Whether it was live when it was last read again. */
  #wasLive = false;
  #timer;

  constructor() {
    super();
    this.showEvents = true;
    this.showDebugLog = false;
  }

  get #botId() {
    return this.route.segments[0];
  }

  /** A link may name a bot that this app does not reach. */
  get #isReachable() {
    return this.context.self.bots.some(({ botId }) => botId === this.#botId);
  }

  get #sessionId() {
    return this.route.segments[1];
  }

  connectedCallback() {
    super.connectedCallback();
    this.#timer = setInterval(() => this.#refreshIfLive(), REFRESH_MILLISECONDS);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.#timer);
  }

  willUpdate() {
    const asked = this.route.segments.join('/');
    if (asked !== this.#asked && this.#isReachable && may(this.context.self, 'sessions')) {
      this.#asked = asked;
      this.failure = undefined;
      this.#load(true);
    }
  }

  #load = (fresh) => {
    this.#session.load([], {
      fresh,
      keep: true,
      said: (session) => (session && !session.gone ? words.loaded : words.notFound),
    });
    this.#loadMessages(fresh);
    this.#loadLines(fresh);
  };

  #loadLines(fresh) {
    if (this.showDebugLog) {
      this.#lines.load([], { fresh, keep: !fresh });
    }
  }

  #toggleDebugLog(shown) {
    this.showDebugLog = shown;
    this.#loadLines(true);
  }

  /** Reads page by page, up to a number that can be shown. */
  async #readLines(signal) {
    const lines = [];
    for (let more = true; more && lines.length < LINES; ) {
      const page = { offset: lines.length, limit: LINES_OF_A_CALL };
      const found = await this.context.api.debugLog(this.#botId, this.#sessionId, page, signal);
      lines.push(...found);
      more = found.length === LINES_OF_A_CALL;
    }
    return lines;
  }

  #loadMessages(fresh) {
    if (!may(this.context.self, 'messages')) {
      return;
    }
    if (fresh || !this.#messages.value) {
      this.#messages.load([], { fresh });
    } else {
      this.#readMessagesAgain();
    }
  }

  /** The transcript is read after the session, and once more after it has closed: so it has what was said last. */
  async #refreshIfLive() {
    const live = this.#session.value?.sessionStatus === 'active';
    if ((live || this.#wasLive) && !document.hidden) {
      this.#wasLive = live;
      await this.#session.load([], { keep: true });
      if (this.isConnected && this.#messages.value && !this.#messages.loading) {
        this.#readMessagesAgain();
      }
      this.#loadLines(false);
    }
  }

  /** Reads the session. One that was shown and is gone keeps its place, where the progress of its erasure stands. */
  async #readSession(signal) {
    const session = await this.context.api.session(this.#botId, this.#sessionId, signal);
    const known = this.#session.value;
    return session ?? (known && { ...known, sessionStatus: 'closed', gone: true });
  }

  /**
   * Reads the messages that are shown again, and the new ones if all are shown. A message may arrive late and belong between
   * others, so they are read from the first one on.
   */
  #readMessagesAgain() {
    const { messages, total } = this.#messages.value;
    const limit = messages.length + (messages.length >= total ? MESSAGES : 0);
    if (messages.length <= MESSAGES_OF_A_CALL) {
      this.#messages.load([{ limit: Math.min(limit, MESSAGES_OF_A_CALL) }], { keep: true });
    }
  }

  /** Reads the first messages, or a page after those that are known. */
  async #read({ known, limit = MESSAGES } = {}, signal) {
    const place = known ? { cursor: known.next } : { skip: 0 };
    const body = { sessionId: [this.#sessionId], forward: true, getAgentsInfo: true, limit, ...place };
    const { messages, total, next } = await this.context.api.messages(this.#botId, body, signal);
    return { messages: [...(known?.messages ?? []), ...messages], total, next };
  }

  render() {
    const back = html`<p class="back"><a href=${href(['sessions'])}>${icons.previous} ${words.back}</a></p>`;
    const heading = html`<div class="page-heading"><h1>${texts.pages.session}</h1></div>`;
    if (!may(this.context.self, 'sessions')) {
      return html`${heading} ${forbiddenNotice('sessions')}`;
    }
    if (!this.#isReachable) {
      return html`${back} ${heading} ${emptyNotice(words.notFound, words.notFoundAdvice)}`;
    }
    const { value: session, error, loading } = this.#session;
    return html`
      ${back} ${session ? nothing : heading}
      ${error ? errorNotice(error, () => this.#load(false), 'sessions') : nothing}
      ${!session && loading ? loadingNotice() : nothing}
      ${!session && !loading && !error ? emptyNotice(words.notFound, words.notFoundAdvice) : nothing}
      ${session ? this.#shown(session) : nothing}
    `;
  }

  #shown(session) {
    return html`
      ${this.#heading(session)} ${this.failure ? errorNotice(this.failure, undefined, 'close') : nothing}
      ${keyed(session.sessionId, this.#columns(session))}
      <cs-confirm-dialog class="close-dialog"></cs-confirm-dialog>
    `;
  }

  /** Its parts begin anew with each session: what one of them has read belongs to one session. */
  #columns(session) {
    return html`
      <div class="session-columns">
        ${session.gone ? emptyNotice(words.gone, words.goneAdvice) : this.#transcript(session)}
        <div class="side">
          ${session.gone ? nothing : this.#details(session)}
          <cs-erasure .context=${this.context} .session=${session} @erased=${() => this.#load(false)}></cs-erasure>
        </div>
      </div>
    `;
  }

  #details(session) {
    return html`
      ${this.#figures(session)} ${tagsPanel(session)}
      <cs-neighbours-panel .context=${this.context} .session=${session}></cs-neighbours-panel>
      ${
        may(this.context.self, 'state')
          ? html`<cs-state-panel .context=${this.context} .session=${session}></cs-state-panel>`
          : nothing
      }
    `;
  }

  #heading(session) {
    const live = session.sessionStatus === 'active';
    return html`
      <div class="page-heading">
        <h1>${words.heading(session.userId)}</h1>
        ${session.gone ? nothing : html`${containmentBadge(session.containmentType)} ${statusBadge(session)}`}
        <div class="page-actions">
          <button
            type="button"
            class="plain"
            aria-busy=${this.#session.loading ? 'true' : 'false'}
            @click=${() => this.#load(false)}
          >
            ${icons.refresh} ${texts.common.refresh}
          </button>
          ${
            live && may(this.context.self, 'close')
              ? html`<button type="button" class="secondary" @click=${() => this.#close(session)}>
                  ${texts.closing.confirm}
                </button>`
              : nothing
          }
        </div>
      </div>
    `;
  }

  #figures(session) {
    const { zone, botName } = this.context;
    const { fields } = words;
    const rows = [
      [fields.start, format.fullDateTime(session.start_time, zone)],
      [fields.end, format.fullDateTime(session.end_time, zone)],
      [fields.duration, format.duration(format.secondsBetween(session.start_time, session.end_time))],
      [fields.closed, session.closedAt ? format.fullDateTime(session.closedAt, zone) : undefined],
      [fields.reason, session.closeReason ? reasonName(session.closeReason) : undefined],
      [fields.messages, format.count(session.noOfMessagesExchanged)],
      [fields.tasks, format.count(session.noOfTasksExecuted)],
      [fields.languages, session.session_lang.join(', ')],
      [fields.channel, session.channel],
      [fields.type, texts.sessionType[session.sessionType]],
      [fields.developer, session.isDeveloper ? texts.common.yes : undefined],
      [fields.bot, botName(session.botId)],
      [fields.user, html`<span class="id">${session.userId}</span>`],
      [fields.id, html`<span class="id">${session.sessionId}</span>`],
    ];
    return html`
      <section class="panel" aria-labelledby="figures">
        <div class="panel-heading"><h2 id="figures">${words.figures}</h2></div>
        <dl class="fields">
          ${rows
            .filter(([, value]) => value !== undefined)
            .map(
              ([label, value]) =>
                html`<div>
                  <dt>${label}</dt>
                  <dd>${value}</dd>
                </div>`,
            )}
        </dl>
      </section>
    `;
  }

  #transcript(session) {
    const { value } = this.#messages;
    return html`
      <section class="panel" aria-labelledby="transcript">
        <div class="panel-heading">
          <h2 id="transcript">
            ${words.transcript.heading}
            ${
              value
                ? html`<span class="note"
                    >${words.transcript.shown(format.count(value.messages.length), format.count(value.total))}</span
                  >`
                : nothing
            }
          </h2>
          <label class="check">
            <input
              type="checkbox"
              name="events"
              .checked=${this.showEvents}
              @change=${(event) => (this.showEvents = event.target.checked)}
            />
            <span>${words.transcript.events}</span>
          </label>
          ${
            may(this.context.self, 'debugLog')
              ? html`<label class="check">
                  <input
                    type="checkbox"
                    name="debugLog"
                    .checked=${this.showDebugLog}
                    @change=${(event) => this.#toggleDebugLog(event.target.checked)}
                  />
                  <span>${words.transcript.debugLog}</span>
                </label>`
              : nothing
          }
        </div>
        ${this.#debugNotice()} ${this.#messageList(session)}
      </section>
    `;
  }

  #debugNotice() {
    const { value, error } = this.#lines;
    if (!this.showDebugLog || (!error && value?.length !== 0)) {
      return nothing;
    }
    return error
      ? errorNotice(error, () => this.#loadLines(true), 'debugLog')
      : emptyNotice(words.transcript.debugEmpty, words.transcript.debugEmptyAdvice);
  }

  #messageList(session) {
    if (!may(this.context.self, 'messages')) {
      return html`${forbiddenNotice('messages')} ${this.#list(session, [], true)}`;
    }
    const { value, error } = this.#messages;
    const failed = error ? errorNotice(error, () => this.#loadMessages(false), 'messages') : nothing;
    if (!value) {
      return error ? failed : loadingNotice();
    }
    const { messages, total } = value;
    const left = total - messages.length;
    return html`
      ${failed}
      ${
        messages.length === 0 && session.noOfMessagesExchanged > 0
          ? emptyNotice(words.transcript.empty, words.transcript.emptyAdvice)
          : nothing
      }
      ${this.#list(session, messages, left <= 0)}
      ${
        value.next
          ? html`<button
              type="button"
              class="secondary"
              @click=${() => this.#messages.load([{ known: value }], { keep: true })}
            >
              ${words.transcript.more(format.count(Math.max(1, Math.min(left, MESSAGES))))}
            </button>`
          : nothing
      }
    `;
  }

  #list(session, messages, complete) {
    const lines = (this.showDebugLog && this.#lines.value) || [];
    const { zone } = this.context;
    return transcript({ session, messages, complete, lines, zone, showEvents: this.showEvents });
  }

  #close(session) {
    return closeSession(this, this.querySelector('.close-dialog'), session, () => this.#load(false));
  }
}

function tagsPanel({ tags: { userTags, sessionTags } }) {
  const list = (label, tags) =>
    tags.length === 0
      ? nothing
      : html`<div>
          <dt>${label}</dt>
          <dd class="chips">${tags.map(tagChip)}</dd>
        </div>`;
  return html`
    <section class="panel" aria-labelledby="tags">
      <div class="panel-heading"><h2 id="tags">${words.tags}</h2></div>
      ${
        userTags.length + sessionTags.length === 0
          ? html`<p class="muted">${words.noTags}</p>`
          : html`<dl class="fields">${list(words.userTags, userTags)} ${list(words.sessionTags, sessionTags)}</dl>`
      }
    </section>
  `;
}

customElements.define('cs-session', SessionPage);
