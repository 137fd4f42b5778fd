/** Requests and responses of uploads and imports of bot definitions (contract, section 19). */
package org.conversationsessions.api.imports;
