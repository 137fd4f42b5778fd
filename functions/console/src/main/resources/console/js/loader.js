import { announce } from './parts/live-region.js';

/**
 * Loads something for an element, the newest request only. While it loads again, what was there stays. A lost sign-in is
 * told to the console.
 */
export class Loader {
  #host;
  #read;
  #abort = new AbortController();

  /** @type {any} */
  value = undefined;
  /** @type {import('./api.js').ApiError | undefined} */
  error = undefined;
  loading = false;

  /**
   * @param {import('lit').LitElement} host
   * @param {(signal: AbortSignal, ...args: any[]) => Promise<any>} read
   */
  constructor(host, read) {
    this.#host = host;
    this.#read = read;
    host.addController(this);
  }

  hostDisconnected() {
    this.#abort.abort();
  }

  /**
   * Loads.
   *
   * @param {any[]} args go to the read function
   * @param {{said?: (value: any) => string, fresh?: boolean, keep?: boolean}} [options] what is announced at the end; whether
   *     what was there goes at once; whether it stays even if this fails, because it answers the same question
   */
  async load(args = [], { said, fresh = false, keep = false } = {}) {
    this.#abort.abort();
    const abort = new AbortController();
    this.#abort = abort;
    this.loading = true;
    if (fresh) {
      this.value = undefined;
    }
    this.#host.requestUpdate();
    try {
      const value = await this.#read(abort.signal, ...args);
      if (abort.signal.aborted) {
        return;
      }
      this.value = value;
      this.error = undefined;
      if (said) {
        announce(said(value));
      }
    } catch (error) {
      if (abort.signal.aborted) {
        return;
      }
      this.error = error;
      if (!keep) {
        this.value = undefined;
      }
      if (!tellSignedOut(this.#host, error)) {
        announce(error.message);
      }
    }
    this.loading = false;
    this.#host.requestUpdate();
  }
}

/** Tells the console if a call was refused because the sign-in is over. */
export function tellSignedOut(element, error) {
  if (error.kind !== 'signedOut') {
    return false;
  }
  element.dispatchEvent(new CustomEvent('signed-out', { bubbles: true, composed: true }));
  return true;
}
