/** Changes of settings that are not saved yet. They survive a visit to another page, and end with the sign-in. */

const drafts = new WeakMap();

/** The draft of a bot; undefined if there is none. */
export const draftOf = (api, bot) => drafts.get(api)?.get(bot);

/** Keeps the draft of a bot, or forgets it. */
export function keepDraft(api, bot, draft) {
  const ofApi = drafts.get(api) ?? new Map();
  drafts.set(api, ofApi);
  if (draft) {
    ofApi.set(bot, draft);
  } else {
    ofApi.delete(bot);
  }
}

const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

/** @returns {Record<string, unknown>} the settings in which a draft differs from what is stored */
export const changesOf = (stored, draft) =>
  Object.fromEntries(Object.entries(draft).filter(([name, value]) => !same(value, stored[name])));

/**
 * Reads the service's message about a field that is not valid: `…: field: reason`, where a script's reason begins with a
 * position.
 *
 * @returns {{field: string, reason: string, position?: {line: number, column: number}}}
 */
export function mistakeOf(message) {
  const found = /^Validation errors\/ Invalid arguments: ([A-Za-z]+)([^:]*): (.*)$/s.exec(message);
  if (!found) {
    return { field: '', reason: message };
  }
  const [, field, member, reason] = found;
  const at = /line (\d+), column (\d+): (.*)$/s.exec(reason);
  return field === 'customScript' && at
    ? { field, reason: at[3], position: { line: Number(at[1]), column: Number(at[2]) } }
    : { field, reason: member ? `${member.replace(/^\./, '')}: ${reason}` : reason };
}
