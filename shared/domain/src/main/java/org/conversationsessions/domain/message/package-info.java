/** Messages, and the parts of transcripts in which they are stored (contract, section 14). */
package org.conversationsessions.domain.message;
