/** Works on requests to erase data, in slices (contract, section 15). */
package org.conversationsessions.functions.runerasure;
