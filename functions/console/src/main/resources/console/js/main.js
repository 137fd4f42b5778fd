import { takeTokenFromAddress } from './credentials.js';
import { texts } from './texts.js';
import { applyTheme, storedTheme } from './theme.js';

// First of all: the token leaves the address before any other module runs.
const token = takeTokenFromAddress('');
applyTheme(storedTheme());

try {
  const { start } = await import('./console.js');
  start(token);
} catch {
  const notice = document.createElement('p');
  notice.className = 'noscript';
  notice.setAttribute('role', 'alert');
  notice.textContent = texts.common.notLoaded;
  document.body.append(notice);
}
