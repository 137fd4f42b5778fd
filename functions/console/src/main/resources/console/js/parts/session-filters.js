import { html, LitElement, nothing } from 'lit';
import { SERIES } from '../charts/series.js';
import { DAYS_AT_MOST } from '../sessions-query.js';
import { containmentName, texts } from '../texts.js';
import { icons } from './icons.js';
import './period-choice.js';

const words = texts.sessions.filters;
const NO_TAG = { name: '', values: [], type: '' };

const listOf = (text, separator) =>
  text
    .split(separator)
    .map((part) => part.trim())
    .filter(Boolean);

/** All filters of the history as a form. Emits `filter` with what changes in the address. */
class SessionFilters extends LitElement {
  /** The tags of the filter, as JSON. A live update brings the same ones again, and leaves what is typed. */
  #applied;

  static properties = {
    /** @type {import('../sessions-query.js').SessionFilter} */
    filter: { attribute: false },
    zone: {},
    tags: { state: true },
    open: { state: true },
  };

  createRenderRoot() {
    return this;
  }

  willUpdate(changed) {
    const applied = JSON.stringify(this.filter.tags);
    if (applied !== this.#applied) {
      this.#applied = applied;
      this.tags = this.filter.tags;
    }
    if (changed.has('filter')) {
      this.open ||= this.#more > 0;
    }
  }

  /** How many of the filters are behind the button. */
  get #more() {
    return this.filter.tags.length + (this.filter.ids.length ? 1 : 0);
  }

  render() {
    const { filter } = this;
    return html`
      <form class="filters" role="search" aria-label=${words.heading} @submit=${this.#submit} novalidate>
        <div class="toolbar">
          <cs-period
            .period=${filter.period}
            .window=${filter.window}
            .zone=${this.zone}
            .longest=${DAYS_AT_MOST}
            @period=${(event) => this.#emit(event.detail)}
          ></cs-period>
          <label class="wide">
            <span>${words.user} <span class="muted">${words.userHint}</span></span>
            <input name="user" .value=${filter.user} autocomplete="off" spellcheck="false" @change=${this.#change} />
          </label>
          ${this.#choice('containment', texts.containment, SERIES, filter.containment, containmentName)}
          ${this.#choice('type', texts.sessionType, ['interactive', 'non-interactive'], filter.type)}
          <button
            type="button"
            class="secondary"
            aria-expanded=${this.open ? 'true' : 'false'}
            aria-controls="more-filters"
            @click=${() => (this.open = !this.open)}
          >
            ${words.more}${this.#more ? html` <span class="count">${words.active(this.#more)}</span>` : nothing}
          </button>
          <button type="button" class="plain" @click=${this.#clear}>${words.clear}</button>
        </div>
        <div id="more-filters" class="more-filters" ?hidden=${!this.open}>
          ${this.open ? this.#moreFields() : nothing}
        </div>
      </form>
    `;
  }

  #choice(name, labels, values, chosen, nameOf = (value) => labels[value]) {
    return html`
      <label>
        <span>${labels.label}</span>
        <select name=${name} @change=${this.#change}>
          <option value="" .selected=${!chosen}>${labels.any}</option>
          ${values.map((value) => html`<option value=${value} .selected=${value === chosen}>${nameOf(value)}</option>`)}
        </select>
      </label>
    `;
  }

  #moreFields() {
    const tags = this.tags.length ? this.tags : [NO_TAG];
    return html`
      <fieldset>
        <legend>${words.tags}</legend>
        ${tags.map((tag, i) => this.#tagFields(tag, i))}
        <div class="toolbar">
          <button type="button" class="plain" @click=${() => (this.tags = [...this.#typedTags(), NO_TAG])}>
            ${icons.add} ${words.addTag}
          </button>
          <label class="inline">
            <span>${words.match}</span>
            <select name="match" @change=${this.#change}>
              <option value="" .selected=${!this.filter.anyTag}>${words.all}</option>
              <option value="any" .selected=${this.filter.anyTag}>${words.any}</option>
            </select>
          </label>
        </div>
      </fieldset>
      <label>
        <span>${words.ids}</span>
        <textarea
          name="ids"
          rows="2"
          spellcheck="false"
          aria-describedby="ids-hint"
          .value=${this.filter.ids.join(' ')}
        ></textarea>
        <span class="hint" id="ids-hint">${words.idsHint}</span>
      </label>
      <button type="submit">${words.apply}</button>
    `;
  }

  #tagFields({ name, values, type }, i) {
    return html`
      <div class="toolbar tag-row">
        <label><span>${words.tagName}</span><input name="tagName" .value=${name} autocomplete="off" /></label>
        <label class="wide"
          ><span>${words.tagValues}</span><input name="tagValues" .value=${values.join(', ')} autocomplete="off"
        /></label>
        <label>
          <span>${words.tagType}</span>
          <select name="tagType">
            ${Object.entries(words.tagTypes).map(
              ([value, label]) => html`<option value=${value} .selected=${value === type}>${label}</option>`,
            )}
          </select>
        </label>
        <button
          type="button"
          class="plain"
          @click=${() => (this.tags = this.#typedTags().filter((_, other) => other !== i))}
        >
          ${icons.remove}<span class="visually-hidden">${words.removeTag(name)}</span>
        </button>
      </div>
    `;
  }

  /** The tags in the form, complete or not. */
  #typedTags() {
    const rows = [...this.querySelectorAll('.tag-row')];
    return rows.map((row) => ({
      name: row.querySelector('[name=tagName]').value.trim(),
      values: listOf(row.querySelector('[name=tagValues]').value, ','),
      type: row.querySelector('[name=tagType]').value,
    }));
  }

  #submit = (event) => {
    event.preventDefault();
    this.#change();
  };

  #change = () => {
    const { elements } = this.querySelector('form.filters');
    const tags = this.open ? this.#typedTags().filter(({ name, values }) => name && values.length) : this.filter.tags;
    const ids = this.open ? listOf(elements.ids.value, /[\s,]+/) : this.filter.ids;
    this.#emit({
      user: elements.user.value,
      containment: elements.containment.value,
      type: elements.type.value,
      tags: tags.length ? JSON.stringify(tags) : undefined,
      match: this.open ? elements.match.value : this.filter.anyTag ? 'any' : undefined,
      ids: ids.join(','),
    });
  };

  #clear = () => {
    this.open = false;
    const names = ['period', 'from', 'to', 'user', 'containment', 'type', 'tags', 'match', 'ids'];
    this.#emit(Object.fromEntries(names.map((name) => [name, undefined])));
  };

  #emit(detail) {
    this.dispatchEvent(new CustomEvent('filter', { detail: { ...detail, page: undefined } }));
  }
}

customElements.define('cs-session-filters', SessionFilters);
