// Draws series over time, and tells the same in a table.
import { cell, drawn, element, seriesText, table, timeText } from "./dom.js";

const WIDTH = 1000;
const HEIGHT = 320;
const LEFT = 70;
const BOTTOM = 24;
const TOP = 10;
const COLOURS = 8;
const MOST_DRAWN = 100;

/** The drawing and its table, of the results of a range query. */
export function graph(result, start, end, step) {
  const series = result.slice(0, MOST_DRAWN).map(({ metric, values = [], histograms = [] }) => ({
    name: seriesText(metric),
    points: [...values, ...histograms.map(([at, histogram]) => [at, histogram.count])]
      .map(([at, value]) => [at, Number(value.replace?.("Inf", "Infinity") ?? value)])
      .filter(([, value]) => Number.isFinite(value)),
  }));
  const values = series.flatMap(({ points }) => points.map(([, value]) => value));
  if (!values.length) {
    return [element("p", {}, "No samples in this range.")];
  }
  const [low, high, tick] = axis(Math.min(...spread(values)), Math.max(...spread(values)));
  const x = (at) => LEFT + ((at - start) / Math.max(1, end - start)) * (WIDTH - LEFT - 10);
  const y = (value) => TOP + (1 - (value - low) / (high - low)) * (HEIGHT - TOP - BOTTOM);
  const picture = drawn(
    "svg",
    {
      class: "graph",
      viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
      role: "img",
      "aria-label": `${series.length} series between ${short(low)} and ${short(high)}; the table below has their values`,
    },
    ...horizontal(low, high, tick, y),
    ...vertical(start, end, x),
    ...series.flatMap(({ points }, i) => lines(points, 1.5 * step, x, y, `c${i % COLOURS}`)));
  const rows = series.map(({ name, points }, i) => {
    const own = points.map(([, value]) => value);
    return [
      cell([element("span", { class: `swatch c${i % COLOURS}`, "aria-hidden": "true" }), element("code", {}, name)]),
      cell(own.length ? short(own.at(-1)) : "", "number"),
      cell(own.length ? short(Math.min(...own)) : "", "number"),
      cell(own.length ? short(Math.max(...own)) : "", "number"),
    ];
  });
  const caption = result.length > MOST_DRAWN
    ? `The first ${MOST_DRAWN} of ${result.length} series`
    : `${result.length} series from ${timeText(start)} to ${timeText(end)}`;
  return [picture, table(caption, ["Series", "Last", "Least", "Most"], rows)];
}

/** Few enough numbers for a call: those of each stretch that lie outermost. */
function spread(values) {
  const outer = [];
  for (let i = 0; i < values.length; i += 1000) {
    const part = values.slice(i, i + 1000);
    outer.push(Math.min(...part), Math.max(...part));
  }
  return outer;
}

/** Round bounds around the values, and the distance of lines. */
function axis(least, most) {
  const span = most - least || Math.abs(most) || 1;
  const rough = span / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const tick = [1, 2, 5, 10].map((n) => n * power).find((n) => n >= rough);
  return [Math.floor(least / tick) * tick, Math.ceil((most + tick * 1e-9) / tick) * tick || tick, tick];
}

function horizontal(low, high, tick, y) {
  const drawnLines = [];
  for (let value = low; value <= high + tick / 2; value += tick) {
    drawnLines.push(
      drawn("line", { class: "grid", x1: LEFT, x2: WIDTH - 10, y1: y(value), y2: y(value) }),
      drawn("text", { x: LEFT - 6, y: y(value) + 4, "text-anchor": "end" }, short(Math.abs(value) < tick / 1e6 ? 0 : value)));
  }
  return drawnLines;
}

function vertical(start, end, x) {
  return [0, 0.25, 0.5, 0.75, 1].map((part) => {
    const at = start + part * (end - start);
    const text = timeText(Math.round(at));
    return drawn(
      "text",
      { x: x(at), y: HEIGHT - 8, "text-anchor": part === 0 ? "start" : part === 1 ? "end" : "middle" },
      end - start > 86400 ? text.slice(5, 16) : text.slice(11, 19));
  });
}

/** A line for each stretch without a gap; a lone point is a dot. */
function lines(points, gap, x, y, colour) {
  const stretches = [];
  points.forEach(([at, value], i) => {
    if (i === 0 || at - points[i - 1][0] > gap) {
      stretches.push([]);
    }
    stretches.at(-1).push(`${x(at).toFixed(1)},${y(value).toFixed(1)}`);
  });
  return stretches.map((stretch) => {
    const [cx, cy] = stretch[0].split(",");
    return stretch.length === 1
      ? drawn("circle", { class: colour, cx, cy, r: 2 })
      : drawn("polyline", { class: colour, points: stretch.join(" ") });
  });
}

function short(value) {
  const size = Math.abs(value);
  return size !== 0 && (size >= 1e15 || size < 1e-4) ? value.toExponential(3) : String(Number(value.toPrecision(6)));
}
