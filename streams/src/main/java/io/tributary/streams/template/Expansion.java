package io.tributary.streams.template;

/**
 * What is the same for all templates expanded at one evaluation.
 *
 * @param timestampMs what {@code now} says
 * @param externalUrl where this installation is reached, with its path; may be empty
 */
public record Expansion(long timestampMs, String externalUrl, TemplateQuery query) {}
