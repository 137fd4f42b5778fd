/** What the signed-in app may do (contract, sections 2 and 13). The service decides; this only hides what it would refuse. */

/**
 * @typedef {{appId: string, account: string, kind: string, scopes: string[], bots: {botId: string, name?: string}[]}} Self
 */

const RULES = {
  metrics: { scopes: ['get_metrics:get_metrics', 'bot_sessions:read'] },
  sessions: { scopes: ['bot_sessions:read'] },
  messages: { scopes: ['chat_history:read'] },
  debugLog: { scopes: ['debug_logs:read'], kind: 'builder' },
  settings: { scopes: ['bot_sessions:write'] },
  publish: { scopes: ['bot_publish:publish_request'], kind: 'admin' },
  publications: { scopes: ['bot_publish:publish_status'], kind: 'admin' },
  state: { scopes: ['bot_sessions:write'] },
  close: { scopes: ['bot_sessions:write'], kind: 'builder' },
  deleteSession: { scopes: ['delete_conversations:delete'], kind: 'builder' },
  erase: { scopes: ['delete:delete_user_data'], kind: 'admin' },
};

/** The scope that a right needs. */
export const scopeOf = (right) => RULES[right].scopes[0];

/**
 * @param {Self} self
 * @param {keyof typeof RULES} right
 */
export function may(self, right) {
  const { scopes, kind } = RULES[right];
  return scopes.some((scope) => self.scopes.includes(scope)) && (!kind || kind === self.kind);
}
