/** Numbers, times and durations as text. */

const number = new Intl.NumberFormat('en');
const decimal = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });
const percent = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 1 });
const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });

/** Stands for a figure that is not known. */
export const UNKNOWN = '–';

const known = (format) => (value) => (value === null || value === undefined ? UNKNOWN : format.format(value));

export const count = known(number);
export const average = known(decimal);
export const rate = known(percent);
export const short = known(compact);

const cached = new Map();

function format(instant, zone, style) {
  const key = `${zone}|${JSON.stringify(style)}`;
  if (!cached.has(key)) {
    cached.set(key, new Intl.DateTimeFormat('en-GB', { timeZone: zone, hourCycle: 'h23', ...style }));
  }
  return cached.get(key).format(new Date(instant));
}

const DATE = { day: 'numeric', month: 'short' };
const TIME = { hour: '2-digit', minute: '2-digit' };
const SECONDS = { ...TIME, second: '2-digit' };

export const day = (instant, zone) => format(instant, zone, { weekday: 'short', ...DATE });
export const shortDay = (instant, zone) => format(instant, zone, DATE);
export const fullDay = (instant, zone) => format(instant, zone, { weekday: 'long', ...DATE, year: 'numeric' });
export const time = (instant, zone) => format(instant, zone, TIME);
export const timeOfDay = (instant, zone) => format(instant, zone, SECONDS);
export const dateTime = (instant, zone) => `${shortDay(instant, zone)} ${timeOfDay(instant, zone)}`;
export const fullDateTime = (instant, zone) =>
  `${format(instant, zone, { ...DATE, year: 'numeric' })}, ${timeOfDay(instant, zone)}`;

const UNITS = [
  ['d', 86_400],
  ['h', 3600],
  ['min', 60],
  ['s', 1],
];

/** Returns a duration by its two largest units, such as `3 min 20 s`. */
export function duration(seconds) {
  if (seconds === null || seconds === undefined) {
    return UNKNOWN;
  }
  let left = Math.round(seconds);
  const parts = [];
  for (const [unit, size] of UNITS) {
    const amount = Math.floor(left / size);
    left -= amount * size;
    if (amount > 0 || parts.length > 0 || unit === 's') {
      parts.push([amount, unit]);
    }
  }
  return parts
    .slice(0, 2)
    .filter(([amount], index) => index === 0 || amount > 0)
    .map(([amount, unit]) => `${amount} ${unit}`)
    .join(' ');
}

/** Returns the seconds between two instants. */
export const secondsBetween = (from, to) => (Date.parse(to) - Date.parse(from)) / 1000;
