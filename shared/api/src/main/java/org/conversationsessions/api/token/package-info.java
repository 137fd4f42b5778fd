/**
 * Who calls: a token says it, the app's own key proves it, and nothing else in the token is
 * believed before that.
 */
package org.conversationsessions.api.token;
