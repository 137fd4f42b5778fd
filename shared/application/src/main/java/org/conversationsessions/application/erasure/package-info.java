/**
 * Erasure of end users' data and deletion of conversations (contract, section 15): requests, the
 * worker, and the ports to what is stored.
 */
package org.conversationsessions.application.erasure;
