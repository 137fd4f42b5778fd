/**
 * What signs a call. Either a token that came in the link, or an app's secret: it is imported as a key that no script can
 * read again, and signs short tokens. Nothing outlives the tab.
 */

const STORED = 'console.token';
const LIFETIME_SECONDS = 10 * 60;
/** A signed token is renewed when it has less than this left. */
const RENEWAL_SECONDS = 60;

const encoder = new TextEncoder();

const now = () => Math.floor(Date.now() / 1000);

const base64url = (bytes) =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

/** Returns the claims of a token; empty if it is not a JWT. They are not verified: only the service can do that. */
function claimsOf(token) {
  try {
    const payload = token.split('.')[1].replaceAll('-', '+').replaceAll('_', '/');
    return JSON.parse(new TextDecoder().decode(Uint8Array.from(atob(payload), (c) => c.charCodeAt(0))));
  } catch {
    return {};
  }
}

/** A token from a link. */
class LinkToken {
  #token;

  constructor(token) {
    this.#token = token;
    const { exp } = claimsOf(token);
    /** @type {number | undefined} when it expires, in epoch milliseconds */
    this.expiresAt = typeof exp === 'number' ? exp * 1000 : undefined;
  }

  get expired() {
    return this.expiresAt !== undefined && this.expiresAt <= Date.now();
  }

  async token() {
    return this.#token;
  }

  /** The tab keeps it over a reload, in place of an earlier one. */
  replaceKept() {
    sessionStorage.setItem(STORED, this.#token);
  }
}

/** Signs tokens with an app's secret (HS256). */
class SigningKey {
  #appId;
  #key;
  #token = '';
  #exp = 0;

  constructor(appId, key) {
    this.#appId = appId;
    this.#key = key;
  }

  expiresAt = undefined;
  expired = false;

  /** The tab keeps no part of this sign-in, and no part of an earlier one. */
  replaceKept() {
    forget();
  }

  async token() {
    if (this.#exp - now() < RENEWAL_SECONDS) {
      const iat = now();
      this.#exp = iat + LIFETIME_SECONDS;
      const part = (value) => base64url(encoder.encode(JSON.stringify(value)));
      const input = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ appId: this.#appId, iat, exp: this.#exp })}`;
      const signature = await crypto.subtle.sign('HMAC', this.#key, encoder.encode(input));
      this.#token = `${input}.${base64url(new Uint8Array(signature))}`;
    }
    return this.#token;
  }
}

/**
 * Takes the token of a link out of the address, before anything else can read it there.
 *
 * @param {string} route the fragment that takes its place; the overview if it is empty, because an empty one would leave the
 *     address as it is
 * @returns {string | undefined} the token; undefined if the address has none
 */
export function takeTokenFromAddress(route) {
  const token = /^#token=([^&]+)/.exec(location.hash)?.[1];
  if (token) {
    history.replaceState(null, '', route || '#/overview');
  }
  return token;
}

/** Finds the token in what a person pasted: the token itself or the whole link. */
export function tokenIn(pasted) {
  return pasted
    .trim()
    .split(/token=/)
    .pop()
    .split('&')[0];
}

/** Returns what signs in with a token. */
export const withToken = (token) => new LinkToken(token);

/** Returns the token that the tab keeps, or undefined. */
export function storedToken() {
  const token = sessionStorage.getItem(STORED);
  return token ? withToken(token) : undefined;
}

/** Imports a secret as a key that cannot be exported. The tab does not keep it over a reload. */
export async function withSecret(appId, secret) {
  const key = await crypto.subtle.importKey('raw', encoder.encode(secret), { name: 'HMAC', hash: 'SHA-256' }, false, [
    'sign',
  ]);
  return new SigningKey(appId, key);
}

/** Whether this page may sign: browsers offer Web Crypto over HTTPS and on this machine only. */
export const maySign = () => globalThis.crypto?.subtle !== undefined;

/** Forgets what the tab keeps. */
export function forget() {
  sessionStorage.removeItem(STORED);
}
