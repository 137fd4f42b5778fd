/** Messages in DynamoDB: how they are encoded, encrypted and stored (contract, section 14). */
package org.conversationsessions.store.message;
