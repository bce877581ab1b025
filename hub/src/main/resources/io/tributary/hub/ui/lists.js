// The pages of alerts, rules and targets.
import { api, cell, element, say, seriesText, table, timeText } from "./dom.js";

/** A link that asks the expression. */
function asked(query) {
  return element("a", { href: `/query?g0.expr=${encodeURIComponent(query)}` }, element("code", {}, query));
}

function time(text) {
  return text && !text.startsWith("0001") ? timeText(Date.parse(text) / 1000) : "never";
}

/** A state is told by its word; the colour only repeats it. */
function state(word) {
  return cell(word, word);
}

export async function showAlerts(main) {
  const { data } = await api("alerts");
  const rows = data.alerts.map(({ labels: { alertname = "", ...labels }, ...alert }) => [
    state(alert.state),
    cell(alertname),
    cell(element("code", {}, seriesText(labels))),
    cell(time(alert.activeAt)),
    cell(alert.value, "number"),
    cell(alert.annotations.summary ?? alert.annotations.description ?? ""),
  ]);
  main.replaceChildren(
    element("h1", {}, "Alerts"),
    table(`${rows.length} pending or firing`, ["State", "Alert", "Labels", "Active since", "Value", "Summary"], rows));
}

export async function showRules(main) {
  const { data, notes } = await api("rules");
  const groups = data.groups.map((group) =>
    element(
      "section",
      {},
      element("h2", {}, group.name),
      table(
        `${group.file}, every ${group.interval} s, last at ${time(group.lastEvaluation)}, took ${(group.evaluationTime * 1000).toFixed(1)} ms`,
        ["Kind", "Name", "Expression", "State", "Error"],
        group.rules.map((rule) => [
          cell(rule.type),
          cell(rule.name),
          cell(asked(rule.query)),
          state(rule.state ?? rule.health),
          cell(rule.lastError ?? "", "error"),
        ]))));
  main.replaceChildren(element("h1", {}, "Rules"), ...groups);
  say(notes.join("; ") || (groups.length ? "" : "There are no rules: start Tributary with --rules FILE."));
}

export async function showTargets(main) {
  const { data } = await api("targets");
  const rows = data.activeTargets.map((target) => [
    state(target.health),
    cell(element("code", {}, seriesText(target.labels))),
    cell(time(target.lastScrape)),
    cell(`${target.lastScrapeDuration.toFixed(1)} s`, "number"),
    cell(target.lastError, "error"),
  ]);
  main.replaceChildren(
    element("h1", {}, "Targets"),
    table(`${rows.length} agents that write here`, ["Health", "Agent", "Last sample", "Behind", "Error"], rows));
}
