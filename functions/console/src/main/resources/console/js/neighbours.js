import { iso } from './time.js';

/** The sessions of the same end user right before and right after a session. */

const WEEK = 7 * 86_400_000;
/** How far to look, in weeks. */
const FAR = 13;

/**
 * @typedef {object} Neighbour
 * @property {object} [session]
 * @property {number} weeks how many weeks were searched
 */

/**
 * Looks for the session before, week by week.
 *
 * @param {(body: object) => Promise<any>} read a call of the history
 * @param {object} session
 * @param {{from?: number, weeks: number}} searched weeks that were searched already, and how many to search
 * @returns {Promise<Neighbour>}
 */
export async function previousOf(read, session, { from = 0, weeks }) {
  const start = Date.parse(session.start_time);
  for (let week = from; week < from + weeks; week++) {
    const window = { dateFrom: iso(start - (week + 1) * WEEK), dateTo: iso(start - week * WEEK - 1) };
    const { sessions } = await read({ userId: session.userId, ...window, limit: 1 });
    if (sessions.length > 0) {
      return { session: sessions[0], weeks: week + 1 };
    }
  }
  return { weeks: from + weeks };
}

/** Looks for the session after, as {@link previousOf}. The newest comes first in an answer, so the nearest is its last. */
export async function nextOf(read, session, { from = 0, weeks }) {
  const start = Date.parse(session.start_time);
  for (let week = from; week < from + weeks; week++) {
    const begin = start + week * WEEK + 1;
    if (begin > Date.now()) {
      return { weeks: FAR };
    }
    const body = { userId: session.userId, dateFrom: iso(begin), dateTo: iso(start + (week + 1) * WEEK), limit: 1 };
    const { total, sessions } = await read(body);
    if (total === 1) {
      return { session: sessions[0], weeks: week + 1 };
    }
    if (total > 1) {
      const nearest = await read({ ...body, skip: total - 1 });
      return { session: nearest.sessions[0], weeks: week + 1 };
    }
  }
  return { weeks: from + weeks };
}

/** Whether a search may go on. */
export const isOpen = ({ session, weeks }) => !session && weeks < FAR;

/** How many weeks a further search takes. */
export const weeksLeft = ({ weeks }) => FAR - weeks;
