// The hour. A press is written down on this phone first and sent then, so that nothing waits for the network and nothing
// is lost with it. Each press has a key made here; the server keeps what comes twice once.
"use strict";

(() => {
  const page = document.body.dataset;
  const store = `hederssak.presses.${page.member}`;
  const find = (selector, within = document) => within.querySelector(selector);
  const RETRY_MS = [1500, 3000, 6000, 15000];
  const BEAT_MS = 30000;
  const FEW = 5; // the last of them says that nobody is left
  let sending = false;
  let fails = 0;
  let last = null;
  const passed = new Map(); // whom this page has pressed since the deck was told: which press it was, counted from one
  let presses = 0;
  let answered = 0; // the last press that the server has answered: what is asked for after it knows of it

  const queue = () => JSON.parse(localStorage.getItem(store) ?? "[]");
  const keep = (presses) => localStorage.setItem(store, JSON.stringify(presses));
  const drop = (key) => keep(queue().filter((press) => press.key !== key));

  // crypto.randomUUID exists on https only; a phone on an office network may be on http.
  function newKey() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  }

  // The next contact: the first of the deck who is not in the queue; `entry` asks for a certain one.
  function show(entry) {
    const done = new Set([...passed.keys(), ...queue().map((press) => press.entry)]);
    const cards = [...document.querySelectorAll("#deck > template")];
    const card = cards.find((one) => entry && one.dataset.card === entry) ?? cards.find((one) => !done.has(one.dataset.card));
    find("#person").replaceChildren(card.content.cloneNode(true));
    find("#outcomes").hidden = card.dataset.card === "";
    for (const panel of document.querySelectorAll("details.panel[open]")) panel.open = false;
    for (const form of document.querySelectorAll("form[data-outcome]")) form.reset();
    for (const said of document.querySelectorAll(".problem")) said.remove();
    find("#spoken").textContent = "";
    find("#main").scrollTop = 0;
    minutes();
  }

  function say(words) {
    const line = find("#waiting");
    line.textContent = words ?? "";
    line.hidden = !words;
  }

  function notice(press) {
    last = press;
    const box = find("#noticed");
    box.hidden = press === null;
    if (press) find("p", box).textContent = `${press.says}: ${press.name}`;
  }

  function press(form, button) {
    const fields = Object.fromEntries([...new FormData(form, button)].filter(([, value]) => typeof value === "string"));
    const card = find("#person .whom");
    const one = { ...fields, key: newKey(), entry: card.dataset.entry, at: Date.now(), name: card.dataset.name, says: button.dataset.says };
    keep([...queue(), one]);
    passed.set(one.entry, ++presses);
    notice(one);
    show();
    send();
  }

  function body(one) {
    const { name, says, late, ...fields } = one;
    const data = new FormData();
    for (const [field, value] of Object.entries(fields)) data.append(field, value);
    if (late) data.append("late", "on");
    data.set("csrfmiddlewaretoken", find("[name=csrfmiddlewaretoken]").value);
    return data;
  }

  const ask = (address, options = {}) =>
    fetch(address, { redirect: "manual", headers: { "X-Requested-With": "fetch" }, ...options });

  // One after the other, in the order of the presses; what fails for want of a network stays first in the line.
  async function send() {
    if (sending) return;
    sending = true;
    try {
      for (let one = queue()[0]; one; one = queue()[0]) {
        const answer = await ask(find("form[data-outcome]").action, { method: "POST", body: body(one) });
        if (answer.type === "opaqueredirect" || answer.status === 403) return say(find("#waiting").dataset.signedOut);
        if (answer.status >= 500) throw new TypeError("the server could not");
        fails = 0;
        drop(one.key);
        answered = Math.max(answered, passed.get(one.entry) ?? 0);
        if (answer.status === 422) refused(one, (await answer.json()).problem);
        else if (!answer.ok) say(find("#waiting").dataset.refused);
        else renew(await answer.text(), answered);
      }
      if (!find("#waiting").textContent.startsWith(find("#waiting").dataset.refused)) say();
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      keep(queue().map((one) => ({ ...one, late: true })));
      say(find("#waiting").dataset.offline);
      setTimeout(send, RETRY_MS[Math.min(fails, RETRY_MS.length - 1)]);
      fails += 1;
    } finally {
      sending = false;
    }
  }

  // Fresh figures, and cards where they came along; who is on the screen stays, since somebody may be talking with them.
  // A deck knows of the presses up to `known`: whom one has pressed since is not called again because it came late.
  function renew(html, known) {
    const answer = new DOMParser().parseFromString(html, "text/html");
    for (const id of ["#tally", "#deck"]) {
      const part = find(id, answer);
      if (part) find(id).replaceWith(document.adoptNode(part));
      if (part && id === "#deck") for (const [entry, number] of passed) if (number <= known) passed.delete(entry);
    }
    if (find("#person [data-nobody]")) show();
    minutes();
    const ready = [...document.querySelectorAll("#deck > template")].filter((card) => !passed.has(card.dataset.card));
    if (passed.size > 0 && ready.length <= FEW) moreCards();
  }

  async function moreCards() {
    const known = answered;
    const answer = await ask(page.deck).catch(() => null);
    if (answer?.ok && queue().length === 0) renew(await answer.text(), known);
  }

  // Something was missing and somebody is there to be asked: back to that contact and to what was written.
  function refused(one, problem) {
    const form = [...document.querySelectorAll("form[data-outcome]")].find((form) => find(`[value="${one.outcome}"]`, form));
    const back = [...document.querySelectorAll("#deck > template")].some((card) => card.dataset.card === one.entry);
    if (back) show(one.entry);
    notice(null);
    for (const field of form.elements) {
      if (field.type === "radio") field.checked = one[field.name] === field.value;
      else if (field.name in one && !["hidden", "submit"].includes(field.type)) field.value = one[field.name];
    }
    const said = document.createElement("p");
    said.className = "problem";
    said.setAttribute("role", "alert");
    said.textContent = problem;
    form.prepend(said);
    form.closest("details").open = true;
  }

  // What takes back must not overtake what it takes back: the server would find nothing there yet.
  const sent = async () => {
    while (sending) await new Promise((later) => setTimeout(later, 50));
  };

  async function takeBack() {
    const one = last;
    if (!one) return;
    notice(null);
    await sent();
    passed.delete(one.entry);
    const unsent = queue().some((press) => press.key === one.key);
    drop(one.key);
    try {
      if (!unsent) await ask(page.undo.replace(/[0-9a-f-]{36}/, one.key), { method: "POST", body: body(one) });
      const known = answered;
      const answer = await ask(`${page.deck}?first=${one.entry}`);
      if (answer.ok) renew(await answer.text(), known);
    } catch {
      say(find("#waiting").dataset.offline);
    }
    show(one.entry);
  }

  function minutes() {
    const hour = find(".hour[data-ends]");
    if (!hour) return;
    const now = Date.now() / 1000;
    hour.value = Math.max(0, (now - Number(hour.dataset.starts)) / 60);
    const left = find("[data-left]");
    if (left) left.textContent = left.dataset.left.replace("MINUTES", Math.max(0, Math.ceil((Number(hour.dataset.ends) - now) / 60)));
  }

  function beat() {
    if (document.hidden || queue().length > 0) return;
    htmx.ajax("POST", page.here, { target: "#presence", swap: "outerHTML" }).catch(() => {});
  }

  document.addEventListener("submit", (event) => {
    if (!event.target.matches("form[data-outcome]") || !event.submitter) return;
    event.preventDefault();
    press(event.target, event.submitter);
  });

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-take-back]")) takeBack();
    const words = event.target.closest("[data-words]");
    if (words) {
      const field = find("[data-when]", words.form);
      field.value = words.dataset.words;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
  });

  document.addEventListener("toggle", (event) => {
    if (event.target.matches("details.panel[open]") && matchMedia("(pointer: fine)").matches) find("[data-focus]", event.target)?.focus();
  }, true);

  // What is written comes back as a day and a time, before it is promised.
  let asked = 0;
  document.addEventListener("input", async (event) => {
    if (!event.target.matches("[data-when]")) return;
    const turn = ++asked;
    await new Promise((later) => setTimeout(later, 250));
    if (turn !== asked) return;
    const answer = await ask(`${page.spoken}?when=${encodeURIComponent(event.target.value)}`).catch(() => null);
    if (turn === asked) find("#spoken").textContent = answer?.ok ? await answer.text() : "";
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") for (const panel of document.querySelectorAll("details.panel[open]")) panel.open = false;
  });

  addEventListener("online", send);
  document.addEventListener("visibilitychange", () => document.hidden || (send(), beat(), minutes()));
  setInterval(beat, BEAT_MS);
  setInterval(minutes, 15000);
  if (queue().length > 0) {
    show();
    send();
  }
})();
