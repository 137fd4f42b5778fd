/**
 * Authentication: the token claims an app, and that app's key must verify the signature. Nothing
 * else in the token is trusted before that.
 */
package org.conversationsessions.api.token;
