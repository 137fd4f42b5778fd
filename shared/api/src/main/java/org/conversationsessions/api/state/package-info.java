/** What bots keep about conversations, as clients see it (contract, section 10). */
package org.conversationsessions.api.state;
