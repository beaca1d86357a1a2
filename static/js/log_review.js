// The next due date, shown as soon as the day of completion is known. Without this, a button shows it.
const form = document.querySelector("form[data-outlook-url]");
const place = form?.querySelector("[data-outlook]");
const AFTER = 400;
if (form && place) {
  const asked = /^completed_/;
  let waiting = 0;
  const show = async () => {
    const data = new FormData(form);
    try {
      const answer = await fetch(form.dataset.outlookUrl, {
        method: "POST", body: data, credentials: "same-origin", redirect: "error",
        headers: { "X-CSRFToken": data.get("csrfmiddlewaretoken") ?? "", "X-Requested-With": "fetch" },
      });
      if (answer.ok) place.innerHTML = await answer.text();
    } catch { /* the button still works */ }
  };
  // Enter in a box would send the whole form; here it does nothing until a button is chosen.
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches("input")) event.preventDefault();
  });
  form.querySelector("[data-outlook-button]").hidden = true;
  form.addEventListener("input", (event) => {
    if (!asked.test(event.target.name ?? "")) return;
    window.clearTimeout(waiting);
    waiting = window.setTimeout(show, AFTER);
  });
}
