/** One polite live region for the whole page: a screen reader says what has loaded or failed. */

let listener = () => {};

/** Sets who shows announcements. */
export function onAnnouncement(callback) {
  listener = callback;
}

/** Says a text. */
export function announce(text) {
  listener(text);
}
