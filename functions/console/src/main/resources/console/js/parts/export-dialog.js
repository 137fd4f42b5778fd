import { html, LitElement, nothing } from 'lit';
import { FORMATS } from '../export-rows.js';
import * as format from '../format.js';
import { SessionPages } from '../sessions-query.js';
import { texts } from '../texts.js';
import { announce } from './live-region.js';

const words = texts.sessions.export;
const ROWS_A_CALL = 1000;
/** A screen reader hears of the progress this often. */
const ANNOUNCED_EVERY = 5000;

/** Saves all sessions of a filter as a file: it walks the pages by cursor. */
class ExportDialog extends LitElement {
  static properties = {
    context: { attribute: false },
    filter: { attribute: false },
    total: { type: Number },
    progress: { state: true },
    message: { state: true },
  };

  #abort;

  createRenderRoot() {
    return this;
  }

  async open() {
    this.message = undefined;
    this.progress = undefined;
    await this.updateComplete;
    this.querySelector('dialog').showModal();
  }

  render() {
    return html`
      <dialog aria-labelledby="export-heading" @close=${() => this.#abort?.abort()}>
        <form method="dialog" @submit=${this.#submit}>
          <h2 id="export-heading">${words.heading}</h2>
          <p>${words.lead(texts.sessions.total(format.count(this.total)))}</p>
          <fieldset class="choices">
            <legend>${words.format}</legend>
            ${Object.keys(FORMATS).map(
              (name, i) =>
                html`<label>
                  <input type="radio" name="format" value=${name} ?checked=${i === 0} /> ${words[name]}
                </label>`,
            )}
          </fieldset>
          <p class="muted">${words.memory}</p>
          ${this.#progress()}
          <p class="message" role="status">${this.message ?? ''}</p>
          <div class="actions">
            <button type="submit" value="close" class="secondary">${texts.common.close}</button>
            ${
              this.progress
                ? html`<button type="button" @click=${() => this.#abort.abort()}>${words.stop}</button>`
                : html`<button type="submit" value="start">${words.start}</button>`
            }
          </div>
        </form>
      </dialog>
    `;
  }

  #progress() {
    if (!this.progress) {
      return nothing;
    }
    const { done, waiting } = this.progress;
    return html`
      <progress max=${Math.max(1, this.total)} .value=${done} aria-label=${words.heading}></progress>
      <p class="muted">
        ${waiting ? words.waiting(waiting) : words.progress(format.count(done), format.count(this.total))}
      </p>
    `;
  }

  #submit = (event) => {
    if (event.submitter.value === 'start') {
      event.preventDefault();
      this.#export(event.target.elements.format.value);
    }
  };

  async #export(name) {
    const abort = new AbortController();
    this.#abort = abort;
    this.message = undefined;
    this.progress = { done: 0 };
    try {
      const done = await this.#save(name, abort.signal);
      this.message = words.done(format.count(done));
    } catch (error) {
      this.message = abort.signal.aborted ? words.stopped : error.message;
    }
    this.progress = undefined;
  }

  async #save(name, signal) {
    const { header, row, type } = FORMATS[name];
    const { api, bot } = this.context;
    const waiting = (seconds) => (this.progress = { ...this.progress, waiting: seconds });
    const pages = new SessionPages((body) => api.sessionsPatiently(bot, body, signal, waiting), this.filter);
    const parts = [header];
    let done = 0;
    let said = ANNOUNCED_EVERY;
    let page = await pages.pageAt(0, ROWS_A_CALL, signal);
    for (;;) {
      parts.push(page.sessions.map(row).join(''));
      done += page.sessions.length;
      this.progress = { done };
      if (done >= said) {
        announce(words.progress(format.count(done), format.count(this.total)));
        said += ANNOUNCED_EVERY;
      }
      if (!page.next) {
        break;
      }
      page = await pages.pageFrom(page.next, ROWS_A_CALL, signal);
    }
    download(new Blob(parts, { type }), `sessions-${new Date().toISOString().slice(0, 10)}.${name}`);
    return done;
  }
}

function download(blob, fileName) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

customElements.define('cs-export-dialog', ExportDialog);
