package io.tributary.sink.relabel;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.tributary.schemas.labels.Labels;
import io.tributary.schemas.labels.LabelsBuilder;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A list of relabelling rules, applied in order as Prometheus applies them.
 *
 * <p>Threading: immutable.
 */
public final class Relabeling {
  /** A rule with its compiled regex. */
  private record Step(RelabelRule rule, Pattern regex) {}

  private final List<Step> steps;

  /** The rules in their order. */
  public Relabeling(List<RelabelRule> rules) {
    steps =
        rules.stream()
            .map(rule -> new Step(rule, Pattern.compile("^(?s:" + rule.regex() + ")$")))
            .toList();
  }

  /** Whether there is nothing to do. */
  public boolean isEmpty() {
    return steps.isEmpty();
  }

  /** The labels after all rules, or null where a rule drops them. */
  public @Nullable Labels apply(Labels labels) {
    LabelsBuilder builder = labels.toBuilder();
    for (Step step : steps) {
      if (!apply(step, builder)) {
        return null;
      }
    }
    return builder.build();
  }

  private static boolean apply(Step step, LabelsBuilder labels) {
    RelabelRule rule = step.rule();
    String target = rule.targetLabel();
    switch (rule.action()) {
      case KEEP -> {
        return step.regex().matches(source(rule, labels));
      }
      case DROP -> {
        return !step.regex().matches(source(rule, labels));
      }
      case KEEP_EQUAL -> {
        return labels.getOrEmpty(target).equals(source(rule, labels));
      }
      case DROP_EQUAL -> {
        return !labels.getOrEmpty(target).equals(source(rule, labels));
      }
      case REPLACE -> replace(step, labels);
      case HASH_MOD -> labels.set(target, hashMod(source(rule, labels), rule.modulus()));
      case LOWERCASE -> labels.set(target, source(rule, labels).toLowerCase(Locale.ROOT));
      case UPPERCASE -> labels.set(target, source(rule, labels).toUpperCase(Locale.ROOT));
      case LABEL_MAP -> labelMap(step, labels);
      case LABEL_DROP -> removeNames(step.regex(), true, labels);
      case LABEL_KEEP -> removeNames(step.regex(), false, labels);
    }
    return true;
  }

  private static String source(RelabelRule rule, LabelsBuilder labels) {
    StringBuilder joined = new StringBuilder();
    for (int i = 0; i < rule.sourceLabels().size(); i++) {
      if (i > 0) {
        joined.append(rule.separator());
      }
      joined.append(labels.getOrEmpty(rule.sourceLabels().get(i)));
    }
    return joined.toString();
  }

  private static void replace(Step step, LabelsBuilder labels) {
    Matcher match = step.regex().matcher(source(step.rule(), labels));
    if (!match.matches()) {
      return;
    }
    String target = Replacement.expand(step.rule().targetLabel(), match);
    if (!target.isEmpty()) {
      labels.set(target, Replacement.expand(step.rule().replacement(), match));
    }
  }

  private static void labelMap(Step step, LabelsBuilder labels) {
    Labels before = labels.build();
    for (int i = 0; i < before.size(); i++) {
      Matcher match = step.regex().matcher(before.name(i));
      if (match.matches()) {
        labels.set(Replacement.expand(step.rule().replacement(), match), before.value(i));
      }
    }
  }

  private static void removeNames(Pattern regex, boolean matching, LabelsBuilder labels) {
    Labels before = labels.build();
    for (int i = 0; i < before.size(); i++) {
      if (regex.matches(before.name(i)) == matching) {
        labels.remove(before.name(i));
      }
    }
  }

  /** Prometheus takes the last eight bytes of the MD5 as a big-endian number. */
  private static String hashMod(String value, long modulus) {
    try {
      byte[] md5 = MessageDigest.getInstance("MD5").digest(value.getBytes(UTF_8));
      return Long.toString(Long.remainderUnsigned(ByteBuffer.wrap(md5).getLong(8), modulus));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java lacks MD5, which every Java platform has", e);
    }
  }
}
