import { SERIES } from './charts/series.js';
import { days, iso, slices, startOfDay, wallTime } from './time.js';

/** What the overview asks for, and what it makes of the answers. */

/**
 * The longest window of a call by day, and of one by hour, in days. The service takes 92 and 31 days of the zone's clock
 * (contract, section 17), and a clock that is put forward shows an hour more than has passed.
 */
export const DAYS_AT_MOST = 91;
const HOURLY_DAYS = 30;
/** A window up to this length is shown by hour. */
const SHOWN_BY_HOUR = 2;
/** An account may have at most this many bots for figures by bot. */
const BOTS_AT_MOST = 50;

const HOUR = 3_600_000;

/**
 * @typedef {{window: {from: number, to: number}, type: string}} MetricsFilter
 */

/** Whether a window is shown by hour instead of by day. */
const isHourly = (window) => days(window) <= SHOWN_BY_HOUR;

const range = ({ from, to }) => ({ dateFrom: iso(from), dateTo: iso(to) });

/**
 * Reads everything that the overview shows, in parallel. If only the users or the hours cannot be read, the rest is shown.
 *
 * @param {import('./context.js').Context} context
 * @param {MetricsFilter} filter
 */
export async function readOverview({ api, self, bot, zone }, filter, signal) {
  const { window, type } = filter;
  const hourly = isHourly(window);
  const hourSlices = hourly ? [] : slices(window, HOURLY_DAYS);
  const common = { timezone: zone, ...(type ? { sessionType: type } : {}) };
  const byBot = !bot && self.bots.length > 1 && self.bots.length <= BOTS_AT_MOST;
  const read = (body) => api.metrics(bot, body, signal);
  const [main, users, hours] = await Promise.all([
    read({
      ...common,
      ...range(window),
      interval: hourly ? 'hour' : 'day',
      compare: 'previous',
      measures: true,
      activeHours: true,
      ...(byBot ? { groupBy: ['botId'] } : {}),
    }),
    // End users are counted by days of UTC and without a filter.
    orError(read({ dateFrom: utcDay(window.from), dateTo: utcDay(window.to), interval: 'day', measures: true }), signal),
    orError(Promise.all(hourSlices.map((slice) => read({ ...common, ...range(slice), interval: 'hour' }))), signal),
  ]);
  return {
    window,
    hourly,
    main,
    users: users.error ? { users: null, newUsers: null } : userAverages(users.value.series, window),
    heatError: hours.error,
    heat: hours.error ? undefined : hourly ? byContainment(main.activeHours) : weekdays(hours.value, window, zone),
  };
}

/** Returns the value, or the error of a part that the page can do without. */
async function orError(promise, signal) {
  try {
    return { value: await promise };
  } catch (error) {
    if (signal.aborted || error.kind === 'signedOut') {
      throw error;
    }
    return { error };
  }
}

const weekdays = (answers, window, zone) =>
  byWeekday(
    answers.flatMap(({ series }) => series),
    window,
    zone,
  );

const utcDay = (instant) => iso(instant).slice(0, 10);

/** Averages of whole days, where there are any: today is not over. */
function userAverages(series, { to }) {
  const whole = series.filter(({ end }) => Date.parse(end) <= to);
  const counted = whole.length > 0 ? whole : series;
  const mean = (name) =>
    counted.length === 0 || counted.some((bin) => bin[name] === null)
      ? null
      : counted.reduce((sum, bin) => sum + bin[name], 0) / counted.length;
  return { users: mean('users'), newUsers: mean('newUsers') };
}

function byContainment(activeHours) {
  const values = (name) => activeHours.map((hour) => hour[name]);
  return [{ kind: 'all', values: values('sessions') }, ...SERIES.map((kind) => ({ kind, values: values(kind) }))];
}

/** Monday is 0. */
const weekdayOf = (wall) => (new Date(wall).getUTCDay() + 6) % 7;

/** Averages of each hour of each weekday over the days that the window has of it. */
function byWeekday(series, window, zone) {
  const sums = Array.from({ length: 7 }, () => Array(24).fill(0));
  for (const { start, sessions } of series) {
    const wall = wallTime(Date.parse(start), zone);
    sums[weekdayOf(wall)][new Date(wall).getUTCHours()] += sessions;
  }
  const occurrences = Array(7).fill(0);
  for (let day = startOfDay(window.from, zone); day <= window.to; day = startOfDay(day + 30 * HOUR, zone)) {
    occurrences[weekdayOf(wallTime(day, zone))] += 1;
  }
  return sums.map((hours, weekday) => ({
    weekday,
    values: hours.map((sum) => (occurrences[weekday] ? sum / occurrences[weekday] : 0)),
  }));
}

/** Returns a share, or null of nothing. */
export const share = (part, whole) => (whole ? part / whole : null);
