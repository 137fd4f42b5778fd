/** A session as a list of what happened: its messages, and what the service knows besides them. */

/** The closing message has the highest number that a message id can hold: its last 26 bits are ones. */
const CLOSING_NUMBER = 0x3ffffff;

/** A silence of this many seconds is shown. */
const SILENCE = 60;

/** Whether a message is the closing message of its session. */
const isClosingMessage = ({ _id }) => (Number.parseInt(_id.slice(-7), 16) & CLOSING_NUMBER) === CLOSING_NUMBER;

export const textOf = (message) => message.components?.[0]?.data?.text ?? '';

const nameOf = ({ firstName, lastName, id }) => [firstName, lastName].filter(Boolean).join(' ') || id;

/** @returns {{by: 'user' | 'bot' | 'agent' | 'closing', name?: string}} who wrote a message */
function writerOf(message) {
  if (message.type === 'incoming') {
    return { by: 'user' };
  }
  if (isClosingMessage(message)) {
    return { by: 'closing' };
  }
  return message.author ? { by: 'agent', name: nameOf(message.author) } : { by: 'bot' };
}

/**
 * @typedef {object} Entry
 * @property {'event' | 'message' | 'debug'} kind
 * @property {string} at ISO 8601
 * @property {string} [event] `start`, `language`, `agent`, `closed` or `live`
 * @property {object} [detail] of an event
 * @property {object} [message]
 * @property {object} [line] of the debug log
 * @property {{by: string, name?: string}} [writer]
 * @property {number} [silence] seconds since the message before, if they are many
 */

/**
 * @param {object} session
 * @param {object[]} messages the oldest first
 * @param {boolean} complete whether these are all messages; else the end is not shown yet
 * @returns {Entry[]}
 */
export function timeline(session, messages, complete) {
  const entries = [{ kind: 'event', at: session.start_time, event: 'start', detail: { type: session.sessionType } }];
  let before;
  let agent;
  for (const message of messages) {
    const at = message.createdOn;
    const writer = writerOf(message);
    if (before && message.lang !== before.lang) {
      entries.push({ kind: 'event', at, event: 'language', detail: { from: before.lang, to: message.lang } });
    }
    if (writer.by === 'agent' && writer.name !== agent) {
      agent = writer.name;
      entries.push({ kind: 'event', at, event: 'agent', detail: { name: agent } });
    }
    const seconds = before ? (Date.parse(at) - Date.parse(before.createdOn)) / 1000 : 0;
    entries.push({ kind: 'message', at, message, writer, ...(seconds >= SILENCE ? { silence: seconds } : {}) });
    before = message;
  }
  if (complete) {
    entries.push(endOf(session));
  }
  return entries;
}

/** Lines of the debug log among the entries of a session, each after what happened at the same time. */
export function withDebugLines(entries, lines) {
  const place = ({ event, at }) => (event === 'live' ? '~' : (at ?? ''));
  const debug = lines.map((line) => ({ kind: 'debug', at: line.timestamp, line }));
  return [...entries, ...debug].sort((a, b) => (place(a) < place(b) ? -1 : Number(place(a) > place(b))));
}

/**
 * Reads the detail of a line of the debug log. The service writes a JSON object, a runtime any text.
 *
 * @returns {{fields: [string, string][], text: string}} the object's fields, without the session of the page; else the text
 */
export function detailOf({ debugDetail: detail = '' }, sessionId) {
  const object = objectOf(detail);
  return object
    ? {
        fields: Object.entries(object)
          .filter(([name, value]) => name !== 'session' || value !== sessionId)
          .map(([name, value]) => [name, valueText(value)]),
        text: '',
      }
    : { fields: [], text: detail };
}

function objectOf(text) {
  try {
    const value = JSON.parse(text);
    return value && typeof value === 'object' && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const valueText = (value) =>
  typeof value === 'string' ? value : Array.isArray(value) ? value.map(valueText).join(', ') : JSON.stringify(value);

function endOf({ sessionStatus, closedAt, closeReason, end_time: last }) {
  return sessionStatus === 'active'
    ? { kind: 'event', at: last, event: 'live' }
    : { kind: 'event', at: closedAt, event: 'closed', detail: { reason: closeReason } };
}
