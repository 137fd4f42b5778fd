import { html, LitElement, nothing } from 'lit';
import { texts } from '../texts.js';

/** Asks before something that concerns end users, or cannot be taken back. */
class ConfirmDialog extends LitElement {
  static properties = { question: { state: true }, typed: { state: true } };

  #answer = () => {};

  createRenderRoot() {
    return this;
  }

  /**
   * Asks.
   *
   * @param {{heading: string, text: string, confirm: string, type?: {label: string, value: string}, mild?: boolean}} question
   *     with `type`, the person must type a value first; `mild` if it can be taken back
   * @returns {Promise<boolean>} whether it was confirmed
   */
  async ask(question) {
    this.question = question;
    this.typed = '';
    await this.updateComplete;
    this.querySelector('dialog').showModal();
    return new Promise((resolve) => (this.#answer = resolve));
  }

  render() {
    if (!this.question) {
      return nothing;
    }
    const { heading, text, confirm, type, mild } = this.question;
    const ready = !type || this.typed === type.value;
    return html`
      <dialog aria-labelledby="confirm-heading" aria-describedby="confirm-text" @close=${this.#closed}>
        <form method="dialog">
          <h2 id="confirm-heading">${heading}</h2>
          <p id="confirm-text">${text}</p>
          ${
            type
              ? html`<label>
                  <span>${type.label}</span>
                  <input
                    name="typed"
                    autocomplete="off"
                    spellcheck="false"
                    .value=${this.typed}
                    @input=${(event) => (this.typed = event.target.value)}
                  />
                </label>`
              : nothing
          }
          <div class="actions">
            <button type="submit" value="cancel" class="secondary">${texts.common.cancel}</button>
            <button type="submit" value="confirm" class=${mild ? nothing : 'danger'} ?disabled=${!ready}>${confirm}</button>
          </div>
        </form>
      </dialog>
    `;
  }

  #closed = (event) => {
    this.#answer(event.target.returnValue === 'confirm');
    event.target.returnValue = '';
    this.question = undefined;
  };
}

customElements.define('cs-confirm-dialog', ConfirmDialog);
