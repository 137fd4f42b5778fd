/**
 * Changes of settings that are not saved yet. They survive a visit to another page and a new link, and end when the person
 * signs out. Only what was changed is kept: the rest may be changed by somebody else meanwhile.
 */

/** A change names only the members of this setting that it changes (contract, section 9). */
const WITH_MEMBERS = 'piiRedaction';

const kept = new Map();

const keyOf = ({ account, appId }, bot) => JSON.stringify([account, appId, bot]);

/** The changes of a bot that an app has not saved; empty if there are none. */
export const keptChanges = (self, bot) => kept.get(keyOf(self, bot)) ?? {};

/** Keeps the changes of a bot; no changes end it. */
export function keepChanges(self, bot, changes) {
  if (Object.keys(changes).length > 0) {
    kept.set(keyOf(self, bot), changes);
  } else {
    kept.delete(keyOf(self, bot));
  }
}

/** Forgets all changes. */
export const forgetChanges = () => kept.clear();

const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

const differing = (from, to) =>
  Object.fromEntries(Object.entries(to).filter(([name, value]) => !same(value, from[name])));

/** @returns {Record<string, unknown>} the settings, and the members, in which a draft differs from what it began with */
export function changesOf(from, draft) {
  const changes = differing(from, draft);
  return WITH_MEMBERS in changes
    ? { ...changes, [WITH_MEMBERS]: differing(from[WITH_MEMBERS] ?? {}, draft[WITH_MEMBERS]) }
    : changes;
}

/** @returns the settings with changes */
export function withChanges(settings, changes) {
  const changed = { ...settings, ...changes };
  return WITH_MEMBERS in changes
    ? { ...changed, [WITH_MEMBERS]: { ...settings[WITH_MEMBERS], ...changes[WITH_MEMBERS] } }
    : changed;
}

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
