import { html, nothing } from 'lit';
import * as format from '../format.js';
import { Loader, tellSignedOut } from '../loader.js';
import '../parts/confirm-dialog.js';
import { announce } from '../parts/live-region.js';
import { errorNotice } from '../parts/notices.js';
import { PageElement } from '../parts/page-element.js';
import { may } from '../permissions.js';
import { texts } from '../texts.js';
import { words as fieldWords } from './fields.js';

const words = texts.settings.publication;

/** How many versions are shown at first. */
const VERSIONS = 5;

/** A setting as lines of text: one, except of a list. */
function linesOf(value) {
  if (typeof value === 'boolean') {
    return [value ? words.on : words.off];
  }
  if (Array.isArray(value)) {
    return value.length > 0 ? value : [words.none];
  }
  if (value?.patterns) {
    const applied = value.patterns.filter(({ enabled }) => enabled).map(({ pii_type }) => pii_type);
    return [...linesOf(value.enabled), ...applied];
  }
  if (value && typeof value === 'object') {
    return linesOf(Object.entries(value).map(([name, each]) => `${name} ${each}`));
  }
  return [String(value ?? words.none)];
}

const shown = (value) => linesOf(value).map((line) => html`<span class="text">${line}</span>`);

/**
 * What is drafted beside the settings in force, its publication, and the versions that were published. Tells its page by
 * `settings-published` that other settings hold.
 */
class Publication extends PageElement {
  static properties = {
    /** The settings in force. */
    stored: { attribute: false },
    comment: { state: true },
    failure: { state: true },
    busy: { state: true },
    /** Whether all versions are shown. */
    all: { state: true },
  };

  #draft = new Loader(this, (signal) => this.context.api.settingsDraft(this.context.bot, signal));
  #versions = new Loader(this, (signal) => this.context.api.settingsVersions(this.context.bot, signal));
  #bot;

  constructor() {
    super();
    this.comment = '';
  }

  willUpdate() {
    if (this.context.bot !== this.#bot) {
      this.#bot = this.context.bot;
      this.comment = '';
      this.all = false;
      this.failure = undefined;
      this.load();
    }
  }

  /** Reads the draft and the versions. */
  async load() {
    await Promise.all([
      this.#draft.load(),
      may(this.context.self, 'publications') ? this.#versions.load() : Promise.resolve(),
    ]);
  }

  /** Makes a call that changes the draft or the versions. What comes after a change of bots is not shown. */
  async #run(call, said) {
    const { bot } = this.context;
    this.busy = true;
    this.failure = undefined;
    try {
      await call();
      announce(said);
      if (bot === this.context.bot) {
        this.comment = '';
        await this.load();
      }
      return true;
    } catch (error) {
      if (!tellSignedOut(this, error) && bot === this.context.bot) {
        this.failure = error;
      }
      return false;
    } finally {
      this.busy = false;
    }
  }

  async #publish(body, said) {
    const { api, bot } = this.context;
    if (await this.#run(() => api.publishSettings(bot, body), said)) {
      this.dispatchEvent(new CustomEvent('settings-published'));
    }
  }

  #submit = (event) => {
    event.preventDefault();
    this.#publish({ versionComment: this.comment }, words.published);
  };

  #remove = () => {
    const { api, bot } = this.context;
    this.#run(() => api.removeSettingsDraft(bot), words.removed);
  };

  async #restore({ version, versionComment }) {
    const confirmed = await this.querySelector('cs-confirm-dialog').ask({
      heading: words.restoreHeading(version),
      text: words.restoreEffect,
      confirm: words.restore,
      mild: true,
    });
    if (confirmed) {
      await this.#publish(
        { versionComment: words.restoredComment(version, versionComment).slice(0, 1000), restoreVersion: version },
        words.restored(version),
      );
    }
  }

  render() {
    const drafted = this.#draft.value?.drafted ?? [];
    const { self } = this.context;
    const mayPublish = may(self, 'publish');
    const error = this.failure ?? this.#draft.error ?? this.#versions.error;
    if (drafted.length === 0 && !mayPublish && !may(self, 'publications') && !error) {
      return nothing;
    }
    return html`
      <section class="panel publication" aria-labelledby="publication-heading">
        <div class="panel-heading">
          <h2 id="publication-heading">${words.heading}</h2>
          ${
            drafted.length > 0
              ? html`<button type="button" class="plain" ?disabled=${this.busy} @click=${this.#remove}>
                  ${words.remove}
                </button>`
              : nothing
          }
        </div>
        ${drafted.length > 0 ? this.#differences(drafted) : html`<p class="muted">${words.nothing}</p>`}
        ${mayPublish ? this.#publishForm() : nothing} ${error ? errorNotice(error) : nothing}
        ${may(self, 'publications') ? this.#published(mayPublish) : nothing}
      </section>
      <cs-confirm-dialog></cs-confirm-dialog>
    `;
  }

  #differences(drafted) {
    return html`
      <ul class="drafted" aria-label=${words.drafted}>
        ${drafted.map(
          (name) => html`
            <li>
              <strong>${fieldWords[name]?.label ?? name}</strong>
              <div class="muted"><span class="visually-hidden">${words.held}</span> ${shown(this.stored[name])}</div>
              <span aria-hidden="true">→</span>
              <div><span class="visually-hidden">${words.draft}</span> ${shown(this.#draft.value[name])}</div>
            </li>
          `,
        )}
      </ul>
    `;
  }

  #publishForm() {
    return html`
      <form class="publish" @submit=${this.#submit}>
        <label>
          <span>${words.comment}</span>
          <input
            name="comment"
            required
            maxlength="1000"
            autocomplete="off"
            .value=${this.comment}
            @input=${(event) => (this.comment = event.target.value)}
          />
        </label>
        <button type="submit" ?disabled=${this.busy}>${words.publish}</button>
      </form>
    `;
  }

  #published(mayPublish) {
    const versions = this.#versions.value?.versions ?? [];
    if (versions.length === 0) {
      return html`<p class="muted">${words.never}</p>`;
    }
    const hidden = this.all ? 0 : Math.max(0, versions.length - VERSIONS);
    return html`
      <h3 id="versions-heading">${words.versions}</h3>
      <ol class="versions" aria-labelledby="versions-heading">
        ${versions.slice(0, versions.length - hidden).map((version) => this.#version(version, mayPublish))}
      </ol>
      ${
        hidden > 0
          ? html`<button type="button" class="plain link" @click=${() => (this.all = true)}>
              ${words.more(hidden)}
            </button>`
          : nothing
      }
    `;
  }

  #version({ version, versionComment, publishedOn, publishedBy }, mayPublish) {
    return html`
      <li>
        <span class="number">${version}</span>
        <div>
          <p class="text">${versionComment}</p>
          <p class="hint">
            <span>${format.fullDateTime(publishedOn, this.context.zone)}</span>
            <span class="id" title=${publishedBy}>${publishedBy}</span>
          </p>
        </div>
        ${
          mayPublish
            ? html`<button
                type="button"
                class="secondary small"
                aria-label=${words.restoreOf(version)}
                ?disabled=${this.busy}
                @click=${() => this.#restore({ version, versionComment })}
              >
                ${words.restore}
              </button>`
            : nothing
        }
      </li>
    `;
  }
}

customElements.define('cs-publication', Publication);
