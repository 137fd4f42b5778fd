import { isZone, localZone } from './time.js';

/**
 * What all pages share.
 *
 * @typedef {object} Context
 * @property {import('./api.js').Api} api
 * @property {import('./permissions.js').Self} self
 * @property {string | undefined} bot the chosen bot; undefined: all bots of the account
 * @property {string} zone an IANA time zone
 * @property {(botId: string) => string} botName
 */

/**
 * @param {import('./router.js').Route} route a session's page names its bot in the path
 * @returns {Context} the context of an address
 */
export function contextOf(api, self, { page, segments, params }) {
  const names = new Map(self.bots.map(({ botId, name }) => [botId, name || botId]));
  const asked = page === 'session' ? segments[0] : params.get('bot');
  const first = self.kind === 'admin' ? undefined : self.bots[0]?.botId;
  const zone = params.get('zone');
  return {
    api,
    self,
    bot: names.has(asked) ? asked : first,
    zone: zone && isZone(zone) ? zone : localZone(),
    botName: (botId) => names.get(botId) ?? botId,
  };
}
