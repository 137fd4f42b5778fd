import { html, svg } from 'lit';

/** Small drawings. They only repeat what a text says, so they are hidden from screen readers. */

const icon = (content) =>
  html`<svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">${content}</svg>`;
const line = (d) => svg`<path d=${d} fill="none" stroke="currentColor" stroke-width="1.5"
  stroke-linecap="round" stroke-linejoin="round" />`;

export const icons = {
  overview: icon(line('M2.5 13.5h11M4.5 11V8M8 11V4.5M11.5 11V6.5')),
  sessions: icon(line('M2.5 4h11M2.5 8h11M2.5 12h7')),
  settings: icon(line('M2.5 5h6M12 5h1.5M2.5 11H4M7.5 11h6M10.25 3.25v3.5M5.75 9.25v3.5')),
  refresh: icon(line('M13 8a5 5 0 1 1-1.6-3.7M13 2.5v2.4h-2.4')),
  copy: icon(
    line(
      'M5.5 5.5v-2a1 1 0 0 1 1-1h6a1 1 0 0 1 1 1v6a1 1 0 0 1-1 1h-2M3.5 5.5h6a1 1 0 0 1 1 1v6a1 1 0 0 1-1 1h-6a1 1 0 0 1-1-1v-6a1 1 0 0 1 1-1z',
    ),
  ),
  link: icon(
    line(
      'M6.8 9.2a2.5 2.5 0 0 0 3.5 0l2-2a2.5 2.5 0 0 0-3.5-3.5l-.6.6M9.2 6.8a2.5 2.5 0 0 0-3.5 0l-2 2a2.5 2.5 0 0 0 3.5 3.5l.6-.6',
    ),
  ),
  download: icon(line('M8 2.5v7.5M4.8 7 8 10.2 11.2 7M3 13.5h10')),
  previous: icon(line('M9.5 3.5 5 8l4.5 4.5')),
  next: icon(line('M6.5 3.5 11 8l-4.5 4.5')),
  up: icon(line('M8 13V3.5M4 7l4-4 4 4')),
  down: icon(line('M8 3v9.5M4 9l4 4 4-4')),
  same: icon(line('M3 8h10')),
  add: icon(line('M8 3v10M3 8h10')),
  remove: icon(line('M4 4l8 8M12 4l-8 8')),
  table: icon(line('M2.5 3.5h11v9h-11zM2.5 6.5h11M6.5 6.5v6')),
  warning: icon(line('M8 2.8 14 13H2zM8 6.8v2.9M8 11.4v.1')),
  external: icon(line('M6.5 3.5h-3v9h9v-3M9 2.5h4.5V7M13 3 7.5 8.5')),
  selfService: icon(line('M3 8.5 6.5 12 13 4.5')),
  dropOff: icon(line('M3 4.5 8 9.5l2-2 3.5 4M13.5 8.2v3.3h-3.3')),
  agent: icon(line('M8 8a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM3.2 13.5c.5-2.4 2.4-3.8 4.8-3.8s4.3 1.4 4.8 3.8')),
  event: icon(svg`<circle cx="8" cy="8" r="2.5" fill="currentColor" />`),
};
