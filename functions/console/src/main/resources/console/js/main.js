import { takeTokenFromAddress } from './credentials.js';
import { applyTheme, storedTheme } from './theme.js';

// First of all: the token leaves the address before any other module runs.
const token = takeTokenFromAddress('#/overview');
applyTheme(storedTheme());

const { start } = await import('./console.js');
start(token);
