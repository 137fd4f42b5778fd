import { html, nothing } from 'lit';
import { icons } from '../parts/icons.js';
import { texts } from '../texts.js';
import { mistake, numberOf, words } from './fields.js';

/** Which personal data is replaced before messages are stored, and a field to try it. */

const pattern = texts.settings.pattern;
const sampleWords = texts.settings.sample;
const NAME = 'piiRedaction';
const PATTERNS_AT_MOST = 20;

const DISPLAYS = {
  redaction: { type: 'redaction' },
  replacement: { type: 'replacement', value: '***' },
  mask: { type: 'mask', first: 4, last: 0, char: '#' },
};

const NEW = { pii_type: '', regex: '', ignoreCase: true, enabled: true, display: DISPLAYS.redaction };

/** @param {import('./fields.js').Form} form */
export function redactionFields(form) {
  const redaction = form.draft[NAME];
  const { patterns } = redaction;
  const set = (changed) => form.set(NAME, { ...redaction, ...changed });
  return html`
    <div class="setting">
      <div>
        <label for=${NAME}><span>${words[NAME].label}</span></label>
        <p class="hint" id="${NAME}-hint">${words[NAME].hint}</p>
      </div>
      <div>
        <input
          type="checkbox"
          role="switch"
          id=${NAME}
          .checked=${redaction.enabled}
          aria-describedby="${NAME}-hint ${NAME}-mistake"
          @change=${(event) => set({ enabled: event.target.checked })}
        />
      </div>
    </div>
    <div class="patterns">
      ${patterns.map((each, i) =>
        patternFields(each, i, {
          change: (changed) => set({ patterns: patterns.with(i, { ...each, ...changed }) }),
          remove: () => set({ patterns: patterns.toSpliced(i, 1) }),
          moveUp: () => set({ patterns: patterns.toSpliced(i - 1, 2, each, patterns[i - 1]) }),
        }),
      )}
      <button
        type="button"
        class="plain"
        ?disabled=${patterns.length >= PATTERNS_AT_MOST}
        @click=${() => set({ patterns: [...patterns, NEW] })}
      >
        ${icons.add} ${pattern.add}
      </button>
      ${mistake(form, NAME)}
    </div>
  `;
}

function patternFields({ pii_type: name, regex, ignoreCase, enabled, display }, i, { change, remove, moveUp }) {
  const called = name || String(i + 1);
  return html`
    <fieldset class="pattern">
      <legend class="visually-hidden">${pattern.group(called)}</legend>
      <div>
        <label class="pattern-name">
          <span>${pattern.name}</span>
          <input .value=${name} autocomplete="off" @input=${(e) => change({ pii_type: e.target.value })} />
        </label>
        <label class="pattern-regex">
          <span>${pattern.regex}</span>
          <input
            class="code"
            .value=${regex}
            autocomplete="off"
            spellcheck="false"
            autocapitalize="off"
            @input=${(e) => change({ regex: e.target.value })}
          />
        </label>
        <div class="pattern-actions">
          <button type="button" class="plain" aria-label=${pattern.up(called)} ?disabled=${i === 0} @click=${moveUp}>
            ${icons.up}
          </button>
          <button type="button" class="plain" aria-label=${pattern.remove(called)} @click=${remove}>
            ${icons.remove}
          </button>
        </div>
      </div>
      <div>
        <label>
          <span>${pattern.display}</span>
          <select @change=${(e) => change({ display: DISPLAYS[e.target.value] })}>
            ${Object.keys(DISPLAYS).map(
              (type) =>
                html`<option value=${type} .selected=${type === display.type}>${pattern.displays[type]}</option>`,
            )}
          </select>
        </label>
        ${displayFields(display, (changed) => change({ display: { ...display, ...changed } }))}
        <label class="check">
          <input type="checkbox" .checked=${enabled} @change=${(e) => change({ enabled: e.target.checked })} />
          <span>${pattern.enabled}</span>
        </label>
        <label class="check">
          <input type="checkbox" .checked=${ignoreCase} @change=${(e) => change({ ignoreCase: e.target.checked })} />
          <span>${pattern.ignoreCase}</span>
        </label>
      </div>
    </fieldset>
  `;
}

function displayFields(display, change) {
  const number = (name) => html`
    <label class="short">
      <span>${pattern[name]}</span>
      <input
        inputmode="numeric"
        .value=${String(display[name] ?? 0)}
        @input=${(e) => change({ [name]: numberOf(e.target.value) })}
      />
    </label>
  `;
  switch (display.type) {
    case 'replacement':
      return html`<label>
        <span>${pattern.value}</span>
        <input .value=${display.value ?? ''} autocomplete="off" @input=${(e) => change({ value: e.target.value })} />
      </label>`;
    case 'mask':
      return html`${number('first')} ${number('last')}
        <label class="short">
          <span>${pattern.char}</span>
          <select @change=${(e) => change({ char: e.target.value })}>
            ${['#', '+'].map((c) => html`<option value=${c} .selected=${c === display.char}>${c}</option>`)}
          </select>
        </label>`;
    default:
      return nothing;
  }
}

/**
 * A field to try the patterns of a draft.
 *
 * @param {{sample: string, result?: string, enabled: boolean, invalid: boolean, set: (sample: string) => void}} shown
 */
export const redactionSample = ({ sample, result, enabled, invalid, set }) => html`
  <label>
    <span>${sampleWords.label}</span>
    <textarea
      name="sample"
      rows="2"
      .value=${sample}
      placeholder=${sampleWords.placeholder}
      aria-describedby="sample-hint"
      @input=${(event) => set(event.target.value)}
    ></textarea>
  </label>
  <p class="hint" id="sample-hint">${sampleWords.hint}</p>
  <h3>${sampleWords.result}</h3>
  ${
    sample && result !== undefined
      ? html`<output class="sample-result">${result}</output
          >${enabled ? nothing : html`<p class="hint">${sampleWords.off}</p>`}`
      : html`<p class="muted">${invalid ? sampleWords.invalid : sampleWords.empty}</p>`
  }
`;
