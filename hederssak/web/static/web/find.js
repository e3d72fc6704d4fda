// The search over everything: arrows walk what was found, enter in the field opens the first. Without this file the
// field leads to a page with the same in it.
"use strict";

(() => {
  const place = document.getElementById("find");
  const field = place?.querySelector("[data-find]");
  if (!field) return;
  const found = () => [...place.querySelectorAll("#found a")];

  // What is shown belongs to what was typed when it was asked for; until the answer is there, enter must not open it.
  let answered = "";

  field.addEventListener("htmx:afterRequest", (event) => {
    answered = event.detail.successful ? event.detail.requestConfig.parameters.q ?? field.value : "";
  });

  function walk(by) {
    const all = [field, ...found()];
    const at = all.indexOf(document.activeElement);
    const next = all[Math.min(Math.max(at + by, 0), all.length - 1)];
    next.focus();
    next.scrollIntoView?.({ block: "nearest" });
  }

  place.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by) {
      walk(by);
      event.preventDefault();
    } else if (event.key === "Enter" && event.target === field && answered === field.value && found().length > 0) {
      found()[0].click();
      event.preventDefault();
    } else if (event.key.length === 1 && event.target !== field && !event.ctrlKey && !event.metaKey && !event.altKey) {
      field.focus();
    }
  });

  // What was asked for last time is typed over. Told by the focus that opening gives: a moment later some letters of the
  // next word may stand there.
  let opens = false;

  place.addEventListener("beforetoggle", (event) => {
    opens = event.newState === "open";
  });

  field.addEventListener("focus", () => {
    if (opens) field.select();
    opens = false;
  });

  // A link to a person on the page that is open only moves there: the field has done its work.
  place.addEventListener("click", (event) => event.target.closest("a") && place.hidePopover());
})();
