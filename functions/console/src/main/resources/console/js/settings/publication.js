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

/** A setting as one line of text. */
function line(value) {
  if (typeof value === 'boolean') {
    return value ? words.on : words.off;
  }
  if (Array.isArray(value)) {
    return value.join(', ') || words.none;
  }
  if (value && typeof value === 'object') {
    const applied = value.patterns.filter(({ enabled }) => enabled).map(({ pii_type }) => pii_type);
    return `${line(value.enabled)} (${line(applied)})`;
  }
  return String(value ?? words.none);
}

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
              <span class="text">${words.change(line(this.stored[name]), line(this.#draft.value[name]))}</span>
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
    return html`
      <h3>${words.versions}</h3>
      <ul class="versions" tabindex="0" aria-label=${words.versions}>
        ${versions.map(
          (version) => html`
            <li>
              <span class="text"
                ><strong>${version.version}</strong> ${version.versionComment}
                <span class="muted"
                  >${words.by(format.fullDateTime(version.publishedOn, this.context.zone), version.publishedBy)}</span
                ></span
              >
              ${
                mayPublish
                  ? html`<button
                      type="button"
                      class="secondary small"
                      aria-label=${words.restoreOf(version.version)}
                      ?disabled=${this.busy}
                      @click=${() => this.#restore(version)}
                    >
                      ${words.restore}
                    </button>`
                  : nothing
              }
            </li>
          `,
        )}
      </ul>
    `;
  }
}

customElements.define('cs-publication', Publication);
