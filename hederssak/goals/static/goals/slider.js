// The slider of a goal: it says the chance while it moves, from figures that came with the page. Without this script
// the amount is written by hand and the server says the chance.
"use strict";

for (const form of document.querySelectorAll("[data-goal-slider]")) {
  const range = form.querySelector("input[type=range]");
  const amount = form.querySelector("input[name=amount]");
  const chance = form.querySelector("[data-chance]");
  const arc = form.querySelector("[data-arc]");
  const chances = JSON.parse(form.dataset.chances);
  const words = JSON.parse(form.dataset.words);
  const step = Number(form.dataset.step);
  const written = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 0 });

  const say = (value) => {
    if (!chances.length) return;
    const place = Math.min(Math.max(value / step, 0), chances.length - 1);
    const low = Math.floor(place), high = Math.ceil(place);
    const found = chances[low] + (chances[high] - chances[low]) * (place - low);
    chance.textContent = words[Math.round(found * 10)];
    arc.setAttribute("stroke-dasharray", `${(found * 100).toFixed(1)} 100`);
  };

  form.querySelector("[data-axis]").hidden = false;
  range.addEventListener("input", () => {
    amount.value = written.format(range.value);
    say(Number(range.value));
  });
  amount.addEventListener("input", () => {
    const value = Number(amount.value.replace(/[^\d]/g, ""));
    if (!value) return;
    range.value = value;
    say(value);
  });
}
