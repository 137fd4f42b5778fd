/** Rows of an export, as `bin/admin export` writes them. */

/** What a spreadsheet may take for the beginning of a formula. */
const FORMULA = /^[=+\-@\t\r\n]/;
const NEEDS_QUOTES = /[",\r\n]/;

const COLUMNS = {
  record: () => 'session',
  sessionId: (s) => s.sessionId,
  botId: (s) => s.botId,
  userId: (s) => s.userId,
  channel: (s) => s.channel,
  start_time: (s) => s.start_time,
  end_time: (s) => s.end_time,
  session_lang: (s) => s.session_lang,
  sessionType: (s) => s.sessionType,
  containmentType: (s) => s.containmentType,
  isDeveloper: (s) => s.isDeveloper,
  sessionStatus: (s) => s.sessionStatus,
  userTags: (s) => s.tags.userTags,
  sessionTags: (s) => s.tags.sessionTags,
  noOfMessagesExchanged: (s) => s.noOfMessagesExchanged,
  noOfTasksExecuted: (s) => s.noOfTasksExecuted,
  closeReason: (s) => s.closeReason,
  closedAt: (s) => s.closedAt,
};

/** Returns a value as a cell of CSV (RFC 4180), which no spreadsheet takes for a formula. A list is JSON. */
function cell(value) {
  const text =
    value === null || value === undefined ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value);
  const formula = FORMULA.test(text);
  return formula || NEEDS_QUOTES.test(text) ? `"${formula ? "'" : ''}${text.replaceAll('"', '""')}"` : text;
}

const row = (cells) => `${cells.join(',')}\r\n`;

/** @type {Record<string, {type: string, header: string, row: (session: object) => string}>} */
export const FORMATS = {
  csv: {
    type: 'text/csv;charset=utf-8',
    header: row(Object.keys(COLUMNS)),
    row: (session) => row(Object.values(COLUMNS).map((value) => cell(value(session)))),
  },
  ndjson: {
    type: 'application/x-ndjson',
    header: '',
    row: (session) => `${JSON.stringify(session)}\n`,
  },
};
