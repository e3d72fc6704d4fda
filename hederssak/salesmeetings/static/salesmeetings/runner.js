// The clock of a meeting: <p class="dial" data-left="860" data-running>14:20</p>.
// The server says how many seconds were left when it answered; from there the page counts on by a clock that nobody can
// set. Each time the part comes anew it begins from what the server says, so devices that differ show the same.
"use strict";

(() => {
  const begun = new WeakMap();

  function text(seconds) {
    const whole = Math.abs(seconds);
    return `${seconds < 0 ? "+" : ""}${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
  }

  function tick() {
    for (const dial of document.querySelectorAll("[data-left]")) {
      if (!begun.has(dial)) begun.set(dial, performance.now());
      const gone = "running" in dial.dataset ? (performance.now() - begun.get(dial)) / 1000 : 0;
      const left = Math.ceil(Number(dial.dataset.left) - gone);
      const said = text(left);
      if (dial.textContent !== said) dial.textContent = said;
      dial.classList.toggle("over", left < 0);
    }
  }

  // A line that was written down leaves its field empty for the next one.
  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.target.closest?.("[data-clear]");
    if (form && event.detail.successful) form.reset();
  });

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-focus]");
    if (button) document.querySelector(button.dataset.focus)?.focus();
  });

  // What comes out of the browser's memory is as old as when it was left.
  addEventListener("pageshow", (event) => event.persisted && location.reload());

  document.addEventListener("htmx:afterSettle", tick);
  setInterval(tick, 250);
  tick();
})();
