// Keeps what is being typed on the server every few seconds. It is never a save, and what is not kept stays in the page.
"use strict";

const writing = document.querySelector("[data-keeps]");
const told = document.getElementById("kept");
const KEEP_EVERY = 3000; // milliseconds, while something changes

let isChanged = false;
let isUnderWay = false;

writing.addEventListener("input", () => { isChanged = true; });
writing.addEventListener("submit", () => { isChanged = false; });
setInterval(keep, KEEP_EVERY);

const token = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1]; // that of the present sign-in
const typed = () => {
  const fields = new URLSearchParams(new FormData(writing));
  if (token()) fields.set("csrfmiddlewaretoken", token());
  return fields;
};

async function keep() {
  if (!isChanged || isUnderWay || writing.dataset.sent) return;
  [isChanged, isUnderWay] = [false, true];
  try {
    say(await sentenceOf(await fetch(writing.dataset.keeps, { method: "POST", body: typed() })));
  } catch (failure) {
    isChanged = true; // tried again with the next beat
    say(failure instanceof NotKept ? failure.message : "Not kept: the server does not answer. Your words stay in this page.");
  } finally {
    isUnderWay = false;
  }
}

class NotKept extends Error {}

async function sentenceOf(answer) { // a page instead of a sentence says why not: signed out, or a right was taken
  const text = await answer.text();
  if (answer.ok && answer.headers.get("Content-Type")?.startsWith("text/plain")) return text;
  const heading = new DOMParser().parseFromString(text, "text/html").querySelector("h1");
  throw new NotKept(`Not kept. ${heading?.textContent.trim() || text.slice(0, 200)} Your words stay in this page; sign in again in another tab, and they are kept from here.`);
}

function say(sentence) {
  told.textContent = sentence;
  told.hidden = false;
}

// The last words before the page goes; browsers send no more than 64 kB then, and the beat has kept the rest.
function keepAtOnce() {
  if (isChanged) navigator.sendBeacon(writing.dataset.keeps, typed());
  isChanged = false;
}

window.addEventListener("pagehide", keepAtOnce);
document.addEventListener("submit", (event) => { if (event.target !== writing) keepAtOnce(); });

// Shown again from the browser's own memory after it was saved: what is typed now is another text.
window.addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  writing.elements.page.value = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
});
