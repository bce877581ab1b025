// The page on which expressions are asked: a table of now, or a graph of a while.
import { api, cell, element, say, seriesText, table, timeText } from "./dom.js";
import { graph } from "./graph.js";

const RANGES = { "15m": 900, "1h": 3600, "6h": 21600, "1d": 86400, "7d": 604800, "30d": 2592000 };
const MOST_ROWS = 1000;

let running = new AbortController();

export async function showQuery(main) {
  const asked = new URLSearchParams(location.search);
  const isGraph = asked.get("g0.tab") === "0" || asked.get("g0.tab") === "graph";
  const expression = element(
    "textarea",
    { id: "expression", rows: 3, spellcheck: "false", autocomplete: "off", autofocus: true, onkeydown: onEnter });
  expression.value = asked.get("g0.expr") ?? "";
  const range = element("select", { id: "range" }, Object.keys(RANGES).map((name) => element("option", {}, name)));
  range.value = asked.get("g0.range_input") in RANGES ? asked.get("g0.range_input") : "1h";
  const end = element("input", { id: "end", placeholder: "now", size: 24 });
  end.value = asked.get("g0.end_input") ?? "";
  const result = element("div", { id: "result" });
  main.replaceChildren(
    element(
      "form",
      { onsubmit: (event) => { event.preventDefault(); run(main); } },
      element("label", { for: "expression" }, "Expression"),
      expression,
      element(
        "div",
        { class: "row" },
        element(
          "fieldset",
          {},
          element("legend", {}, "Show"),
          choice("table", !isGraph, main),
          choice("graph", isGraph, main)),
        element("label", {}, "Range", range),
        element("label", {}, "Until", end),
        element("button", {}, "Run (Enter)"))),
    result);
  if (expression.value) {
    await run(main);
  }
}

function choice(name, checked, main) {
  return element(
    "label",
    {},
    element("input", { type: "radio", name: "show", value: name, checked, onchange: () => run(main) }),
    ` ${name}`);
}

/** Enter asks; with Shift it begins a line. */
function onEnter(event) {
  if (event.key === "Enter" && !event.shiftKey) {
    event.preventDefault();
    event.target.form.requestSubmit();
  }
}

async function run(main) {
  const query = main.querySelector("#expression").value.trim();
  const show = main.querySelector("input[name=show]:checked").value;
  const range = main.querySelector("#range").value;
  const end = main.querySelector("#end").value.trim();
  const endSeconds = end ? Date.parse(end) / 1000 : Date.now() / 1000;
  const result = main.querySelector("#result");
  if (!query) {
    return;
  }
  if (Number.isNaN(endSeconds)) {
    say(`"${end}" is no time: try 2026-01-31T12:00:00Z, or leave it empty.`, true);
    return;
  }
  const address = new URLSearchParams({ "g0.expr": query, "g0.tab": show, "g0.range_input": range });
  if (end) {
    address.set("g0.end_input", end);
  }
  history.replaceState(null, "", `/query?${address}`);
  running.abort();
  running = new AbortController();
  say("Asking...");
  const began = performance.now();
  try {
    const notes = show === "graph"
      ? await showGraph(result, query, endSeconds, RANGES[range])
      : await showTable(result, query, endSeconds);
    say([`Took ${Math.round(performance.now() - began)} ms.`, ...notes].join(" "));
  } catch (error) {
    if (error.name !== "AbortError") {
      result.replaceChildren();
      say(error.message, true);
    }
  }
}

async function showTable(result, query, time) {
  const { data, notes } = await api("query", { query, time, limit: MOST_ROWS }, running.signal);
  const found = data.resultType === "vector" || data.resultType === "matrix" ? data.result : [{ metric: {}, value: data.result }];
  const rows = found.map((series) => [
    cell(element("code", {}, seriesText(series.metric))),
    cell(valueText(series), "number"),
  ]);
  result.replaceChildren(table(`${rows.length} series at ${timeText(Math.round(time))}`, ["Series", "Value"], rows));
  return notes;
}

function valueText(series) {
  if (series.value) {
    return series.value[1];
  }
  if (series.histogram) {
    return histogramText(series.histogram[1]);
  }
  const points = [
    ...(series.values ?? []),
    ...(series.histograms ?? []).map(([at, histogram]) => [at, histogramText(histogram)]),
  ];
  return points.map(([at, value]) => element("div", {}, `${value} @ ${timeText(at)}`));
}

function histogramText(histogram) {
  return `count ${histogram.count}, sum ${histogram.sum}`;
}

async function showGraph(result, query, end, range) {
  const step = Math.max(1, Math.ceil(range / 300));
  const last = Math.floor(end / step) * step;
  const parameters = { query, start: last - range, end: last, step };
  const { data, notes } = await api("query_range", parameters, running.signal);
  result.replaceChildren(...graph(data.result, last - range, last, step));
  return notes;
}
