// Keys and small comforts. Every page works without this file; it only saves the hand a way to the mouse.
"use strict";

(() => {
  const root = document.documentElement;
  root.dataset.js = "";

  const typing = (node) => node.closest("input, textarea, select, [contenteditable]") !== null;
  const links = () => [...document.querySelectorAll("[data-go]")].filter((link) => link.checkVisibility());
  const sheet = () => document.getElementById("keys");

  // j and k move the focus, so that enter, tab and the row's buttons follow by themselves.
  let last = -1;

  function stand(all, index) {
    last = Math.min(Math.max(index, 0), all.length - 1);
    all[last].focus({ preventScroll: true });
    all[last].closest("tr, li")?.scrollIntoView({ block: "nearest" });
  }

  function step(by) {
    const all = links();
    if (all.length === 0) return;
    const row = document.activeElement.closest("tr, li");
    const at = all.findIndex((link) => link === document.activeElement || (row && row.contains(link)));
    if (at >= 0) stand(all, at + by);
    else if (last >= 0) stand(all, last);
    else stand(all, by > 0 ? 0 : all.length - 1);
  }

  // What was done may have taken the row away: the next one moves up under the hand.
  document.addEventListener("htmx:afterSettle", () => {
    const all = links();
    if (last >= 0 && all.length > 0 && document.activeElement === document.body) stand(all, last);
  });

  // The list's own field where there is one; find.js has the one over everything.
  function narrow() {
    const field = document.querySelector("[data-search]");
    if (!field) return false;
    field.focus();
    field.select?.();
    return true;
  }

  function closeMenus(except) {
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      if (!menu.contains(except)) menu.open = false;
    }
  }

  // The row one is on answers to letters of its own: <button data-key="p">.
  function press(key) {
    const row = document.activeElement.closest("tr, li");
    const inRow = row?.querySelector(`[data-key="${CSS.escape(key)}"]`);
    const target = inRow ?? document.querySelector(`[data-page-key~="${CSS.escape(key)}"]`);
    if (!target) return false;
    target.click();
    return true;
  }

  // Whoever dictates or holds keys down can turn the single letters off (WCAG 2.1.4); the choice stays in this browser.
  const off = () => localStorage.getItem("keys") === "off";

  function showSwitch() {
    const button = document.querySelector("[data-keys-switch]");
    if (!button) return;
    button.hidden = false;
    button.setAttribute("aria-pressed", String(off()));
  }

  // The sheet lists the keys of every page, and of this one whatever its buttons answer to: none can be forgotten.
  const NAMES = { ArrowLeft: "←", ArrowRight: "→", ArrowUp: "↑", ArrowDown: "↓", " ": "␣" };

  function label(node) {
    const words = node.cloneNode(true);
    for (const aside of words.querySelectorAll("kbd, .vh, svg")) aside.remove();
    return node.getAttribute("aria-label") || words.textContent.trim().replace(/\s+/g, " ");
  }

  function listKeys() {
    const list = sheet().querySelector(".keylist");
    for (const old of list.querySelectorAll("[data-found]")) old.remove();
    for (const line of list.querySelectorAll("[data-needs]")) line.hidden = !document.querySelector(line.dataset.needs);
    const known = new Set([...list.querySelectorAll("dt:not([hidden])")].map((term) => term.textContent.trim()));
    const found = [];
    for (const node of document.querySelectorAll("main [data-page-key], main [data-key]")) {
      const keys = (node.dataset.pageKey ?? node.dataset.key).split(" ").map((key) => NAMES[key] ?? key);
      if (keys.every((key) => known.has(key))) continue;
      keys.forEach((key) => known.add(key));
      const [term, said] = [document.createElement("dt"), document.createElement("dd")];
      for (const key of keys) {
        const cap = document.createElement("kbd");
        cap.textContent = key;
        term.append(cap, " ");
      }
      said.textContent = label(node);
      for (const part of [term, said]) part.dataset.found = "";
      found.push(term, said);
    }
    list.prepend(...found);
  }

  let goUntil = 0;

  function go(key) {
    goUntil = 0;
    const link = document.querySelector(`a[data-g="${CSS.escape(key)}"]`);
    if (!link) return false;
    link.click();
    return true;
  }

  const plain = {
    j: () => (step(1), true),
    k: () => (step(-1), true),
    "/": () => (document.getElementById("find")?.showPopover?.(), document.getElementById("find") !== null) || narrow(),
    f: narrow,
    "?": () => (sheet()?.togglePopover(), true),
    g: () => ((goUntil = performance.now() + 1500), true),
  };

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      const menu = event.target.closest("details.menu[open]");
      closeMenus(null);
      if (menu) menu.querySelector("summary").focus();
      else if (event.target.closest("[popover]")) event.target.closest("[popover]").hidePopover();
      else if (typing(event.target)) event.target.blur();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target) || off()) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const done = performance.now() < goUntil ? go(key) : plain[key]?.() || press(key);
    if (done) event.preventDefault();
  });

  document.addEventListener("click", (event) => {
    closeMenus(event.target);
    if (event.target.closest("[data-keys-switch]")) {
      localStorage.setItem("keys", off() ? "on" : "off");
      showSwitch();
    }
    const cross = event.target.closest("[data-dismiss]");
    if (cross) cross.closest(cross.dataset.dismiss || ".notice").remove();
  });

  // A press anywhere on a row opens it, unless something in it was meant or words are being marked.
  document.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.target.closest("a, button, input, select, textarea, label, summary")) return;
    const link = event.target.closest("tbody tr")?.querySelector("a[data-go]");
    if (link && String(getSelection()) === "") link.click();
  });

  // A select marked data-submit sends its form at once; beside it stands a button for those without scripts.
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-submit]")) event.target.form.requestSubmit();
  });

  sheet()?.addEventListener("beforetoggle", (event) => event.newState === "open" && listKeys());
  showSwitch();

  // A wrong form takes the reader to what is wrong.
  document.querySelector(".errors")?.focus();

  // Opening a projector page full screen needs a press; without scripts the browser's own F11 does it.
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-fullscreen]")) return;
    if (document.fullscreenElement) document.exitFullscreen();
    else root.requestFullscreen?.();
  });
})();
