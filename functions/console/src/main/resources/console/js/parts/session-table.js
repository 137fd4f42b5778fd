import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import * as format from '../format.js';
import { href, navigate } from '../router.js';
import { texts } from '../texts.js';
import { containmentBadge, statusBadge, tagChip } from './badges.js';

const columns = texts.sessions.columns;
const TAGS_SHOWN = 1;

/**
 * The table of sessions. A row stays that of its session when others come before it, with the focus in it. On a narrow screen each row becomes a card, where cells name their column.
 *
 * @param {object[]} sessions
 * @param {import('../context.js').Context} context
 * @param {{close?: (session: object) => void}} actions
 */
export function sessionTable(sessions, context, { close }) {
  const byBot = !context.bot;
  const header = (name, number = false) =>
    html`<th scope="col" class=${number ? 'number' : nothing}>${columns[name]}</th>`;
  return html`
    <table class="sessions">
      <thead>
        <tr>
          ${header('start')} ${header('user')} ${byBot ? header('bot') : nothing} ${header('channel')}
          ${header('containment')} ${header('duration', true)} ${header('messages', true)} ${header('tasks', true)}
          ${header('languages')} ${header('tags')} ${header('status')}
        </tr>
      </thead>
      <tbody>
        ${repeat(
          sessions,
          ({ sessionId }) => sessionId,
          (session) => row(session, context, { byBot, close }),
        )}
      </tbody>
    </table>
  `;
}

const cell = (name, content, kind = nothing) => html`<td class=${kind} data-label=${columns[name]}>${content}</td>`;

/** A click anywhere on a row opens its session, unless it hits a control or selects text. */
function openRow(event, link) {
  if (!event.target.closest('a, button') && !getSelection().toString()) {
    navigate(link);
  }
}

function row(session, { zone, botName }, { byBot, close }) {
  const link = href(['session', session.botId, session.sessionId]);
  return html`
    <tr @click=${(event) => openRow(event, link)}>
      <th scope="row" data-label=${columns.start}>
        <a href=${link}>${format.dateTime(session.start_time, zone)}</a>
      </th>
      ${cell('user', html`<span class="text">${session.userId}</span>`, 'user')}
      ${byBot ? cell('bot', html`<span class="text">${botName(session.botId)}</span>`) : nothing}
      ${cell('channel', session.channel)} ${cell('containment', containmentBadge(session.containmentType))}
      ${cell('duration', format.duration(format.secondsBetween(session.start_time, session.end_time)), 'number')}
      ${cell('messages', format.count(session.noOfMessagesExchanged), 'number')}
      ${cell('tasks', format.count(session.noOfTasksExecuted), 'number')}
      ${cell('languages', session.session_lang.join(', '))} ${cell('tags', tags(session), 'tags')}
      ${cell('status', status(session, close), 'status-cell')}
    </tr>
  `;
}

const status = (session, close) => html`
  ${statusBadge(session)}
  ${
    close && session.sessionStatus === 'active'
      ? html`<button
          type="button"
          class="secondary small"
          aria-label=${texts.closing.actionOn(session.userId)}
          @click=${() => close(session)}
        >
          ${texts.closing.action}
        </button>`
      : nothing
  }
`;

function tags({ tags: { userTags, sessionTags }, isDeveloper, sessionType }) {
  const all = [...userTags, ...sessionTags];
  const left = all.length - TAGS_SHOWN;
  return html`
    ${isDeveloper ? html`<span class="chip">${texts.sessions.developer}</span>` : nothing}
    ${sessionType === 'interactive' ? nothing : html`<span class="chip">${texts.sessions.notInteractive}</span>`}
    ${all.slice(0, TAGS_SHOWN).map(tagChip)}
    ${
      left > 0
        ? html`<span class="muted" title=${all.map(({ name, value }) => `${name} ${value}`).join(', ')}
            >${texts.sessions.moreTags(left)}</span
          >`
        : nothing
    }
  `;
}
