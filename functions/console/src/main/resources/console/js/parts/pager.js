import { html } from 'lit';
import * as format from '../format.js';
import { texts } from '../texts.js';
import { icons } from './icons.js';

const words = texts.sessions.pager;

/**
 * Next and previous page, and a field for any page.
 *
 * @param {{page: number, pages: number, go: (page: number) => void}} shown
 */
export function pager({ page, pages, go }) {
  const jump = (event) => {
    event.preventDefault();
    const wanted = Math.trunc(Number(event.target.elements.page.value));
    go(Math.min(pages, Math.max(1, wanted || 1)));
  };
  return html`
    <nav class="pager" aria-label=${words.label}>
      <button type="button" class="secondary" ?disabled=${page <= 1} @click=${() => go(page - 1)}>
        ${icons.previous} ${words.previous}
      </button>
      <form @submit=${jump} novalidate>
        <label class="inline">
          <span>${words.page}</span>
          <input name="page" inputmode="numeric" .value=${String(page)} />
        </label>
        <span class="muted">${words.of(format.count(pages))}</span>
        <button type="submit" class="plain">${words.go}</button>
      </form>
      <button type="button" class="secondary" ?disabled=${page >= pages} @click=${() => go(page + 1)}>
        ${words.next} ${icons.next}
      </button>
    </nav>
  `;
}
