package io.tributary.sink.relabel;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.tributary.schemas.regex.RegexSize;
import java.util.List;

/**
 * One rule of Prometheus's {@code relabel_config}.
 *
 * @param regex anchored at both ends when it is applied
 * @param modulus of {@link RelabelAction#HASH_MOD}
 * @param replacement may refer to the regex's groups: {@code $1}, {@code ${1}}, {@code ${name}}
 */
public record RelabelRule(
    RelabelAction action,
    List<String> sourceLabels,
    String separator,
    String regex,
    long modulus,
    String targetLabel,
    String replacement) {
  /** The regex where none is given. */
  public static final String ANY = "(.*)";

  /** The separator where none is given. */
  public static final String DEFAULT_SEPARATOR = ";";

  /** The replacement where none is given. */
  public static final String DEFAULT_REPLACEMENT = "$1";

  /** Checks what Prometheus checks when it loads its configuration. */
  public RelabelRule {
    sourceLabels = List.copyOf(sourceLabels);
    try {
      RegexSize.check(regex);
      Pattern.compile(regex);
    } catch (IllegalArgumentException | PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "relabelling: regex \"" + regex + "\" is invalid: " + e.getMessage(), e);
    }
    boolean needsTarget =
        switch (action) {
          case REPLACE, HASH_MOD, LOWERCASE, UPPERCASE, KEEP_EQUAL, DROP_EQUAL -> true;
          case KEEP, DROP, LABEL_MAP, LABEL_DROP, LABEL_KEEP -> false;
        };
    if (needsTarget && targetLabel.isEmpty()) {
      throw new IllegalArgumentException("relabelling: " + action + " needs a target_label");
    }
    if (action == RelabelAction.HASH_MOD && modulus <= 0) {
      throw new IllegalArgumentException(
          "relabelling: HASH_MOD needs a modulus > 0: was " + modulus);
    }
  }

  /** A rule without a target, such as keep and drop. */
  public static RelabelRule of(RelabelAction action, List<String> sourceLabels, String regex) {
    return new RelabelRule(
        action, sourceLabels, DEFAULT_SEPARATOR, regex, 0, "", DEFAULT_REPLACEMENT);
  }

  /** A rule that sets a label. */
  public static RelabelRule replace(
      List<String> sourceLabels, String regex, String targetLabel, String replacement) {
    return new RelabelRule(
        RelabelAction.REPLACE, sourceLabels, DEFAULT_SEPARATOR, regex, 0, targetLabel, replacement);
  }
}
