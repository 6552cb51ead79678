// Keys for what the page already offers as links, buttons and menus; nothing here decides anything.
"use strict";

let underWay = 0; // requests that htmx has sent and not yet shown
const waiting = []; // keys pressed meanwhile

const visible = (element) => element && element.checkVisibility();
const find = (selector) => [...document.querySelectorAll(selector)].find(visible);

// --- keys ----------------------------------------------------------------------------------------------------------

function press(key) {
  const choices = find(".menu[open]") || find("[data-found]");
  if (choices && /^[1-9]$/.test(key)) return click(choices.querySelector(`[data-choice="${key}"]`));
  if (key === "Escape") return leave();
  if (key === "x" || key === "X") return tick(key === "X");
  if (key === "j" || key === "ArrowDown") return move(1);
  if (key === "k" || key === "ArrowUp") return move(-1);
  if (key === "Enter") return click(find('[data-key="Enter"]') || find("[data-row][aria-current]"));
  return click(find(`[data-key="${CSS.escape(key)}"]`));
}

function click(element) {
  if (!element) return false;
  if (isTyping(element)) { element.focus(); element.select(); return true; }
  if (element.dataset.focus) {
    element.parentElement.open = true;
    return click(document.getElementById(element.dataset.focus));
  }
  element.click();
  if (element.matches("summary")) element.parentElement.querySelector("button")?.focus();
  return true;
}

function leave() {
  const menus = document.querySelectorAll(".menu[open]");
  const isInside = menus.length > 0 || isTyping(document.activeElement);
  menus.forEach((menu) => { menu.open = false; });
  document.activeElement?.blur();
  if (!isInside) ticked.clear();
  showTicks();
  return true;
}

function move(step) {
  const rows = [...document.querySelectorAll("[data-row]")];
  if (!rows.length) return false;
  const at = rows.findIndex((row) => row.hasAttribute("aria-current"));
  const next = rows[at < 0 ? (step > 0 ? 0 : rows.length - 1) : at + step];
  if (!next) return true;
  if (next.closest("[hx-boost]")) return click(next);
  rows[at]?.removeAttribute("aria-current");
  next.setAttribute("aria-current", "true");
  next.scrollIntoView({ block: "nearest" });
  return true;
}

// --- ticks: they outlive the parts of the page that htmx replaces -----------------------------------------------------

const ticked = new Set();
let lastTicked = null; // from here on a range is ticked

function tick(isRange) {
  const boxes = [...document.querySelectorAll("[data-tick]")];
  const at = boxes.findIndex((box) => box.parentElement.querySelector("[data-row][aria-current]"));
  if (at < 0) return false;
  const from = isRange ? boxes.findIndex((box) => box.value === lastTicked) : -1;
  const range = from < 0 ? [boxes[at]] : boxes.slice(Math.min(from, at), Math.max(from, at) + 1);
  const isOn = isRange || !boxes[at].checked;
  range.forEach((box) => { if (isOn) ticked.add(box.value); else ticked.delete(box.value); });
  lastTicked = boxes[at].value;
  showTicks();
  return true;
}

function showTicks() {
  const boxes = [...document.querySelectorAll("[data-tick]")];
  const here = new Set(boxes.map((box) => box.value));
  ticked.forEach((value) => { if (!here.has(value)) ticked.delete(value); });
  boxes.forEach((box) => { box.checked = ticked.has(box.value); });
  const count = document.querySelector("[data-count]");
  if (count) count.textContent = count.dataset.count.replace("#", ticked.size);
}

document.addEventListener("change", (event) => {
  const box = event.target;
  if (!box.matches("[data-tick]")) return;
  if (box.checked) ticked.add(box.value); else ticked.delete(box.value);
  lastTicked = box.value;
  showTicks();
});

// --- keys as they come ----------------------------------------------------------------------------------------------

function isTyping(target) {
  return target.matches?.("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");
}

document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key === "s" && find("[data-save]")) {
    event.preventDefault();
    return void click(find("[data-save]"));
  }
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  if (event.key !== "Escape" && isTyping(event.target)) return;
  if (event.key === "Enter" && event.target.matches("a, button, summary")) return;
  if (event.key.startsWith("Arrow") && event.target.closest(".text, .about")) return; // these scroll
  if (underWay) {
    if (!event.repeat && waiting.length < 20) waiting.push(event.key);
    return void event.preventDefault();
  }
  if (press(event.key)) event.preventDefault();
});

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  if (opener) {
    event.preventDefault();
    document.getElementById(opener.dataset.opens).showModal();
  }
  document.querySelectorAll(".menu[open]").forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; });
});

// --- htmx: the list keeps its place, the chosen words come into view ----------------------------------------------

let listTop = 0;

function settle() {
  const list = document.querySelector(".list");
  if (list && listTop) list.scrollTop = listTop;
  document.querySelector("[data-row][aria-current]")?.scrollIntoView({ block: "nearest" });
  const [pane, chosen] = [document.querySelector(".pane.text"), document.getElementById("chosen")];
  if (pane && chosen) {
    const below = chosen.getBoundingClientRect().top - pane.getBoundingClientRect().top;
    if (below > pane.clientHeight * 0.7) pane.scrollTop += below - pane.clientHeight / 3;
  }
  guardForms();
  showTicks();
}

const isForDesk = (event) => event.detail.target?.id === "desk";

function release() {
  underWay = Math.max(0, underWay - 1);
  while (!underWay && waiting.length) isTyping(document.activeElement) ? type(waiting.shift()) : press(waiting.shift());
}

function type(key) { // what was typed ahead into a field that had not come into focus yet
  const field = document.activeElement;
  if (key === "Enter") return void field.form?.requestSubmit();
  if (key === "Escape") return void leave();
  if (key.length === 1) field.setRangeText(key, field.selectionStart, field.selectionEnd, "end");
}

document.addEventListener("htmx:beforeRequest", (event) => { if (isForDesk(event)) underWay += 1; });
document.addEventListener("htmx:beforeSwap", () => { listTop = document.querySelector(".list")?.scrollTop ?? 0; });
document.addEventListener("htmx:afterRequest", (event) => {
  const isSwapped = event.detail.xhr.status >= 200 && event.detail.xhr.status < 500;
  if (isForDesk(event) && !isSwapped) release();
});
document.addEventListener("htmx:afterSettle", (event) => { // only now do links and forms answer to htmx
  if (event.target.id !== "desk") return;
  settle();
  release();
});
for (const failure of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
  document.addEventListener(failure, () => {
    const trouble = document.getElementById("trouble");
    trouble.textContent = trouble.dataset.text;
    trouble.hidden = false;
    waiting.length = 0;
  });
}

// --- forms: sent once, and not left with unsaved words --------------------------------------------------------------

let isUnsaved = false;

function guardForms() {
  isUnsaved = document.querySelector("[data-guarded][data-unsaved]") !== null;
}

document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (!form?.matches("[data-guarded]")) return;
  isUnsaved = true;
  document.querySelectorAll("[data-needs]").forEach((item) => item.toggleAttribute("data-there", isThere(form, item.dataset.needs)));
});

function isThere(form, name) {
  const values = new FormData(form);
  if (name === "evidence") return [...values].some(([key, value]) => /^evidence-\d+-(title|source)$/.test(key) && value.trim());
  return Boolean(values.get(name)?.trim());
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method === "dialog") return;
  if (form.matches("[role=search]")) document.activeElement.blur(); // so that keys act on what was found
  if (form.dataset.sent) return void event.preventDefault();
  form.dataset.sent = "true";
  setTimeout(() => { delete form.dataset.sent; }, 3000); // a lost answer must not lock the form
  isUnsaved = false;
});

window.addEventListener("beforeunload", (event) => { if (isUnsaved) event.preventDefault(); });
window.addEventListener("pageshow", () => { document.querySelectorAll("[data-sent]").forEach((form) => { delete form.dataset.sent; }); });

document.querySelectorAll("[data-opens][hidden]").forEach((button) => { button.hidden = false; });
settle();
