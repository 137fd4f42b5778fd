/** Takes requests to erase data (contract, section 15). */
package org.conversationsessions.functions.eraseuserdata;
