import { days, iso, PERIODS, slices, windowOf } from './time.js';

/** What the page of sessions asks for: filters in the address, filters of a call, and pages over any window. */

/** The longest window of one call of the history, in days (contract, section 5). */
const DAYS_OF_A_CALL = 7;
/** The longest window in days: 53 calls count it. */
export const DAYS_AT_MOST = 366;
const COUNTED_AT_ONCE = 4;

/**
 * @typedef {object} SessionFilter
 * @property {string} period a key of PERIODS or `custom`
 * @property {{from: number, to: number}} window
 * @property {string} user
 * @property {string} containment
 * @property {string} type
 * @property {{name: string, values: string[], type: string}[]} tags
 * @property {boolean} anyTag whether one of the tags is enough
 * @property {string[]} ids
 */

/** @returns {SessionFilter} the filter of an address. Without dates, or with dates that are no window, it ends now. */
export function filterOf(params, zone, now = Date.now()) {
  const from = Date.parse(params.get('from') ?? '');
  const to = Date.parse(params.get('to') ?? '');
  const custom = from <= to && days({ from, to }) <= DAYS_AT_MOST;
  const chosen = params.get('period');
  const period = custom ? 'custom' : Object.hasOwn(PERIODS, chosen) ? chosen : '7d';
  return {
    period,
    window: custom ? { from, to } : windowOf(period, zone, now),
    user: params.get('user') ?? '',
    containment: params.get('containment') ?? '',
    type: params.get('type') ?? '',
    tags: tagsOf(params.get('tags')),
    anyTag: params.get('match') === 'any',
    ids: (params.get('ids') ?? '').split(/[\s,]+/).filter(Boolean),
  };
}

function tagsOf(json) {
  try {
    return JSON.parse(json ?? '[]')
      .filter(({ name, values }) => typeof name === 'string' && Array.isArray(values))
      .map(({ name, values, type }) => ({ name, values: values.map(String), type: type ? String(type) : '' }));
  } catch {
    return [];
  }
}

/** Returns the filters of a call, without its window. */
function bodyOf(filter) {
  const { user, containment, type, tags, anyTag, ids } = filter;
  if (ids.length) {
    return { sessionId: ids };
  }
  const conditions = tags.map(({ name, values, type: kind }) => ({ name, values, ...(kind ? { type: kind } : {}) }));
  return {
    ...(user ? { userId: user } : {}),
    ...(containment ? { containmentType: containment } : {}),
    ...(type ? { sessionType: type } : {}),
    ...(conditions.length ? { tags: { [anyTag ? 'or' : 'and']: conditions } } : {}),
  };
}

/** Where a page begins: in a slice of the window, after a cursor or after a number of sessions. */
const START = { slice: 0, skip: 0 };

/**
 * The sessions of a filter, newest first, over a window of any length. One call covers a week, so a longer window is read in
 * slices.
 */
export class SessionPages {
  #read;
  #body;
  #slices;
  #totals;

  /**
   * @param {(body: object, signal?: AbortSignal) => Promise<any>} read a call of the history
   * @param {SessionFilter} filter
   * @param {SessionPages} [before] pages of the same filter until some time ago: the totals of its slices are taken over,
   *     but not that of the newest slice, which ends with the window
   */
  constructor(read, filter, before) {
    this.#read = read;
    this.#body = bodyOf(filter);
    this.#slices = filter.ids.length
      ? [{}]
      : slices(filter.window, DAYS_OF_A_CALL).map(({ from, to }) => ({ dateFrom: iso(from), dateTo: iso(to) }));
    this.#totals = this.#slices.map((slice, i) => (i > 0 ? before?.#totalOf(slice) : undefined));
  }

  #totalOf({ dateFrom, dateTo }) {
    return this.#totals[this.#slices.findIndex((slice) => slice.dateFrom === dateFrom && slice.dateTo === dateTo)];
  }

  #call(slice, page, signal) {
    return this.#read({ ...this.#body, ...this.#slices[slice], ...page }, signal);
  }

  /** Counts the slices that no page has counted yet. */
  async #count(signal) {
    const left = [...this.#totals.keys()].filter((slice) => this.#totals[slice] === undefined);
    const count = async () => {
      for (let slice = left.shift(); slice !== undefined; slice = left.shift()) {
        this.#totals[slice] = (await this.#call(slice, { limit: 1 }, signal)).total;
      }
    };
    await Promise.all(Array.from({ length: COUNTED_AT_ONCE }, count));
    return this.#totals.reduce((sum, total) => sum + total, 0);
  }

  /**
   * Reads the page that follows a number of sessions.
   *
   * @returns {Promise<{sessions: object[], total: number, next?: object, invalid: string[]}>} `next` is where the next page
   *     begins, whatever starts meanwhile
   */
  async pageAt(skip, limit, signal) {
    let start = { ...START, skip };
    if (skip > 0 && this.#slices.length > 1) {
      await this.#count(signal);
      while (start.slice < this.#slices.length - 1 && start.skip >= this.#totals[start.slice]) {
        start = { slice: start.slice + 1, skip: start.skip - this.#totals[start.slice] };
      }
    }
    return this.pageFrom(start, limit, signal);
  }

  /** Reads the page that begins where the page before ended. */
  async pageFrom(start, limit, signal) {
    const sessions = [];
    let invalid = [];
    let at = start;
    while (at && sessions.length < limit) {
      const { slice, skip, cursor } = at;
      const place = cursor ? { cursor } : { skip };
      const answer = await this.#call(slice, { ...place, limit: limit - sessions.length }, signal);
      this.#totals[slice] = answer.total;
      invalid = answer.invalidSessions ?? invalid;
      sessions.push(...answer.sessions);
      at = this.#after(slice, answer.next);
    }
    return { sessions, invalid, total: await this.#count(signal), next: at };
  }

  #after(slice, cursor) {
    if (cursor) {
      return { slice, cursor };
    }
    return slice + 1 < this.#slices.length ? { slice: slice + 1, skip: 0 } : undefined;
  }
}
