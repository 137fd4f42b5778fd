/** The response of {@code GET /api/public/self} (contract, section 13). */
package org.conversationsessions.api.self;
