/** The erasure of data on the wire (contract, section 15). */
package org.conversationsessions.api.erasure;
