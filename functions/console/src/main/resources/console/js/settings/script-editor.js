import { html, LitElement, nothing } from 'lit';
import * as format from '../format.js';
import { texts } from '../texts.js';
import { words } from './fields.js';

const text = words.customScript;
const LINES_SHOWN = { least: 6, most: 20 };
const encoder = new TextEncoder();

/** A text area with line numbers. It shows where the service's parser stopped. Emits `script` with each change. */
class ScriptEditor extends LitElement {
  static properties = {
    script: {},
    /** @type {{reason: string, position?: {line: number, column: number}} | undefined} */
    mistake: { attribute: false },
  };

  createRenderRoot() {
    return this;
  }

  render() {
    const script = this.script ?? '';
    const lines = script.split('\n').length;
    const wrong = this.mistake?.position?.line;
    return html`
      <div class="editor">
        <ol class="gutter" aria-hidden="true">
          ${Array.from({ length: lines }, (_, i) => html`<li class=${i + 1 === wrong ? 'wrong' : nothing}>${i + 1}</li>`)}
        </ol>
        <textarea
          id="customScript"
          class="code"
          rows=${Math.min(Math.max(lines + 1, LINES_SHOWN.least), LINES_SHOWN.most)}
          wrap="off"
          spellcheck="false"
          autocapitalize="off"
          autocomplete="off"
          aria-invalid=${this.mistake ? 'true' : 'false'}
          aria-describedby="customScript-hint script-mistake"
          .value=${script}
          @input=${this.#changed}
          @scroll=${this.#scrolled}
        ></textarea>
      </div>
      <div class="editor-foot">
        <p class="mistake" id="script-mistake">${this.mistake ? this.#complaint() : ''}</p>
        <p class="hint">${text.size(format.count(encoder.encode(script).length))}</p>
      </div>
    `;
  }

  #complaint() {
    const { position, reason } = this.mistake;
    if (!position) {
      return reason;
    }
    return html`<strong>${text.position(position.line, position.column)}</strong>: ${reason}
      <button type="button" class="plain link" @click=${this.#goThere}>${texts.settings.goTo}</button>`;
  }

  #changed = (event) => {
    this.dispatchEvent(new CustomEvent('script', { detail: event.target.value }));
  };

  #scrolled = (event) => {
    this.querySelector('.gutter').scrollTop = event.target.scrollTop;
  };

  #goThere = () => {
    const { line, column } = this.mistake.position;
    const before = (this.script ?? '').split('\n').slice(0, line - 1);
    const at = before.reduce((sum, each) => sum + each.length + 1, 0) + Math.max(0, column - 1);
    const area = this.querySelector('textarea');
    area.focus();
    area.setSelectionRange(at, at);
  };
}

customElements.define('cs-script-editor', ScriptEditor);
