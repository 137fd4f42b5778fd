/** Closes a user's live sessions by API (contract, section 4). */
package org.conversationsessions.functions.closesession;
