import * as format from '../format.js';
import { tellSignedOut } from '../loader.js';
import { texts } from '../texts.js';
import './confirm-dialog.js';
import { announce } from './live-region.js';

const words = texts.closing;

/**
 * Asks a person, and then closes a session. A refusal becomes the page's failure.
 *
 * @param {import('./page-element.js').PageElement & {failure?: Error}} page
 * @param {{ask: (question: object) => Promise<boolean>}} dialog the page's `cs-confirm-dialog`
 * @param {object} session
 * @param {() => void} closed is called after the closing
 */
export async function closeSession(page, dialog, session, closed) {
  const { api, zone } = page.context;
  const confirmed = await dialog.ask({
    heading: words.heading,
    text: words.effects(session.userId, format.fullDateTime(session.start_time, zone)),
    confirm: words.confirm,
  });
  if (!confirmed) {
    return;
  }
  page.failure = undefined;
  try {
    await api.closeSession(session.botId, session.sessionId);
    announce(words.done);
    closed();
  } catch (error) {
    page.failure = tellSignedOut(page, error) ? undefined : error;
  }
}
