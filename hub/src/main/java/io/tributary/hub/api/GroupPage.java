package io.tributary.hub.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Which of the rule groups are asked for, page by page.
 *
 * @param limit groups on a page; 0 for all
 * @param token of the page's first group; empty for the first page
 */
record GroupPage(int limit, String token) {
  static GroupPage of(Params params) {
    String limit = params.get("group_limit");
    String token = params.get("group_next_token");
    if (limit.isEmpty()) {
      if (!token.isEmpty()) {
        throw ApiException.invalidParameter(
            "group_next_token",
            "group_limit needs to be present in order to paginate over the groups");
      }
      return new GroupPage(0, "");
    }
    if (!limit.matches("[+-]?[0-9]{1,9}")) {
      throw ApiException.invalidParameter(
          "group_limit",
          "group_limit needs to be a valid number: strconv.ParseInt: parsing \""
              + limit
              + "\": invalid syntax");
    }
    int groups = Integer.parseInt(limit);
    if (groups <= 0) {
      throw ApiException.invalidParameter("group_limit", "group_limit needs to be greater than 0");
    }
    return new GroupPage(groups, token);
  }

  List<RuleCatalog.Group> of(List<RuleCatalog.Group> groups) {
    int from = start(groups);
    return limit == 0
        ? groups
        : groups.subList(from, (int) Math.min(groups.size(), (long) from + limit));
  }

  /** The token of the page after this one, or empty. */
  String nextToken(List<RuleCatalog.Group> groups) {
    long next = (long) start(groups) + limit;
    return limit == 0 || next >= groups.size() ? "" : token(groups.get((int) next));
  }

  private int start(List<RuleCatalog.Group> groups) {
    if (token.isEmpty()) {
      return 0;
    }
    for (int i = 0; i < groups.size(); i++) {
      if (token.equals(token(groups.get(i)))) {
        return i;
      }
    }
    throw ApiException.invalidParameter(
        "group_next_token", "invalid group_next_token '" + token + "'. were rule groups changed?");
  }

  private static String token(RuleCatalog.Group group) {
    try {
      MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
      return HexFormat.of()
          .formatHex(sha1.digest((group.file() + ";" + group.name()).getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-1", e);
    }
  }
}
