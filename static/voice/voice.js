// Filling a form with a bad connection, or none. Without this script every page works by itself, while there is one.
// What could not be kept by the service yet stands in the browser, under the part of the address that is no secret, and
// goes there when the connection is back. A sending carries its own number, so that it counts once however often it goes.
// It stands there until it was thanked: where the link is used up before, whoever fills the form is told that it failed.

const TRY_EVERY = 4000;
const TRY_AT_LEAST_EVERY = 60000; // where the service answers, and refuses: ever more slowly, down to this
const GIVE_UP_AFTER = 10000;
const [OK, FORBIDDEN, GONE, NOT_TAKEN, CUT] = [204, 403, 404, 422, 0];
const token = window.location.pathname.split("/")[2] ?? "";
const base = `/voice/${token}/`;
const key = `voice:${token.split(".")[0]}`;
const stage = document.querySelector("[data-stage]");
const csrfIn = (page) => page.querySelector("input[name='csrfmiddlewaretoken']")?.value ?? "";
// As the page was loaded: what is shown while there is no connection has no form of its own.
let csrf = csrfIn(document);
const isGone = stage.querySelector("[data-gone]") !== null;
const shownHere = {}; // what was answered on this page since it was loaded, by question
let number = Number(stage.querySelector("form[data-question]")?.dataset.question ?? 0);
let asShown = "";
let fromCheck = Boolean(stage.querySelector("input[name='from']"));

// What stands in the browser -----------------------------------------------------------------------------------------
let instead = null; // what a browser that is full, or keeps nothing, did not take: until the page is closed
const read = () => {
  if (instead) return instead;
  try {
    return JSON.parse(window.localStorage.getItem(key)) ?? { unsent: {} };
  } catch {
    return { unsent: {} };
  }
};
const wipe = () => {
  instead = null;
  try {
    window.localStorage.removeItem(key);
  } catch { /* nothing was kept */ }
};
const isEmpty = (state) => Object.keys(state.unsent).length === 0 && !state.sending;
const write = (state) => {
  if (isEmpty(state)) {
    wipe();
    return;
  }
  try {
    window.localStorage.setItem(key, JSON.stringify(state));
    instead = null;
  } catch {
    instead = state;
  }
};

// Sending --------------------------------------------------------------------------------------------------------------
let pause = TRY_EVERY;
const ask = (path, more) => fetch(base + path, {
  credentials: "same-origin", redirect: "error", signal: AbortSignal.timeout(GIVE_UP_AFTER), ...more,
});
const pageIn = async (answer) => new DOMParser().parseFromString(await answer.text(), "text/html");
const postOnce = (path, pairs) => ask(path, {
  method: "POST", body: new URLSearchParams([["csrfmiddlewaretoken", csrf], ...pairs]),
  headers: { "X-Requested-With": "fetch" },
});
// Return the status, and the page that says what is wrong where the service did not take what was sent.
const post = async (path, pairs) => {
  try {
    let answer = await postOnce(path, pairs);
    if (answer.status === FORBIDDEN) {
      // Somebody signed in, in another window of this browser: what the page was given to send with holds no more. It is
      // asked for anew, once, behind the page that is being filled.
      csrf = csrfIn(await pageIn(await ask("check/"))) || csrf;
      answer = await postOnce(path, pairs);
    }
    pause = [OK, GONE, NOT_TAKEN].includes(answer.status) ? TRY_EVERY : Math.min(2 * pause, TRY_AT_LEAST_EVERY);
    return [answer.status, answer.status === NOT_TAKEN ? await pageIn(answer) : null];
  } catch {
    pause = TRY_EVERY;
    return [CUT, null];
  }
};

const keepAll = async () => {
  for (const each of Object.keys(read().unsent)) {
    const pairs = read().unsent[each];
    if (!pairs) continue;
    const [status] = await post(`question/${each}/`, pairs);
    if (status !== OK) return status;
    const state = read();
    if (JSON.stringify(state.unsent[each]) === JSON.stringify(pairs)) {
      delete state.unsent[each];
      write(state);
    }
  }
  return OK;
};
let keeping = Promise.resolve(OK);
const keep = () => {
  keeping = keeping.then(keepAll).then((status) => {
    say(told(status));
    // Withdrawn, or over, meanwhile.
    if (status === GONE && !read().sending) notReached();
    return status;
  });
  return keeping;
};

let isSending = false;
const send = async () => {
  const receipt = read().sending;
  if (isSending || !receipt) return;
  isSending = true;
  const kept = await keep();
  // Where the form came in already and only the answer was lost, its answers are taken no more, but it is thanked again.
  const [status, page] = kept === OK || kept === GONE ? await post("check/", [["receipt", receipt]]) : [kept, null];
  isSending = false;
  if (status === OK) {
    wipe();
    window.location.replace("/voice/thanks/");
  } else if (status === NOT_TAKEN) {
    refuse(page);
  } else if (status === GONE) {
    notReached();
  } else {
    show(status === CUT ? "waiting" : "did-not-work");
  }
};
// Nothing was answered, or the sending has to be made anew: the service says which.
const refuse = (page) => {
  write({ ...read(), sending: "" });
  const there = template("check");
  if (!there) {
    window.location.assign(`${base}check/`);
    return;
  }
  const [receipt, place] = ["input[name='receipt']", "[data-error]"];
  const fresh = page.querySelector(receipt)?.value;
  if (fresh) there.content.querySelector(receipt).value = fresh;
  show("check");
  const words = page.querySelector(place)?.textContent;
  if (words) stage.querySelector(place).textContent = words;
  stage.querySelector(place).hidden = false;
};
// The link opens nothing any more. What was filled, or that it was to be sent, stands in this browser alone.
const notReached = () => {
  if (isShown("not-reached")) say("That was tried again, and the link does not work.");
  else show("not-reached");
};

// What is shown --------------------------------------------------------------------------------------------------------
const say = (words) => {
  const place = document.querySelector("[data-status]");
  if (place && place.textContent !== words) place.textContent = words;
};
const told = (status) => {
  if (status === OK || status === GONE) return "";
  const what = status === CUT ? "No connection just now." : "That did not work just now. It will be tried again.";
  return `${what} ${instead ? "Your answers are on this page only: leave it open." : "Your answers are kept on this device."}`;
};
const isShown = (name) => stage.dataset.shown === name;
const template = (name) => document.querySelector(`template[data-template="${name}"]`);
const answersIn = (form) => [...new FormData(form).entries()].filter(([name, value]) => (name === "answer" || name === "words") && value);
// What the service knows: what was chosen while this script was still on its way is new.
const asServed = (form) => [...form.querySelectorAll("input[name='answer'], textarea")]
  .filter((box) => box.defaultChecked || (box.type === "textarea" && box.defaultValue))
  .map((box) => [box.name, box.defaultValue]);
const answered = (each) => read().unsent[each] ?? shownHere[each];

const fill = (form, each) => {
  const pairs = answered(each);
  if (pairs) {
    const values = pairs.map(([, value]) => value);
    for (const box of form.querySelectorAll("input[name='answer']")) box.checked = values.includes(box.value);
    for (const box of form.querySelectorAll("textarea")) box.value = values[0] ?? "";
  }
  asShown = JSON.stringify(pairs ? answersIn(form) : asServed(form));
};
const ready = () => {
  const form = stage.querySelector("form[data-question]");
  if (form) fill(form, form.dataset.question);
  for (const place of stage.querySelectorAll("[data-said]")) {
    const pairs = answered(place.dataset.said);
    if (pairs) place.textContent = pairs.filter(([name]) => name !== "go").map(([, value]) => value).join(", ") || "You left this out";
  }
  for (const place of stage.querySelectorAll("[data-kept]")) place.hidden = instead !== null;
  for (const place of stage.querySelectorAll("[data-not-kept]")) place.hidden = instead === null;
  for (const button of stage.querySelectorAll("[data-listen]")) button.hidden = !("speechSynthesis" in window);
};
const show = (name, { remember = true } = {}) => {
  const there = template(name);
  if (!there || (isShown(name) && ["waiting", "did-not-work"].includes(name))) return;
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
  } else if (status !== GONE) {
    show(instead ? "not-kept" : "kept-here");
  }
};
const again = async () => {
  say("");
  if (read().sending) await send();
  else if (await keep() === OK) window.location.assign(base);
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
    again();
  } else if ("resume" in data) {
    fromCheck = false;
    show(template("check") ? "check" : "waiting");
  } else if ("wipe" in data) {
    wipe();
    for (const each of Object.keys(shownHere)) delete shownHere[each];
    say("");
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
const whenBack = async () => {
  // To wait does not bring back a link that is used up: it is tried again where the button is pressed.
  if (isShown("not-reached")) return;
  const state = read();
  if (state.sending) await send();
  else if (!isEmpty(state)) await keep();
};
const goOn = () => window.setTimeout(() => whenBack().finally(goOn), pause);
window.addEventListener("online", whenBack);
goOn();
for (const each of document.querySelectorAll("template")) {
  // The pictures of the questions to come, while they can be had.
  for (const picture of each.content.querySelectorAll("img")) new Image().src = picture.getAttribute("src");
}
ready();
// Behind a link that is used up, a sending may have come in whose answer was lost; what else stands here did not reach us.
if (isGone && !isEmpty(read()) && !read().sending) notReached();
else whenBack();
