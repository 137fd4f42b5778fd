import { html, nothing } from 'lit';
import { Loader, tellSignedOut } from '../loader.js';
import { announce } from '../parts/live-region.js';
import { emptyNotice, errorNotice, forbiddenNotice, loadingNotice } from '../parts/notices.js';
import { PageElement } from '../parts/page-element.js';
import { may } from '../permissions.js';
import { hrefWith } from '../router.js';
import { closingFields, closingPreview, nudgeFields, nudgePreview } from '../settings/closing-section.js';
import { changesOf, keepChanges, keptChanges, mistakeOf, withChanges } from '../settings/draft.js';
import { numberField, row, textField, toggle, words as fieldWords } from '../settings/fields.js';
import { redactionFields, redactionSample } from '../settings/redaction-section.js';
import '../settings/publication.js';
import '../settings/script-editor.js';
import { texts } from '../texts.js';

const words = texts.settings;
/** How long after the last change a draft is validated. */
const CHECK_AFTER_MILLISECONDS = 400;

/** The settings of each section, in the order of the page, for restoring their defaults. */
const SECTIONS = {
  closing: [
    'proactivelyClose',
    'inactivityDuration',
    'channelInactivity',
    'closureBehavior',
    'closureMessages',
    'excludedChannels',
  ],
  nudge: ['nudgeAfter', 'nudgeMessages', 'nudgeExcludedChannels'],
  clearing: ['clearAuthProfiles', 'customScript'],
  language: ['defaultLanguage'],
  messages: ['keepMessages', 'messageRetentionDays', 'keepDebugLogs'],
  redaction: ['piiRedaction'],
};

/** Manage Sessions. The service validates a draft while it is made, so its own messages and bounds are shown. */
class SettingsPage extends PageElement {
  static properties = {
    draft: { state: true },
    mistake: { state: true },
    failure: { state: true },
    saving: { state: true },
    sample: { state: true },
    result: { state: true },
    picked: { state: true },
    bounds: { state: true },
  };

  #stored = new Loader(this, (signal) => this.context.api.settings(this.context.bot, signal));
  #bot;
  /** Which bot's form is open. An answer to an earlier one is not shown. */
  #visit;
  #check = new AbortController();
  #timer;
  /** The section of the address that was gone to. */
  #section;

  constructor() {
    super();
    this.sample = '';
    this.picked = 0;
  }

  connectedCallback() {
    super.connectedCallback();
    window.addEventListener('beforeunload', this.#warn);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    window.removeEventListener('beforeunload', this.#warn);
    this.#leave();
  }

  #leave() {
    this.#visit = undefined;
    clearTimeout(this.#timer);
    this.#check.abort();
  }

  /** The browser asks before a tab with unsaved changes is closed. */
  #warn = (event) => {
    if (this.#changedNames.length > 0) {
      event.preventDefault();
    }
  };

  willUpdate() {
    const { bot, self } = this.context;
    if (bot !== this.#bot && may(self, 'settings')) {
      this.#bot = bot;
      this.#leave();
      if (bot) {
        this.#load();
      }
    }
  }

  /** A link may name a section. */
  updated() {
    const section = this.route.params.get('section');
    if (this.draft && section !== this.#section) {
      this.#section = section;
      this.#goTo(section);
    }
  }

  #goTo(section) {
    const heading = this.querySelector(`#section-${section in SECTIONS ? section : 'none'}`);
    heading?.closest('section').scrollIntoView();
    heading?.focus({ preventScroll: true });
  }

  #load = async () => {
    const { api, bot, self } = this.context;
    this.#leave();
    const visit = { api, bot, self };
    this.#visit = visit;
    this.draft = undefined;
    this.mistake = undefined;
    this.failure = undefined;
    this.result = undefined;
    this.saving = false;
    await this.#stored.load([], { fresh: true, said: () => words.loaded });
    if (this.#stored.value && visit === this.#visit) {
      this.draft = withChanges(this.#stored.value, keptChanges(self, bot));
      this.#learnBounds();
      this.#validateSoon();
    }
  };

  /** Takes over what was published. Unsaved changes stay. */
  #reload = async () => {
    const visit = this.#visit;
    const before = this.#stored.value;
    await this.#stored.load([], { keep: true });
    if (visit === this.#visit && before && this.#stored.value) {
      // What was changed while the settings were loading stays too.
      this.#change(withChanges(this.#stored.value, changesOf(before, this.draft)));
    }
  };

  /** The bounds are settings of the deployment. A dry run that changes nothing names them. */
  async #learnBounds() {
    try {
      const { api, bot } = this.#visit;
      const { bounds } = await api.trySettings(bot, {});
      this.bounds = bounds.inactivityDuration;
    } catch (error) {
      tellSignedOut(this, error);
    }
  }

  get #changes() {
    return this.#stored.value && this.draft ? changesOf(this.#stored.value, this.draft) : {};
  }

  get #changedNames() {
    return Object.keys(this.#changes);
  }

  #set = (name, value) => {
    this.#change({ ...this.draft, [name]: value });
  };

  #change(draft) {
    this.draft = draft;
    this.failure = undefined;
    keepChanges(this.context.self, this.#bot, this.#changes);
    this.#validateSoon();
  }

  #validateSoon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#validate(), CHECK_AFTER_MILLISECONDS);
  }

  /** Has the service validate the draft and redact the sample. */
  async #validate() {
    this.#check.abort();
    this.#check = new AbortController();
    const { signal } = this.#check;
    if (this.#changedNames.length === 0 && !this.sample) {
      this.mistake = undefined;
      return;
    }
    const sample = this.sample ? { sample: { text: this.sample } } : {};
    const { api, bot } = this.#visit;
    try {
      const answer = await api.trySettings(bot, { ...this.#changes, ...sample }, signal);
      this.result = answer.sample?.text;
      this.mistake = undefined;
    } catch (error) {
      if (!signal.aborted) {
        this.result = undefined;
        this.#complain(error);
      }
    }
  }

  #complain(error) {
    if (tellSignedOut(this, error)) {
      return;
    }
    if (error.status === 412) {
      this.mistake = mistakeOf(error.message);
      announce(this.mistake.reason);
    } else {
      this.failure = error;
    }
  }

  #save = (event) => {
    event.preventDefault();
    this.#store((api, bot, sent) => api.saveSettings(bot, sent), words.saved);
  };

  #saveDraft = async () => {
    // What holds stays as it is, so the form shows it again.
    const stored = this.#stored.value;
    await this.#store((api, bot, sent) => api.draftSettings(bot, sent).then(() => stored), words.savedDraft);
    await this.querySelector('cs-publication')?.load();
  };

  /**
   * Stores the changes. What is typed meanwhile stays, and is a change of what holds then.
   *
   * @param {(api: import('../api.js').Api, bot: string, sent: object) => Promise<object>} call returns what holds then
   */
  async #store(call, said) {
    const visit = this.#visit;
    const { api, bot, self } = visit;
    const { draft } = this;
    const sent = this.#changes;
    this.saving = true;
    try {
      const stored = await call(api, bot, sent);
      announce(said);
      if (visit === this.#visit) {
        this.#stored.value = stored;
        this.mistake = undefined;
        this.#change(withChanges(stored, changesOf(draft, this.draft)));
      } else {
        keepChanges(self, bot, changesOf(sent, keptChanges(self, bot)));
      }
    } catch (error) {
      if (visit === this.#visit) {
        this.#complain(error);
      }
    }
    if (visit === this.#visit) {
      this.saving = false;
    }
  }

  #discard = () => {
    this.mistake = undefined;
    this.#change(this.#stored.value);
  };

  /** Takes the defaults of a section into the draft; the service knows them. What is typed meanwhile stays. */
  async #restore(section) {
    const visit = this.#visit;
    const { draft } = this;
    const nulls = Object.fromEntries(SECTIONS[section].map((name) => [name, null]));
    try {
      const answer = await visit.api.trySettings(visit.bot, nulls);
      if (visit === this.#visit) {
        const defaults = Object.fromEntries(SECTIONS[section].map((name) => [name, answer[name]]));
        this.#change(withChanges({ ...this.draft, ...defaults }, changesOf(draft, this.draft)));
      }
    } catch (error) {
      if (visit === this.#visit) {
        this.#complain(error);
      }
    }
  }

  render() {
    const { bot, botName, self } = this.context;
    return html`
      <div class="page-heading">
        <h1>${words.heading}</h1>
        ${bot ? html`<p class="muted">${words.lead(botName(bot))}</p>` : nothing}
      </div>
      ${may(self, 'settings') ? this.#body() : forbiddenNotice('settings')}
    `;
  }

  #body() {
    if (!this.context.bot) {
      return emptyNotice(words.needsBot, texts.session.needsBot);
    }
    const { error } = this.#stored;
    if (error) {
      return errorNotice(error, this.#load, 'settings');
    }
    if (!this.draft) {
      return loadingNotice();
    }
    return html`<div class="settings-columns">
      <div>${this.#form()}</div>
      ${this.#navigation()}
    </div>`;
  }

  #form() {
    const { draft, mistake } = this;
    const form = { draft, set: this.#set, mistake };
    return html`
      <cs-publication
        .context=${this.context}
        .stored=${this.#stored.value}
        @settings-published=${this.#reload}
      ></cs-publication>
      <form class="settings" @submit=${this.#save} novalidate>
        ${this.#panel(
          'closing',
          closingFields(form, { bounds: this.bounds }),
          html`<h3>${words.preview.heading}</h3>
            ${closingPreview(draft, this.picked, this.#pickNext)}`,
        )}
        ${this.#panel(
          'nudge',
          nudgeFields(form),
          html`<h3>${words.preview.heading}</h3>
            ${nudgePreview(draft, this.picked, this.#pickNext)}`,
        )}
        ${this.#panel('clearing', html`${toggle(form, 'clearAuthProfiles')} ${this.#script(form)}`)}
        ${this.#panel('language', textField(form, 'defaultLanguage'))}
        ${this.#panel(
          'messages',
          html`${toggle(form, 'keepMessages')} ${numberField(form, 'messageRetentionDays')}
          ${toggle(form, 'keepDebugLogs')}`,
        )}
        ${this.#panel(
          'redaction',
          redactionFields(form),
          html`<h3>${words.sample.heading}</h3>
            ${redactionSample({
              sample: this.sample,
              result: this.result,
              enabled: draft.piiRedaction.enabled,
              invalid: Boolean(mistake),
              set: (sample) => {
                this.sample = sample;
                this.#validateSoon();
              },
            })}`,
        )}
        ${this.failure ? errorNotice(this.failure, undefined, 'settings') : nothing} ${this.#saveBar()}
      </form>
    `;
  }

  #pickNext = () => (this.picked += 1);

  /** The page is long. */
  #navigation() {
    return html`
      <nav class="section-links" aria-label=${words.onThisPage}>
        <p class="hint" aria-hidden="true">${words.onThisPage}</p>
        <ul>
          ${Object.keys(SECTIONS).map(
            (section) =>
              html`<li>
                <a href=${hrefWith({ section })} @click=${() => this.#goTo(section)}>${words.sections[section]}</a>
              </li>`,
          )}
        </ul>
      </nav>
    `;
  }

  #panel(name, fields, inset = nothing) {
    const id = `section-${name}`;
    return html`
      <section class="panel" aria-labelledby=${id}>
        <div class="panel-heading">
          <h2 id=${id} tabindex="-1">${words.sections[name]}</h2>
          <button
            type="button"
            class="plain"
            aria-label="${words.restore}: ${words.sections[name]}"
            @click=${() => this.#restore(name)}
          >
            ${words.restore}
          </button>
        </div>
        ${fields} ${inset === nothing ? nothing : html`<div class="inset">${inset}</div>`}
      </section>
    `;
  }

  #script(form) {
    const mistake = form.mistake?.field === 'customScript' ? form.mistake : undefined;
    const editor = html`<cs-script-editor
      .script=${form.draft.customScript}
      .mistake=${mistake}
      @script=${(event) => form.set('customScript', event.detail || null)}
    ></cs-script-editor>`;
    return row({ ...form, mistake: undefined }, 'customScript', editor, { wide: true });
  }

  /** The field that is not valid may be far up the page. */
  #complaint() {
    const { field, reason } = this.mistake;
    const place =
      this.querySelector(`#${field || 'none'}`) ?? this.querySelector(`[aria-describedby="${field}-mistake"]`);
    return html`<p class="mistake">
      ${words.invalid(fieldWords[field]?.label ?? field, reason)}
      ${
        place ? html`<button type="button" class="plain link" @click=${() => place.focus()}>${words.goTo}</button>` : nothing
      }
    </p>`;
  }

  #saveBar() {
    const names = this.#changedNames;
    if (names.length === 0) {
      return nothing;
    }
    return html`
      <div class="save-bar" role="group" aria-label=${words.unsaved(names.length)}>
        <div>
          <p><strong>${words.unsaved(names.length)}</strong></p>
          ${this.mistake ? this.#complaint() : nothing}
          <ul class="effects" tabindex="0" aria-label=${words.effects}>
            ${names.map(
              (name) =>
                html`<li>
                  ${fieldWords[name]?.label ?? name} <span class="muted">${fieldWords[name]?.effect}</span>
                </li>`,
            )}
          </ul>
        </div>
        <div class="actions">
          <button type="button" class="secondary" @click=${this.#discard}>${words.discard}</button>
          <button
            type="button"
            class="secondary"
            ?disabled=${this.saving || Boolean(this.mistake)}
            @click=${this.#saveDraft}
          >
            ${words.saveDraft}
          </button>
          <button type="submit" ?disabled=${this.saving || Boolean(this.mistake)}>
            ${this.saving ? words.saving : words.save}
          </button>
        </div>
      </div>
    `;
  }
}

customElements.define('cs-settings', SettingsPage);
