// Makes the pages nicer; none of them needs it.
import { initAll } from "./govuk-frontend.min.js";

initAll();

// What an answer among radios reveals. GOV.UK's own script would put aria-expanded on a radio, which ARIA does not allow.
document.addEventListener("change", (event) => {
  if (!event.target.matches("input[type='radio']")) return;
  for (const radio of event.target.closest(".govuk-radios")?.querySelectorAll("input[data-reveals]") ?? []) {
    document.getElementById(radio.dataset.reveals)?.classList.toggle("govuk-radios__conditional--hidden", !radio.checked);
  }
});
window.addEventListener("pageshow", () => {
  for (const radio of document.querySelectorAll("input[data-reveals]")) {
    document.getElementById(radio.dataset.reveals)?.classList.toggle("govuk-radios__conditional--hidden", !radio.checked);
  }
});

// Sending twice ---------------------------------------------------------------------------------------------------
for (const form of document.querySelectorAll("form[method='post']")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "true";
    // A page brought back by the browser's Back button, or a download, must be able to send again.
    window.setTimeout(() => delete form.dataset.sent, 5000);
  });
}
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

// Drafts: what was typed is kept every few seconds ------------------------------------------------------------------
const DRAFT_EVERY = 5000;
for (const form of document.querySelectorAll("form[data-draft-url]")) {
  const status = form.querySelector("[data-draft-status]");
  let changed = false;
  let saving = false;
  const say = (words) => { if (status) status.textContent = words; };
  const save = async () => {
    if (!changed || saving || form.dataset.sent) return;
    changed = false;
    saving = true;
    const data = new FormData(form);
    for (const [name, value] of [...data.entries()]) if (value instanceof File) data.delete(name);
    data.set("draft_key", form.dataset.draftKey);
    try {
      const answer = await fetch(form.dataset.draftUrl, {
        method: "POST", body: data, credentials: "same-origin", redirect: "error",
        headers: { "X-CSRFToken": data.get("csrfmiddlewaretoken") ?? "", "X-Requested-With": "fetch" },
      });
      if (!answer.ok) throw new Error(String(answer.status));
      const time = new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
      say(`Saved as a draft at ${time}`);
    } catch {
      changed = true;
      say("The draft could not be saved. What you typed is still on this page.");
    } finally {
      saving = false;
    }
  };
  form.addEventListener("input", () => { changed = true; });
  form.addEventListener("change", () => { changed = true; });
  window.setInterval(save, DRAFT_EVERY);
  document.addEventListener("visibilitychange", () => { if (document.hidden) save(); });
}

// Rows: add another, remove -------------------------------------------------------------------------------------------
for (const rows of document.querySelectorAll("[data-rows]")) {
  const prefix = rows.dataset.rows;
  const total = rows.querySelector(`input[name="${prefix}-TOTAL_FORMS"]`);
  const most = Number(rows.querySelector(`input[name="${prefix}-MAX_NUM_FORMS"]`)?.value ?? 1000);
  const template = rows.querySelector("template");
  const shown = () => [...rows.querySelectorAll("[data-row]")].filter((row) => !row.hidden);
  const count = () => shown().forEach((row, index) => {
    for (const place of row.querySelectorAll("[data-row-count]")) place.textContent = String(index + 1);
  });
  rows.addEventListener("click", (event) => {
    const button = event.target.closest("button[type='submit']");
    if (!button || !total || !template) return;
    if (button.name === `${prefix}-add`) {
      event.preventDefault();
      if (Number(total.value) >= most) return;
      const holder = document.createElement("template");
      holder.innerHTML = template.innerHTML.replaceAll("__prefix__", total.value);
      const row = holder.content.querySelector("[data-row]");
      button.before(row);
      total.value = String(Number(total.value) + 1);
      count();
      initAll({ scope: row });
      row.querySelector("input:not([type='hidden']), select, textarea")?.focus();
    } else if (button.name === `${prefix}-remove`) {
      event.preventDefault();
      const row = button.closest("[data-row]");
      const mark = document.createElement("input");
      mark.type = "hidden";
      mark.name = `${prefix}-${button.value}-DELETE`;
      mark.value = "on";
      row.append(mark);
      row.hidden = true;
      count();
      rows.querySelector(`button[name="${prefix}-add"]`)?.focus();
    }
    rows.dispatchEvent(new Event("change", { bubbles: true }));
  });
}

// Lists: select all -----------------------------------------------------------------------------------------------------
for (const table of document.querySelectorAll("table[data-select-all]")) {
  const boxes = [...table.querySelectorAll("tbody input[type='checkbox']")];
  const head = table.querySelector("thead th");
  if (!boxes.length || !head) continue;
  const all = document.createElement("input");
  all.type = "checkbox";
  all.className = "app-select";
  all.setAttribute("aria-label", "Select all");
  head.replaceChildren(all);
  const tell = () => {
    const chosen = boxes.filter((box) => box.checked).length;
    all.checked = chosen === boxes.length;
    all.indeterminate = chosen > 0 && chosen < boxes.length;
  };
  all.addEventListener("change", () => boxes.forEach((box) => { box.checked = all.checked; }));
  boxes.forEach((box) => box.addEventListener("change", tell));
  tell();
}

// Long work: ask again until it is finished -------------------------------------------------------------------------------
const PROGRESS_EVERY = 2000;
const watch = (place) => {
  window.setTimeout(async () => {
    try {
      const answer = await fetch(place.dataset.progressUrl, { credentials: "same-origin", headers: { "X-Requested-With": "fetch" } });
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const now = page.querySelector(".app-progress");
      if (!now || !now.dataset.progressUrl) {
        window.location.reload();
        return;
      }
      place.replaceChildren(...now.childNodes);
    } catch { /* asked again below */ }
    watch(place);
  }, PROGRESS_EVERY);
};
for (const place of document.querySelectorAll("[data-progress-url]")) watch(place);

// Copy to the clipboard: <button type="button" hidden data-copy="id of the text"> -----------------------------------------
for (const button of document.querySelectorAll("button[data-copy]")) {
  const text = document.getElementById(button.dataset.copy);
  if (!text || !navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(text.value ?? text.innerText);
    button.textContent = "Copied";
  });
}

// Print: <button type="button" hidden data-print> --------------------------------------------------------------------------
for (const button of document.querySelectorAll("button[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
