import { SERIES } from './charts/series.js';
import { days, daysBefore, daysBegun, iso, slices, wallTime } from './time.js';

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
  const earlier = earlierWindow(window, zone);
  const [main, before, users, hours] = await Promise.all([
    read({
      ...common,
      ...range(window),
      interval: hourly ? 'hour' : 'day',
      measures: true,
      activeHours: true,
      ...(byBot ? { groupBy: ['botId'] } : {}),
    }),
    orError(read({ ...common, ...range(earlier), interval: 'total', measures: true }), signal),
    // End users are counted by days of UTC and without a filter.
    orError(
      read({ dateFrom: utcDay(window.from), dateTo: utcDay(window.to), interval: 'day', measures: true }),
      signal,
    ),
    orError(Promise.all(hourSlices.map((slice) => read({ ...common, ...range(slice), interval: 'hour' }))), signal),
  ]);
  return {
    window,
    hourly,
    main,
    previous: before.value?.totals ?? {},
    change: changes(main.totals, isWhole(before.value, earlier) ? before.value.totals : {}),
    users: users.error ? { users: null, newUsers: null } : userAverages(users.value.series, window),
    heatError: hours.error,
    heat: hours.error ? undefined : hourly ? byContainment(main.activeHours) : weekdays(hours.value, window, zone),
  };
}

/**
 * Returns what a window is compared with: as many days before, cut at the same time of day. Right before a period that ends
 * now, the same length of time would begin in the middle of a day.
 */
function earlierWindow(window, zone) {
  const count = daysBegun(window, zone);
  return { from: daysBefore(window.from, zone, count), to: daysBefore(window.to, zone, count) };
}

/** Whether an answer is about a whole window: its figures begin later where sessions have expired. */
const isWhole = (answer, { from }) => answer !== undefined && Date.parse(answer.from) <= from + 1000;

/** Returns the share by which each figure has changed; null where it is not known or was 0. */
const changes = (totals, previous) =>
  Object.fromEntries(
    Object.entries(totals).map(([name, value]) => [
      name,
      value !== null && previous[name] ? value / previous[name] - 1 : null,
    ]),
  );

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

/** Averages of each hour of each weekday over the hours of it that have begun in the window. */
function byWeekday(series, { to }, zone) {
  const cells = Array.from({ length: 7 }, () => Array.from({ length: 24 }, () => ({ sum: 0, hours: 0 })));
  for (const { start, sessions } of series.filter(({ start }) => Date.parse(start) <= to)) {
    const wall = wallTime(Date.parse(start), zone);
    const cell = cells[weekdayOf(wall)][new Date(wall).getUTCHours()];
    cell.sum += sessions;
    cell.hours += 1;
  }
  return cells.map((row, weekday) => ({ weekday, values: row.map(({ sum, hours }) => (hours ? sum / hours : 0)) }));
}

/** Returns a share, or null of nothing. */
export const share = (part, whole) => (whole ? part / whole : null);
