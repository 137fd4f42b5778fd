/** Uploads and imports in DynamoDB. */
package org.conversationsessions.store.imports;
