/**
 * Measures what keeping, finding and erasing messages costs, on DynamoDB Local, through the ports
 * that the functions use.
 */
package org.conversationsessions.bench.message;
