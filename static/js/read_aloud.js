// Reads a part of the page aloud, with the voice that the browser has. Without one there is no button.
const canSpeak = "speechSynthesis" in window && "SpeechSynthesisUtterance" in window;

const wordsOf = (part) => [...part.querySelectorAll("h1, h2, h3, p, label, legend, [data-read]")]
  .filter((each) => !each.closest("[hidden], .govuk-visually-hidden") && each.textContent.trim());

for (const button of canSpeak ? document.querySelectorAll("button[data-read-aloud]") : []) {
  const begin = button.textContent;
  const part = document.getElementById(button.dataset.readAloud);
  if (!part) continue;
  let run = 0;

  const mark = (one) => {
    for (const each of part.querySelectorAll(".is-being-read")) each.classList.remove("is-being-read");
    one?.classList.add("is-being-read");
  };
  const stop = () => {
    run += 1;
    window.speechSynthesis.cancel();
    mark(null);
    delete button.dataset.reading;
    button.textContent = begin;
  };
  const read = (all, index, mine) => {
    if (mine !== run) return;
    if (index >= all.length) { stop(); return; }
    const spoken = new SpeechSynthesisUtterance(all[index].textContent.replace(/\s+/g, " ").trim());
    spoken.lang = "en-GB";
    spoken.rate = 0.9;
    spoken.onend = () => read(all, index + 1, mine);
    spoken.onerror = () => { if (mine === run) stop(); };
    mark(all[index]);
    window.speechSynthesis.speak(spoken);
  };

  button.addEventListener("click", () => {
    if (button.dataset.reading) { stop(); return; }
    window.speechSynthesis.cancel();
    run += 1;
    button.dataset.reading = "true";
    button.textContent = button.dataset.stop;
    read(wordsOf(part), 0, run);
  });
  window.addEventListener("pagehide", stop);
  button.hidden = false;
}
