import { html, nothing } from 'lit';
import { texts } from '../texts.js';

/** Rows of the form of settings: a name and an explanation next to a control, and the service's complaint below. */

/**
 * What a row needs.
 *
 * @typedef {object} Form
 * @property {Record<string, any>} draft
 * @property {(name: string, value: unknown) => void} set
 * @property {{field: string, reason: string} | undefined} mistake
 */

export const words = texts.settings.fields;

const isWrong = ({ mistake }, name) => mistake?.field === name;

/** The complaint about a field. Its place is always there, so a screen reader can refer to it. */
export const mistake = (form, name) =>
  html`<p class="mistake" id="${name}-mistake">${isWrong(form, name) ? form.mistake.reason : ''}</p>`;

/**
 * @param {Form} form
 * @param {string} name
 * @param {unknown} control
 * @param {{hint?: string, wide?: boolean}} [options] a wide control stands below its name
 */
export const row = (form, name, control, { hint = words[name].hint, wide = false } = {}) => html`
  <div class=${wide ? 'setting wide' : 'setting'}>
    <div>
      <label for=${name}><span>${words[name].label}</span></label>
      ${hint ? html`<p class="hint" id="${name}-hint">${hint}</p>` : nothing}
    </div>
    <div>${control}${mistake(form, name)}</div>
  </div>
`;

/** A setting of several controls, below its name. */
export const group = (form, name, controls) => html`
  <fieldset class="setting wide">
    <div>
      <legend>${words[name].label}</legend>
      <p class="hint">${words[name].hint}</p>
    </div>
    <div>${controls}${mistake(form, name)}</div>
  </fieldset>
`;

const described = (name) => `${name}-hint ${name}-mistake`;

export const toggle = (form, name) =>
  row(
    form,
    name,
    html`<input
      type="checkbox"
      role="switch"
      id=${name}
      .checked=${form.draft[name]}
      aria-describedby=${described(name)}
      @change=${(event) => form.set(name, event.target.checked)}
    />`,
  );

/**
 * A field for a whole number. What is no number goes to the service as it is, which then names the bounds.
 *
 * @param {Form} form
 * @param {string} name
 * @param {{hint?: string, optional?: boolean}} [options] an empty optional field is `null`
 */
export const numberField = (form, name, { optional = false, ...options } = {}) =>
  row(
    form,
    name,
    html`<span class="with-unit">
      <input
        id=${name}
        inputmode="numeric"
        autocomplete="off"
        .value=${String(form.draft[name] ?? '')}
        aria-invalid=${isWrong(form, name) ? 'true' : 'false'}
        aria-describedby=${described(name)}
        @input=${({ target: { value } }) => form.set(name, optional && !value.trim() ? null : numberOf(value))}
      />
      <span class="muted">${words[name].unit}</span>
    </span>`,
    options,
  );

/** Returns the number that a text is, or the text. */
export const numberOf = (text) => (/^\s*\d{1,15}\s*$/.test(text) ? Number(text) : text);

export const textField = (form, name, { read = (text) => text, write = (value) => value, ...options } = {}) =>
  row(
    form,
    name,
    html`<input
      id=${name}
      autocomplete="off"
      spellcheck="false"
      .value=${write(form.draft[name])}
      aria-invalid=${isWrong(form, name) ? 'true' : 'false'}
      aria-describedby=${described(name)}
      @change=${(event) => form.set(name, read(event.target.value))}
    />`,
    options,
  );

export const choice = (form, name, values) =>
  row(
    form,
    name,
    html`<select id=${name} @change=${(event) => form.set(name, event.target.value)}>
      ${values.map(
        (value) => html`<option value=${value} .selected=${value === form.draft[name]}>${words[name][value]}</option>`,
      )}
    </select>`,
  );
