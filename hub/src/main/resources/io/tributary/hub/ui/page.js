// Shows the page that the address names.
import { say } from "./dom.js";
import { showQuery } from "./query.js";
import { showAlerts, showRules, showTargets } from "./lists.js";

const pages = {
  "/query": ["Query", showQuery],
  "/graph": ["Query", showQuery],
  "/alerts": ["Alerts", showAlerts],
  "/rules": ["Rules", showRules],
  "/targets": ["Targets", showTargets],
};

const [title, show] = pages[location.pathname] ?? pages["/query"];
document.title = `${title} - Tributary`;
for (const link of document.querySelectorAll("nav a")) {
  if (link.textContent === title) {
    link.setAttribute("aria-current", "page");
  }
}
try {
  await show(document.getElementById("main"));
} catch (error) {
  say(error.message, true);
}
