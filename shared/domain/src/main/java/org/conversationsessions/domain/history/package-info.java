/** Questions about past and live sessions, and their answers (contract, section 5). */
package org.conversationsessions.domain.history;


