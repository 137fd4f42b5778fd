/** The calls of the public API that the console makes. */

const ROOT = new URL('../../api/public/', import.meta.url);

/** The service refused a call, or did not answer. */
export class ApiError extends Error {
  /**
   * @param {'signedOut' | 'forbidden' | 'limited' | 'refused' | 'offline' | 'failed'} kind
   * @param {string} message the service's own
   * @param {{status?: number, retryAfter?: number, requestId?: string}} [detail]
   */
  constructor(kind, message, detail = {}) {
    super(message);
    this.kind = kind;
    this.status = detail.status;
    this.retryAfter = detail.retryAfter;
    this.requestId = detail.requestId;
  }
}

const TRANSIENT = ['limited', 'offline', 'failed'];

/** Whether a call may succeed if it is made again. */
export const isTransient = (error) => TRANSIENT.includes(error.kind);

const SCOPE = 'Permission denied';

async function errorOf(response) {
  const { errors } = await response.json().catch(() => ({}));
  const message = errors?.[0]?.msg ?? `HTTP ${response.status}`;
  const detail = {
    status: response.status,
    retryAfter: Number(response.headers.get('retry-after')) || undefined,
    requestId: errors?.[0]?.requestId ?? response.headers.get('x-request-id') ?? undefined,
  };
  return new ApiError(kindOf(response.status, message), message, detail);
}

function kindOf(status, message) {
  if (status === 401) {
    return message.startsWith(SCOPE) ? 'forbidden' : 'signedOut';
  }
  if (status === 429) {
    return 'limited';
  }
  return status >= 500 ? 'failed' : 'refused';
}

/** Waits; an abort ends the wait with the signal's reason. */
function pause(milliseconds, signal) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    signal?.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}

/** A client for one sign-in. */
export class Api {
  #credentials;

  constructor(credentials) {
    this.#credentials = credentials;
  }

  /** Signs all further calls with other credentials of the same app. */
  renew(credentials) {
    this.#credentials = credentials;
  }

  /**
   * Makes a call.
   *
   * @param {string} method
   * @param {string} path below `/api/public/`
   * @param {{query?: Record<string, string>, body?: object, signal?: AbortSignal}} [options]
   * @returns {Promise<any>} the answer
   * @throws {ApiError}
   */
  async call(method, path, { query = {}, body, signal } = {}) {
    const url = new URL(path, ROOT);
    for (const [name, value] of Object.entries(query)) {
      url.searchParams.set(name, value);
    }
    let response;
    try {
      response = await fetch(url, {
        method,
        signal,
        cache: 'no-store',
        credentials: 'omit',
        headers: {
          auth: await this.#credentials.token(),
          ...(body ? { 'content-type': 'application/json' } : {}),
        },
        body: body ? JSON.stringify(body) : undefined,
      });
    } catch (error) {
      if (signal?.aborted) {
        throw error;
      }
      throw new ApiError('offline', String(error.message ?? error));
    }
    if (!response.ok) {
      throw await errorOf(response);
    }
    return response.json();
  }

  /**
   * Makes a call that may take its time: where the service asks to wait, it waits.
   *
   * @param {(seconds: number) => void} waiting is told how long
   */
  async patientCall(method, path, options, waiting) {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.call(method, path, options);
      } catch (error) {
        if (!isTransient(error) || attempt === 6) {
          throw error;
        }
        const seconds = Math.min(60, error.retryAfter ?? 2 ** attempt);
        waiting(seconds);
        await pause(seconds * 1000, options.signal);
      }
    }
  }

  self(signal) {
    return this.call('GET', 'self', { signal });
  }

  metrics(bot, body, signal) {
    return this.call('POST', scoped(bot, 'getSessionMetrics'), { body, signal });
  }

  sessions(bot, { containmentType, ...body }, signal) {
    return this.call('POST', scoped(bot, 'getSessions'), { query: containment(containmentType), body, signal });
  }

  /** As {@link sessions}, for long walks. */
  sessionsPatiently(bot, { containmentType, ...body }, signal, waiting) {
    const options = { query: containment(containmentType), body, signal };
    return this.patientCall('POST', scoped(bot, 'getSessions'), options, waiting);
  }

  async session(bot, sessionId, signal) {
    const { sessions } = await this.sessions(bot, { sessionId: [sessionId] }, signal);
    return sessions[0];
  }

  messages(bot, body, signal) {
    return this.call('POST', scoped(bot, 'getMessagesV2'), { body, signal });
  }

  /** Lines of a session's debug log, the oldest first. */
  debugLog(bot, sessionId, { offset, limit }, signal) {
    const query = { identity: sessionId, offset: String(offset), limit: String(limit) };
    return this.call('GET', `../1.1/${encodeURIComponent(bot)}/debuglogs`, { query, signal });
  }

  closeSession(bot, sessionId) {
    return this.call('PUT', scoped(bot, 'session'), { body: { sessionId, status: 'inactive' } });
  }

  state(bot, userId, channel, signal) {
    return this.call('GET', scoped(bot, 'sessionState'), { query: { userId, channel }, signal });
  }

  settings(bot, signal) {
    return this.call('GET', scoped(bot, 'manageSessions'), { signal });
  }

  saveSettings(bot, change) {
    return this.call('PUT', scoped(bot, 'manageSessions'), { body: change });
  }

  /** Validates a change of settings without storing it; with a sample also shows its redacted text. */
  trySettings(bot, change, signal) {
    return this.call('PUT', scoped(bot, 'manageSessions'), { query: { dryRun: 'true' }, body: change, signal });
  }

  /** Reads the settings as they would be if the draft were published. */
  settingsDraft(bot, signal) {
    return this.call('GET', scoped(bot, 'manageSessions'), { query: { draft: 'true' }, signal });
  }

  draftSettings(bot, change) {
    return this.call('PUT', scoped(bot, 'manageSessions'), { body: { ...change, draft: true } });
  }

  removeSettingsDraft(bot) {
    return this.call('DELETE', scoped(bot, 'manageSessions'), { query: { draft: 'true' } });
  }

  publishSettings(bot, body) {
    return this.call('POST', scoped(bot, 'publish'), { body });
  }

  settingsVersions(bot, signal) {
    return this.call('GET', scoped(bot, 'publish/versions'), { signal });
  }

  erasePerson(bot, userId) {
    return this.call('DELETE', 'bot/eraseUsersData', { body: { userIds: [userId], botIds: [bot] } });
  }

  erasureStatus(requestId, signal) {
    return this.call('GET', `bot/eraseUsersData/status/${encodeURIComponent(requestId)}`, { signal });
  }

  deleteSession(bot, sessionId) {
    return this.call('POST', scoped(bot, 'conversations/delete'), { body: { conversationIds: [sessionId] } });
  }

  deletionStatus(bot, jobId, signal) {
    return this.call('GET', scoped(bot, `conversations/delete/${encodeURIComponent(jobId)}`), { signal });
  }
}

/** The path of a call of one bot, or of the whole account if there is none. */
const scoped = (bot, call) => (bot ? `bot/${encodeURIComponent(bot)}/${call}` : call);

const containment = (type) => (type ? { containmentType: type } : {});
