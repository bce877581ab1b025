package io.tributary.hub.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;

/**
 * Compares answers where the contract leaves something open: the order of series, the last digits
 * of a float (sums depend on the order), and the end of an annotation's text, which differs between
 * versions of Prometheus.
 */
final class AnswerTree {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final double TOLERANCE = 1e-12;
  private static final int ANNOTATION_PREFIX = 60;

  private AnswerTree() {}

  static boolean same(String theirs, String ours) {
    try {
      return same(JSON.readTree(theirs), JSON.readTree(ours), "");
    } catch (JsonProcessingException e) {
      return theirs.equals(ours);
    }
  }

  private static boolean same(JsonNode a, JsonNode b, String field) {
    if (a.isObject() && b.isObject()) {
      if (a.size() != b.size()) {
        return false;
      }
      for (Iterator<String> names = a.fieldNames(); names.hasNext(); ) {
        String name = names.next();
        if (!b.has(name) || !same(a.get(name), b.get(name), name)) {
          return false;
        }
      }
      return true;
    }
    if (a.isArray() && b.isArray()) {
      return sameItems(items(a), items(b), field);
    }
    if (a.isTextual() && b.isTextual()) {
      return sameText(a.asText(), b.asText(), field);
    }
    boolean numbers = a.isNumber() && b.isNumber();
    return numbers ? a.asDouble() == b.asDouble() : a.equals(b);
  }

  private static boolean sameItems(List<JsonNode> a, List<JsonNode> b, String field) {
    if (a.size() != b.size()) {
      return false;
    }
    for (int i = 0; i < a.size(); i++) {
      if (!same(a.get(i), b.get(i), field)) {
        return false;
      }
    }
    return true;
  }

  /** Series in one order; everything else as it is. */
  private static List<JsonNode> items(JsonNode array) {
    List<JsonNode> items = new ArrayList<>();
    array.forEach(items::add);
    if (!items.isEmpty() && items.getFirst().isObject()) {
      items.sort(
          Comparator.comparing(
              item -> item.has("metric") ? item.get("metric").toString() : item.toString()));
    }
    return items;
  }

  private static boolean sameText(String a, String b, String field) {
    if (a.equals(b)) {
      return true;
    }
    if (field.equals("infos") || field.equals("warnings")) {
      return a.length() > ANNOTATION_PREFIX
          && b.length() > ANNOTATION_PREFIX
          && a.substring(0, ANNOTATION_PREFIX).equals(b.substring(0, ANNOTATION_PREFIX));
    }
    try {
      double x = Double.parseDouble(a);
      double y = Double.parseDouble(b);
      return Math.abs(x - y) <= TOLERANCE * Math.max(Math.abs(x), Math.abs(y));
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
