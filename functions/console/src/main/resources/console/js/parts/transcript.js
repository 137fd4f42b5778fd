import { html, nothing } from 'lit';
import * as format from '../format.js';
import { reasonName, texts } from '../texts.js';
import { detailOf, textOf, timeline, withDebugLines } from '../timeline.js';
import { icons } from './icons.js';

const words = texts.session.transcript;
const events = texts.session.events;

/** A language tag that a browser may use to choose a voice and hyphens. Runtimes may send any text. */
const LANGUAGE = /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/;

/** What the service keeps instead of a text that was sent as transient. */
const PURGED = '[data_purged]';

/**
 * The messages of a session, with its events and lines of its debug log between them.
 *
 * @param {{session: object, messages: object[], complete: boolean, lines: object[], zone: string, showEvents: boolean}} shown
 */
export function transcript({ session, messages, complete, lines, zone, showEvents }) {
  const entries = withDebugLines(timeline(session, messages, complete), lines).filter(
    ({ kind }) => showEvents || kind !== 'event',
  );
  let day = format.fullDay(session.start_time, zone);
  return html`<ol class="transcript">
    ${entries.map((entry) => {
      const before = day;
      day = entry.at ? format.fullDay(entry.at, zone) : day;
      return html`${day === before ? nothing : dayEntry(day)}
      ${RENDERERS[entry.kind](entry, zone, session.sessionId)}`;
    })}
  </ol>`;
}

const RENDERERS = {
  event: (entry, zone) => eventEntry(entry, zone),
  message: (entry, zone) => messageEntry(entry, zone),
  debug: (entry, zone, sessionId) => debugEntry(entry, zone, sessionId),
};

/** Clocks show no dates, so a new day is said. */
const dayEntry = (day) => html`<li class="event day"><time></time><span>${day}</span></li>`;

const clock = (at, zone) =>
  at
    ? html`<time datetime=${at} title=${format.fullDateTime(at, zone)}>${format.timeOfDay(at, zone)}</time>`
    : html`<time></time>`;

const eventEntry = (entry, zone) => html`
  <li class="event ${entry.event}">${clock(entry.at, zone)}<span>${icons.event} ${eventText(entry)}</span></li>
`;

function debugEntry({ at, line }, zone, sessionId) {
  const { fields, text } = detailOf(line, sessionId);
  const level = words.debugLevel[line.debugLevel];
  return html`
    <li class="debug ${line.debugLevel}">
      ${clock(at, zone)}
      <div>
        <p>
          <strong>${line.debugTitle}</strong>
          ${level ? html`<span class="level">${icons.warning} ${level}</span>` : nothing} ${line.debugMessage}
        </p>
        ${
          fields.length > 0
            ? html`<dl>
                ${fields.map(
                  ([name, value]) =>
                    html`<div>
                      <dt>${name}</dt>
                      <dd>${value}</dd>
                    </div>`,
                )}
              </dl>`
            : nothing
        }
        ${text ? html`<p class="id">${text}</p>` : nothing}
      </div>
    </li>
  `;
}

function eventText({ event, detail }) {
  switch (event) {
    case 'start':
      return events.start(detail.type);
    case 'language':
      return events.language(detail.from, detail.to);
    case 'agent':
      return events.agent(detail.name);
    case 'closed':
      return detail.reason ? events.closed(reasonName(detail.reason)) : events.closedPlain;
    default:
      return events.live;
  }
}

function messageEntry({ at, message, writer, silence }, zone) {
  return html`
    <li class="message ${writer.by}">
      ${clock(at, zone)}
      <div>
        <p class="writer">
          <strong>${writerName(writer)}</strong>
          <span class="muted">${details(message, silence)}</span>
        </p>
        ${body(message)}
        ${
          message.tags?.messageTags?.length
            ? html`<p>
                ${message.tags.messageTags.map(({ name, value }) => html`<span class="chip">${name} ${value}</span>`)}
              </p>`
            : nothing
        }
      </div>
    </li>
  `;
}

const writerName = ({ by, name }) =>
  by === 'agent' ? words.agent(name) : by === 'closing' ? words.closingMessage : words[by];

const details = ({ tN: task }, silence) =>
  [task && words.task(task), silence && words.delay(format.duration(silence))].filter(Boolean).join(' · ');

function body(message) {
  const text = textOf(message);
  if (text === '') {
    return html`<p class="text muted">${words.authorization}</p>`;
  }
  return text === PURGED
    ? html`<p class="text muted">${words.purged}</p>`
    : html`<p class="text" dir="auto" lang=${LANGUAGE.test(message.lang) ? message.lang : nothing}>${text}</p>`;
}
