/**
 * The inverted index from tags to sessions (docs/decisions/0022-posting-lists-by-tag.md). A term of
 * the index is a tag's name and value. Its postings say which sessions have it.
 */
package org.conversationsessions.domain.tag;
