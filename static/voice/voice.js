// Filling a form with a bad connection, or none. Without this script every page works by itself, while there is one.
// What could not be kept by the service yet stands in the browser, under the part of the address that is no secret, and
// goes there when the connection is back. A sending carries its own number, so that it counts once however often it goes.

const TRY_EVERY = 4000;
const GIVE_UP_AFTER = 10000;
const [OK, GONE, NOTHING_SAID, CUT] = [204, 404, 422, 0];
const token = window.location.pathname.split("/")[2] ?? "";
const base = `/voice/${token}/`;
const key = `voice:${token.split(".")[0]}`;
const stage = document.querySelector("[data-stage]");
// As the page was loaded: what is shown while there is no connection has no form of its own.
const csrf = document.querySelector("input[name='csrfmiddlewaretoken']")?.value ?? "";
const isGone = stage.querySelector("[data-gone]") !== null;
const shownHere = {}; // what was answered on this page since it was loaded, by question
let number = Number(stage.querySelector("form[data-question]")?.dataset.question ?? 0);
let asShown = "";
let fromCheck = Boolean(stage.querySelector("input[name='from']"));

// What stands in the browser -----------------------------------------------------------------------------------------
let instead = null; // a browser that keeps nothing: until the page is closed
const read = () => {
  try {
    return JSON.parse(window.localStorage.getItem(key)) ?? { unsent: {} };
  } catch {
    return instead ?? { unsent: {} };
  }
};
const write = (state) => {
  instead = state;
  try {
    window.localStorage.setItem(key, JSON.stringify(state));
  } catch { /* kept on this page */ }
};
const wipe = () => {
  instead = null;
  try {
    window.localStorage.removeItem(key);
  } catch { /* nothing was kept */ }
};
const isEmpty = (state) => Object.keys(state.unsent).length === 0 && !state.sending;

// Sending --------------------------------------------------------------------------------------------------------------
const post = async (path, pairs) => {
  const body = new URLSearchParams([["csrfmiddlewaretoken", csrf], ...pairs]);
  try {
    const answer = await fetch(base + path, {
      method: "POST", body, credentials: "same-origin", redirect: "error",
      headers: { "X-Requested-With": "fetch" }, signal: AbortSignal.timeout(GIVE_UP_AFTER),
    });
    return answer.status;
  } catch {
    return CUT;
  }
};

const keepAll = async () => {
  for (const each of Object.keys(read().unsent)) {
    const pairs = read().unsent[each];
    if (!pairs) continue;
    const status = await post(`question/${each}/`, pairs);
    if (status !== OK) return status;
    const state = read();
    if (JSON.stringify(state.unsent[each]) === JSON.stringify(pairs)) {
      delete state.unsent[each];
      if (isEmpty(state)) wipe(); else write(state);
    }
  }
  return OK;
};
let keeping = Promise.resolve(OK);
const keep = () => {
  keeping = keeping.then(keepAll).then((status) => {
    say(status === OK ? "" : "No connection just now. Your answers are kept on this device.");
    // Withdrawn, or over, meanwhile: the page behind the link says so.
    if (status === GONE && !isGone && !read().sending) window.location.assign(base);
    return status;
  });
  return keeping;
};

let isSending = false;
const send = async () => {
  if (isSending || !read().sending) return;
  isSending = true;
  const kept = await keep();
  // Where the form came in already and only the answer was lost, its answers are taken no more, but it is thanked again.
  const status = kept === OK || kept === GONE ? await post("check/", [["receipt", read().sending]]) : kept;
  isSending = false;
  if (status === OK) {
    wipe();
    window.location.replace("/voice/thanks/");
  } else if (status === NOTHING_SAID) {
    write({ ...read(), sending: "" });
    show("check");
    stage.querySelector("[data-error]").hidden = false;
  } else if (status === GONE) {
    if (isGone) return;
    write({ ...read(), sending: "" });
    window.location.assign(base);
  } else {
    show("waiting");
  }
};

// What is shown --------------------------------------------------------------------------------------------------------
const say = (words) => {
  const place = document.querySelector("[data-status]");
  if (place && place.textContent !== words) place.textContent = words;
};
const template = (name) => document.querySelector(`template[data-template="${name}"]`);
const answersIn = (form) => [...new FormData(form).entries()].filter(([name, value]) => (name === "answer" || name === "words") && value);
const answered = (each) => read().unsent[each] ?? shownHere[each];

const fill = (form, each) => {
  const pairs = answered(each);
  if (pairs) {
    const values = pairs.map(([, value]) => value);
    for (const box of form.querySelectorAll("input[name='answer']")) box.checked = values.includes(box.value);
    for (const box of form.querySelectorAll("textarea")) box.value = values[0] ?? "";
  }
  asShown = JSON.stringify(answersIn(form));
};
const ready = () => {
  const form = stage.querySelector("form[data-question]");
  if (form) fill(form, form.dataset.question);
  for (const place of stage.querySelectorAll("[data-said]")) {
    const pairs = answered(place.dataset.said);
    if (pairs) place.textContent = pairs.filter(([name]) => name !== "go").map(([, value]) => value).join(", ") || "You left this out";
  }
  for (const button of stage.querySelectorAll("[data-listen]")) button.hidden = !("speechSynthesis" in window);
};
const show = (name, { remember = true } = {}) => {
  const there = template(name);
  if (!there || (stage.dataset.shown === name && name === "waiting")) return;
  window.speechSynthesis?.cancel();
  stage.dataset.shown = name;
  stage.replaceChildren(there.content.cloneNode(true));
  number = name.startsWith("question-") ? Number(name.slice("question-".length)) : 0;
  if (fromCheck && number) {
    for (const button of stage.querySelectorAll("button[value='next']")) button.textContent = "Keep this";
    for (const button of stage.querySelectorAll("button[value='back']")) button.hidden = true;
  }
  const path = number ? `question/${number}/${fromCheck ? "?from=check" : ""}` : "check/";
  if (remember && (number || name === "check")) window.history.pushState({}, "", base + path);
  const heading = stage.querySelector("h1");
  document.title = number ? `Question ${number} of ${stage.querySelector("progress").max}` : heading.textContent;
  ready();
  window.scrollTo(0, 0);
  heading.focus();
};

// What is pressed ------------------------------------------------------------------------------------------------------
const note = (form, go) => {
  const pairs = go === "skip" ? [] : answersIn(form);
  if (JSON.stringify(pairs) === asShown) return;
  shownHere[number] = pairs;
  const state = read();
  state.unsent[number] = pairs;
  write(state);
};
const stop = async () => {
  const status = await keep();
  if (status === OK) {
    wipe();
    window.location.assign("/voice/stopped/");
  } else {
    show("kept-here");
  }
};
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.question) {
    event.preventDefault();
    const go = event.submitter?.value ?? "next";
    note(form, go);
    if (go === "stop") {
      stop();
      return;
    }
    const following = go === "back" ? number - 1 : number + 1;
    const toCheck = fromCheck || !template(`question-${following}`);
    if (toCheck) fromCheck = false;
    show(toCheck ? "check" : `question-${following}`);
    keep();
  } else if ("send" in form.dataset) {
    event.preventDefault();
    const state = read();
    write({ ...state, sending: state.sending || form.querySelector("input[name='receipt']").value });
    for (const button of form.querySelectorAll("button")) button.setAttribute("aria-disabled", "true");
    send();
  }
});
document.addEventListener("click", (event) => {
  const pressed = event.target.closest("[data-show], [data-stop], [data-again], [data-resume], [data-wipe], [data-listen]");
  if (!pressed) return;
  const data = pressed.dataset;
  if (data.show) {
    event.preventDefault();
    fromCheck = true;
    show(`question-${data.show}`);
  } else if ("stop" in data) {
    event.preventDefault();
    stop();
  } else if ("again" in data) {
    send();
  } else if ("resume" in data) {
    fromCheck = false;
    show(template("check") ? "check" : "waiting");
  } else if ("wipe" in data) {
    wipe();
    for (const each of Object.keys(shownHere)) delete shownHere[each];
    show("wiped");
  } else {
    listen();
  }
});
const listen = () => {
  if (window.speechSynthesis.speaking) {
    window.speechSynthesis.cancel();
    return;
  }
  for (const place of stage.querySelectorAll("[data-say]")) {
    const sentence = new SpeechSynthesisUtterance(place.textContent);
    sentence.lang = "en-GB";
    sentence.rate = 0.9;
    window.speechSynthesis.speak(sentence);
  }
};
window.addEventListener("popstate", () => {
  const there = window.location.pathname.match(/question\/(\d+)\/$/);
  fromCheck = window.location.search.includes("from=check");
  if (there) show(`question-${there[1]}`, { remember: false });
  else if (window.location.pathname.endsWith("/check/")) show("check", { remember: false });
  else window.location.reload();
});

// The connection -------------------------------------------------------------------------------------------------------
const whenBack = () => {
  const state = read();
  if (state.sending) send();
  else if (!isEmpty(state)) keep();
};
if (!isGone) {
  window.addEventListener("online", whenBack);
  window.setInterval(whenBack, TRY_EVERY);
}
for (const each of document.querySelectorAll("template")) {
  // The pictures of the questions to come, while they can be had.
  for (const picture of each.content.querySelectorAll("img")) new Image().src = picture.getAttribute("src");
}
for (const button of stage.querySelectorAll("[data-wipe]")) button.hidden = isEmpty(read());
ready();
// Behind a link that is used up there is one thing left to do: a sending that came in, and whose answer was lost.
if (!isGone || read().sending) whenBack();
