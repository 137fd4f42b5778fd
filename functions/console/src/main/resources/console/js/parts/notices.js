import { html, nothing } from 'lit';
import { scopeOf } from '../permissions.js';
import { texts } from '../texts.js';
import { icons } from './icons.js';

/** What a page shows when it has nothing else to show. Each says what to do. */

/** @returns what a load in progress shows the first time */
export const loadingNotice = () => html`<p class="notice quiet">${icons.refresh} ${texts.common.loading}</p>`;

export const emptyNotice = (heading, advice, action = nothing) => html`
  <div class="notice empty">
    <p class="notice-heading">${heading}</p>
    <p>${advice}</p>
    ${action}
  </div>
`;

/**
 * @param {import('../api.js').ApiError} error
 * @param {() => void} [retry]
 * @param {string} [right] what was tried, a key of the permissions
 */
export function errorNotice(error, retry, right) {
  const { heading, advice } = explain(error, right);
  return html`
    <div class="notice error" role="alert">
      <p class="notice-heading">${icons.warning} ${heading}</p>
      <p>${advice}</p>
      ${error.requestId ? html`<p class="muted">${texts.errors.requestId(error.requestId)}</p>` : nothing}
      ${
        retry && error.kind !== 'forbidden'
          ? html`<button type="button" @click=${retry}>${texts.common.retry}</button>`
          : nothing
      }
    </div>
  `;
}

function explain(error, right) {
  const { errors } = texts;
  switch (error.kind) {
    case 'offline':
      return { heading: errors.offline, advice: errors.offlineAdvice };
    case 'limited':
      return { heading: errors.limited, advice: errors.limitedAdvice(error.retryAfter) };
    case 'forbidden':
      return {
        heading: errors.forbidden,
        advice: right ? errors.forbiddenAdvice(scopeOf(right)) : errors.forbiddenAny,
      };
    case 'failed':
      return { heading: errors.failed, advice: errors.failedAdvice };
    default:
      return { heading: errors.refused, advice: error.message };
  }
}

/** @returns what an app without a right sees in place of a part */
export const forbiddenNotice = (right) => html`
  <div class="notice">
    <p class="notice-heading">${texts.errors.forbidden}</p>
    <p>${texts.errors.forbiddenAdvice(scopeOf(right))}</p>
  </div>
`;
