package org.conversationsessions.domain.tag;

/**
 * A term of the index: what a condition of a filter names (contract, section 5).
 *
 * <p>The type of a tag is not part of it. So a condition without a type is one list of postings,
 * and counts it without overlap.
 *
 * @param name the tag's name
 * @param value the tag's value
 */
public record TagTerm(String name, String value) {}
