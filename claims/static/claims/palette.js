// The command palette: the links that the server put there, and whatever the page itself offers under a key.
"use strict";

const palette = document.getElementById("commands");
const field = palette.querySelector("input");
const list = palette.querySelector("ul");

const named = (element) => {
  const copy = element.cloneNode(true);
  copy.querySelectorAll("kbd").forEach((key) => key.remove());
  return copy.textContent.trim().replace(/\s+/g, " ");
};

function offers() { // what can be done here, as it stands at this moment
  const found = [];
  const isShown = (element) => element.checkVisibility() && !element.closest("dialog");
  for (const element of document.querySelectorAll("[data-command], [data-key]:not([data-key='Enter'])")) {
    if (!isShown(element) || element.hasAttribute("data-opens")) continue;
    const menu = element.matches("summary") && element.parentElement.querySelectorAll("[data-choice]");
    if (!menu || !menu.length) found.push([element.placeholder || named(element), element.dataset.key, element]);
    else menu.forEach((choice) => found.push([`${named(element)}: ${named(choice)}`, `${element.dataset.key} ${choice.dataset.choice}`, choice]));
  }
  return found;
}

function show() {
  list.querySelectorAll("[data-offered]").forEach((item) => item.remove());
  const taken = new Set([...list.querySelectorAll("a")].map(named));
  const items = offers().filter(([name]) => !taken.has(name)).map(([name, key, element], number) => {
    const item = document.createElement("li");
    item.id = `offered-${number}`;
    item.setAttribute("role", "option");
    item.dataset.offered = "";
    const button = document.createElement("button");
    Object.assign(button, { type: "button", tabIndex: -1, textContent: `${name} ` });
    if (key) button.append(Object.assign(document.createElement("kbd"), { textContent: key }));
    button.addEventListener("click", () => { palette.close(); perform(element); });
    item.append(button);
    return item;
  });
  list.prepend(...items);
  field.value = "";
  narrow();
}

function perform(element) {
  if (element.matches("input") || element.dataset.focus) return void click(element);
  element.click();
}

const shown = () => [...list.children].filter((item) => !item.hidden);
const chosen = () => list.querySelector("[aria-selected=true]");

function narrow() {
  const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
  for (const item of list.children) {
    const name = named(item).toLowerCase();
    item.hidden = !words.every((word) => name.includes(word));
  }
  palette.querySelector("[data-nothing]").hidden = shown().length > 0;
  choose(shown()[0]);
}

function choose(item) {
  for (const each of list.children) each.setAttribute("aria-selected", String(each === item));
  field.setAttribute("aria-activedescendant", item?.id ?? "");
  item?.scrollIntoView({ block: "nearest" });
}

function step(by) {
  const items = shown();
  choose(items[(items.indexOf(chosen()) + by + items.length) % items.length]);
}

field.addEventListener("input", narrow);
palette.addEventListener("keydown", (event) => {
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    step(event.key === "ArrowDown" ? 1 : -1);
  }
  if (event.key === "Enter" && chosen()) {
    event.preventDefault();
    chosen().querySelector("a, button").click();
  }
});

document.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || event.key.toLowerCase() !== "k") return;
  event.preventDefault();
  if (palette.open) palette.close();
  else if (!document.querySelector("dialog[open]")) palette.showModal();
});

new MutationObserver(() => { if (palette.open) show(); }).observe(palette, { attributeFilter: ["open"] });
