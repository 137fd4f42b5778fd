/** The index by tag in DynamoDB: lists of postings, by term and start. */
package org.conversationsessions.store.tag;
