import { html, nothing } from 'lit';
import { containmentName, reasonName, texts } from '../texts.js';
import { icons } from './icons.js';

/** Small marks of a session. Each has a shape and a word next to its colour. */

export const containmentBadge = (type) =>
  html`<span class="badge ${type}">${icons[type] ?? nothing}${containmentName(type)}</span>`;

export function statusBadge({ sessionStatus, closeReason }) {
  if (sessionStatus === 'active') {
    return html`<span class="status live"><span class="dot"></span>${texts.status.active}</span>`;
  }
  return html`<span class="status"
    >${texts.status.closed}${closeReason ? html`<span class="muted"> · ${reasonName(closeReason)}</span>` : nothing}</span
  >`;
}

export const tagChip = ({ name, value }) => html`<span class="chip"><span class="muted">${name}</span> ${value}</span>`;
