/** Instants, windows of time and time zones. Instants are epoch milliseconds; a window includes both ends. */

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** The periods that a person can choose, with their length in days. */
export const PERIODS = { '24h': 1, '7d': 7, '30d': 30, '90d': 90 };

/** The zone of this browser. */
export const localZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';

/** All zones that the browser knows, UTC first. */
export function zones() {
  const known = Intl.supportedValuesOf('timeZone');
  return ['UTC', ...known.filter((zone) => zone !== 'UTC')];
}

/** Whether the browser knows a zone. */
export function isZone(zone) {
  try {
    Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

const formatters = new Map();

function partsFormatter(zone) {
  if (!formatters.has(zone)) {
    formatters.set(
      zone,
      new Intl.DateTimeFormat('en-US', {
        timeZone: zone,
        hourCycle: 'h23',
        year: 'numeric',
        month: 'numeric',
        day: 'numeric',
        hour: 'numeric',
        minute: 'numeric',
        second: 'numeric',
      }),
    );
  }
  return formatters.get(zone);
}

/** Returns what a clock of the zone shows, as if it were UTC. */
export function wallTime(instant, zone) {
  const parts = Object.fromEntries(
    partsFormatter(zone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const second = Date.UTC(parts.year, parts.month - 1, parts.day, parts.hour, parts.minute, parts.second);
  return second + (((instant % 1000) + 1000) % 1000);
}

/**
 * Returns the instant at which a clock of the zone shows a time. Where clocks are put back it is the first such instant; a
 * time that they leave out is read with the offset from before.
 */
function instantOf(wall, zone) {
  const [before, after] = [wall - DAY, wall + DAY].map((near) => wall - (wallTime(near, zone) - near));
  const shown = [before, after].filter((instant) => wallTime(instant, zone) === wall);
  return shown.length > 0 ? Math.min(...shown) : before;
}

/** Returns the first instant of the day, some days before that of an instant. */
export function startOfDay(instant, zone, daysBefore = 0) {
  const wall = wallTime(instant, zone);
  return instantOf(wall - (((wall % DAY) + DAY) % DAY) - daysBefore * DAY, zone);
}

/**
 * Returns the window of a period that ends now. That of a day begins at a full hour, a longer one with a day of the zone, so
 * that bins are whole.
 */
export function windowOf(period, zone, now = Date.now()) {
  const from =
    period === '24h' ? Math.floor(now / HOUR) * HOUR - 23 * HOUR : startOfDay(now, zone, PERIODS[period] - 1);
  return { from, to: now };
}

/** Reads the text of a field for date and time; undefined if it is none. */
export function fromField(text, zone) {
  const wall = Date.parse(`${text}Z`);
  return Number.isNaN(wall) ? undefined : instantOf(wall, zone);
}

/** Returns the text of a field for date and time. */
export const toField = (instant, zone) => new Date(wallTime(instant, zone)).toISOString().slice(0, 16);

/** Returns the length of a window in days. */
export const days = ({ from, to }) => (to - from) / DAY;

/** Returns the instant at which a clock of the zone showed the same time some days before. */
export const daysBefore = (instant, zone, count) => instantOf(wallTime(instant, zone) - count * DAY, zone);

/** Returns how many days a clock of the zone shows a window to have, a begun one counted. */
export const daysBegun = ({ from, to }, zone) =>
  Math.max(1, Math.ceil((wallTime(to, zone) - wallTime(from, zone)) / DAY));

/**
 * Cuts a window into slices that a call accepts, the newest first. They are cut from the window's beginning on: if only its
 * end moves, only the newest slice changes.
 *
 * @param {{from: number, to: number}} window
 * @param {number} daysAtMost
 */
export function slices({ from, to }, daysAtMost) {
  const result = [];
  const length = daysAtMost * DAY;
  for (let start = from; start <= to; start += length) {
    result.unshift({ from: start, to: Math.min(to, start + length - 1) });
  }
  return result;
}

export const iso = (instant) => new Date(instant).toISOString();
