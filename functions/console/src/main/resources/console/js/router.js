/** The console's address: `#/page/segment?name=value`. Everything that a page shows is in it, so a link can be shared. */

/**
 * @typedef {object} Route
 * @property {string} page the first segment of the path
 * @property {string[]} segments what follows, decoded
 * @property {URLSearchParams} params
 */

/** Parameters that stay when the page changes. */
const SHARED = ['bot', 'zone'];

/** @returns {Route} the route of a fragment; `#/overview` if it is none */
function parseRoute(hash) {
  const [path, query = ''] = hash.replace(/^#\/?/, '').split(/\?(.*)/s);
  const [page, ...segments] = path.split('/').filter(Boolean).map(decode);
  return { page: page ?? 'overview', segments, params: new URLSearchParams(query) };
}

function decode(segment) {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** @returns {Route} the present route */
export const currentRoute = () => parseRoute(location.hash);

/**
 * Returns the fragment of a page. Bot and time zone are taken over from the present route; empty values are left out.
 *
 * @param {string[]} path
 * @param {Record<string, string | number | undefined | null>} [params]
 */
export function href(path, params = {}) {
  const all = new URLSearchParams();
  const present = currentRoute().params;
  for (const name of SHARED) {
    if (present.has(name)) {
      all.set(name, present.get(name));
    }
  }
  for (const [name, value] of Object.entries(params)) {
    if (value === undefined || value === null || value === '') {
      all.delete(name);
    } else {
      all.set(name, String(value));
    }
  }
  const query = all.toString();
  return `#/${path.map(encodeURIComponent).join('/')}${query ? `?${query}` : ''}`;
}

/** Returns the fragment of the present page with some parameters changed. `undefined` removes one. */
export function hrefWith(changes) {
  const { page, segments, params } = currentRoute();
  return href([page, ...segments], { ...Object.fromEntries(params), ...changes });
}

/** Goes to a fragment and leaves the present one in the history. */
export function navigate(fragment) {
  location.hash = fragment;
}
