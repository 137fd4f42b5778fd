import { html, nothing } from 'lit';
import * as format from '../format.js';
import { icons } from '../parts/icons.js';
import { texts } from '../texts.js';
import './channel-durations.js';
import { choice, group, numberField, textField, toggle, words } from './fields.js';

/** When and how a session closes, the nudge before it, and what the end user sees of both. */

const { preview } = texts.settings;
const MESSAGES_AT_MOST = 10;

const channelsOf = (text) =>
  text
    .split(',')
    .map((channel) => channel.trim())
    .filter(Boolean);

const channelsField = (form, name) =>
  textField(form, name, { read: channelsOf, write: (channels) => channels.join(', ') });

/**
 * @param {import('./fields.js').Form} form
 * @param {{bounds?: {minimum: number, maximum: number}}} known the bounds of the deployment
 */
export function closingFields(form, { bounds }) {
  const hint = words.inactivityDuration.hint(
    bounds ? words.inactivityDuration.bounds(format.count(bounds.minimum), format.count(bounds.maximum)) : '',
  );
  return html`
    ${toggle(form, 'proactivelyClose')} ${numberField(form, 'inactivityDuration', { hint })} ${channelDurations(form)}
    ${choice(form, 'closureBehavior', ['silent', 'message'])}
    ${
      form.draft.closureBehavior === 'message'
        ? html`${messages(form, 'closureMessages')} ${channelsField(form, 'excludedChannels')}`
        : nothing
    }
  `;
}

/** @param {import('./fields.js').Form} form */
export const nudgeFields = (form) => html`
  ${numberField(form, 'nudgeAfter', { optional: true })}
  ${
    form.draft.nudgeAfter === null
      ? nothing
      : html`${messages(form, 'nudgeMessages')} ${channelsField(form, 'nudgeExcludedChannels')}`
  }
`;

function channelDurations(form) {
  const name = 'channelInactivity';
  return group(
    form,
    name,
    html`<cs-channel-durations
      .durations=${form.draft[name]}
      @durations=${(event) => form.set(name, event.detail)}
    ></cs-channel-durations>`,
  );
}

function messages(form, name) {
  const list = form.draft[name];
  const set = (changed) => form.set(name, changed);
  return group(
    form,
    name,
    html`<div class="stack">
      ${list.map(
        (message, i) => html`
          <div class="with-remove">
            <textarea
              rows="2"
              aria-label=${words[name].item(i + 1)}
              aria-describedby="${name}-mistake"
              .value=${message}
              @input=${(event) => set(list.with(i, event.target.value))}
            ></textarea>
            <button
              type="button"
              class="plain"
              aria-label=${words[name].remove(i + 1)}
              ?disabled=${list.length === 1}
              @click=${() => set(list.toSpliced(i, 1))}
            >
              ${icons.remove}
            </button>
          </div>
        `,
      )}
      <button
        type="button"
        class="plain"
        ?disabled=${list.length >= MESSAGES_AT_MOST}
        @click=${() => set([...list, ''])}
      >
        ${icons.add} ${words[name].add}
      </button>
    </div>`,
  );
}

/** What the end user sees when a session closes with a draft's settings. */
export const closingPreview = (draft, picked, pickNext) =>
  draft.closureBehavior === 'silent'
    ? html`<p class="muted">${preview.silent}</p>`
    : messagePreview(
        { minutes: draft.inactivityDuration, list: draft.closureMessages, excluded: draft.excludedChannels },
        picked,
        pickNext,
      );

/** What the end user sees of a nudge with a draft's settings. */
export const nudgePreview = (draft, picked, pickNext) =>
  draft.nudgeAfter === null
    ? html`<p class="muted">${preview.noNudge}</p>`
    : messagePreview(
        { minutes: draft.nudgeAfter, list: draft.nudgeMessages, excluded: draft.nudgeExcludedChannels },
        picked,
        pickNext,
      );

function messagePreview({ minutes, list, excluded }, picked, pickNext) {
  const except = excluded.length ? ` · ${preview.excluded(excluded.join(', '))}` : '';
  return html`
    <p class="hint">${preview.after(minutes)}${except}</p>
    <div class="message">
      <div>
        <p class="writer"><strong>${preview.bot}</strong></p>
        <p class="text">${list[picked % list.length]}</p>
      </div>
    </div>
    ${
      list.length > 1
        ? html`<button type="button" class="plain" @click=${pickNext}>${icons.refresh} ${preview.next}</button>`
        : nothing
    }
  `;
}
