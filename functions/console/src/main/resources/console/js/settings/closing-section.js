import { html, nothing } from 'lit';
import * as format from '../format.js';
import { icons } from '../parts/icons.js';
import { texts } from '../texts.js';
import { choice, mistake, numberField, numberOf, textField, toggle, words } from './fields.js';

/** When and how a session closes, and what the end user sees of it. */

const MESSAGES_AT_MOST = 10;

const channelsOf = (text) =>
  text
    .split(',')
    .map((channel) => channel.trim())
    .filter(Boolean);

/** Reads "web 30, sms 60". What is no number goes to the service as it is, which then says so. */
const durationsOf = (text) =>
  Object.fromEntries(
    channelsOf(text).map((part) => {
      const [, channel, minutes] = /^(.*?)\s*(\S*)$/s.exec(part);
      return channel ? [channel, numberOf(minutes)] : [minutes, ''];
    }),
  );

const durationsText = (durations) =>
  Object.entries(durations)
    .map(([channel, minutes]) => `${channel} ${minutes}`)
    .join(', ');

/**
 * @param {import('./fields.js').Form} form
 * @param {{bounds?: {minimum: number, maximum: number}}} known the bounds of the deployment
 */
export function closingFields(form, { bounds }) {
  const hint = words.inactivityDuration.hint(
    bounds ? words.inactivityDuration.bounds(format.count(bounds.minimum), format.count(bounds.maximum)) : '',
  );
  return html`
    ${toggle(form, 'proactivelyClose')} ${numberField(form, 'inactivityDuration', { hint })}
    ${textField(form, 'channelInactivity', { read: durationsOf, write: durationsText })}
    ${choice(form, 'closureBehavior', ['silent', 'message'])}
    ${
      form.draft.closureBehavior === 'message'
        ? html`${messages(form, 'closureMessages')}
          ${textField(form, 'excludedChannels', { read: channelsOf, write: (channels) => channels.join(', ') })}`
        : nothing
    }
    ${textField(form, 'nudgeAfter', {
      read: (text) => (text.trim() ? numberOf(text) : null),
      write: (minutes) => minutes ?? '',
    })}
    ${
      form.draft.nudgeAfter === null
        ? nothing
        : html`${messages(form, 'nudgeMessages')}
          ${textField(form, 'nudgeExcludedChannels', { read: channelsOf, write: (channels) => channels.join(', ') })}`
    }
  `;
}

function messages(form, name) {
  const list = form.draft[name];
  const set = (changed) => form.set(name, changed);
  return html`
    <fieldset class="setting wide">
      <div>
        <legend>${words[name].label}</legend>
        <p class="hint">${words[name].hint}</p>
      </div>
      <div class="stack">
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
        ${mistake(form, name)}
      </div>
    </fieldset>
  `;
}

/** What the end user sees when a session closes with a draft's settings. */
export function closingPreview(
  { closureBehavior, closureMessages, inactivityDuration, excludedChannels },
  picked,
  pickNext,
) {
  const preview = texts.settings.preview;
  if (closureBehavior === 'silent') {
    return html`<p class="muted">${preview.silent}</p>`;
  }
  return html`
    <p class="hint">${preview.after(inactivityDuration)}</p>
    <div class="message">
      <div>
        <p class="writer"><strong>${preview.bot}</strong></p>
        <p class="text">${closureMessages[picked % closureMessages.length]}</p>
      </div>
    </div>
    ${excludedChannels.length ? html`<p class="hint">${preview.excluded(excludedChannels.join(', '))}</p>` : nothing}
    ${
      closureMessages.length > 1
        ? html`<button type="button" class="plain" @click=${pickNext}>${icons.refresh} ${preview.next}</button>`
        : nothing
    }
  `;
}
