import { html } from 'lit';
import * as format from '../format.js';
import { texts } from '../texts.js';
import { icons } from './icons.js';

const words = texts.change;

/** Changes below this are shown as none: they would be written as 0 %. */
const NOTHING = 0.0005;

/**
 * A change to the time before, as a sign and as a word.
 *
 * @param {number | null} change a share
 * @param {{average?: boolean}} [options] whether the figure is an average: there is less of it, not fewer
 */
export function changeText(change, { average = false } = {}) {
  if (change === null || change === undefined) {
    return html`<span class="change">${words.unknown}</span>`;
  }
  if (Math.abs(change) < NOTHING) {
    return html`<span class="change">${icons.same} ${words.same}</span>`;
  }
  const up = change > 0;
  const word = up ? words.more : average ? words.less : words.fewer;
  return html`<span class="change"
    >${up ? icons.up : icons.down} <strong>${up ? '+' : '−'}${format.rate(Math.abs(change))}</strong> ${word}</span
  >`;
}
