/** The operators of an account, as the API lists them. */
package org.conversationsessions.api.accountoperator;
