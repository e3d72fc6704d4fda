// Live parts of a page: <div data-live="address with a ticket" hx-get="…" hx-trigger="live:presence from:body, live:again from:body">.
// The live process says only that something changed; the part then fetches itself. Without this file the page works, it
// just stands still.
"use strict";

(() => {
  const QUIET_MS = [1000, 2000, 5000, 10000, 20000];
  let source = null;
  let breaks = 0;
  let timer = 0;

  const part = () => document.querySelector("[data-live]");
  const say = (code) => document.body.dispatchEvent(new CustomEvent(`live:${code}`));

  function close() {
    source?.close();
    source = null;
  }

  // Nobody comes back at the same moment as everybody else: each waits between half and the whole of its time.
  function comeBack() {
    close();
    clearTimeout(timer);
    const most = QUIET_MS[Math.min(breaks, QUIET_MS.length - 1)];
    breaks += 1;
    timer = setTimeout(fetchTicket, most * (0.5 + Math.random() / 2));
  }

  // The part that is fetched brings a fresh ticket along; if it does not come, try later.
  function fetchTicket() {
    if (source !== null || part() === null) return;
    say("again");
    timer = setTimeout(listen, 1500);
  }

  function listen() {
    clearTimeout(timer);
    const address = part()?.dataset.live;
    if (!address || source !== null || document.hidden) return;
    source = new EventSource(address);
    source.onopen = () => (breaks = 0);
    source.onmessage = (event) => say(event.data);
    source.onerror = comeBack;
  }

  // While we listen, the ticket of a part that came anew is not needed.
  document.addEventListener("htmx:afterSettle", listen);

  // A page in the background needs no news; when it is looked at again, it fetches what it missed.
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) close();
    else if (source === null) fetchTicket();
  });
  addEventListener("online", () => source === null && fetchTicket());
  addEventListener("pagehide", close);

  listen();
})();
