/** Uploads of bot definitions, and imports of them into bots (contract, section 19). */
package org.conversationsessions.domain.imports;
