// Elements, and answers of the API.

/** An element: attributes by name (`on...` are listeners), then what it holds. */
export function element(name, attributes = {}, ...children) {
  return fill(document.createElement(name), attributes, children);
}

/** The same of a drawing. */
export function drawn(name, attributes = {}, ...children) {
  return fill(document.createElementNS("http://www.w3.org/2000/svg", name), attributes, children);
}

function fill(made, attributes, children) {
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) {
      made.addEventListener(key.slice(2), value);
    } else if (value === true) {
      made.setAttribute(key, "");
    } else if (value !== false && value !== undefined) {
      made.setAttribute(key, value);
    }
  }
  made.append(...children.flat());
  return made;
}

/** A table with a caption, heads of columns, and rows of cells. */
export function table(caption, heads, rows) {
  return element(
    "table",
    {},
    element("caption", {}, caption),
    element("thead", {}, element("tr", {}, heads.map((head) => element("th", { scope: "col" }, head)))),
    element("tbody", {}, rows.map((cells) => element("tr", {}, cells))));
}

export function cell(content, className) {
  return element("td", className ? { class: className } : {}, content);
}

/** Says something below the page, and to screen readers. */
export function say(text, isError = false) {
  const message = document.getElementById("message");
  message.textContent = text;
  message.className = isError ? "error" : "";
}

/** The `data` of an answer, with its warnings; throws an error in the server's words. */
export async function api(path, parameters = {}, signal) {
  const answer = await fetch(`/api/v1/${path}`, {
    method: Object.keys(parameters).length ? "POST" : "GET",
    body: Object.keys(parameters).length ? new URLSearchParams(parameters) : undefined,
    signal,
  });
  const text = await answer.text();
  let body;
  try {
    body = JSON.parse(text);
  } catch {
    throw new Error(`${answer.status} ${text}`);
  }
  if (body.status !== "success") {
    throw new Error(`${body.errorType}: ${body.error}`);
  }
  return { data: body.data, notes: [...(body.warnings ?? []), ...(body.infos ?? [])] };
}

/** A series as it is written in expressions. */
export function seriesText(labels) {
  const { __name__: name = "", ...others } = labels;
  const pairs = Object.entries(others).map(([key, value]) => `${key}=${JSON.stringify(value)}`);
  return pairs.length || !name ? `${name}{${pairs.join(", ")}}` : name;
}

export function timeText(seconds) {
  return new Date(seconds * 1000).toISOString().replace("T", " ").replace(/(\.000)?Z$/, "Z");
}
