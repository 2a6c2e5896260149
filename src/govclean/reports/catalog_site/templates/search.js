"use strict";
(() => {
  const rows = [...document.querySelectorAll("#list tbody tr")];
  const search = document.getElementById("q");
  const choices = ["p", "r", "t", "c"].map((key) => document.getElementById(key));
  const count = document.getElementById("count");
  const none = document.getElementById("none");
  const texts = rows.map((row) => row.dataset.s);
  const show = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const asked = choices.filter((choice) => choice.value);
    let shown = 0;
    rows.forEach((row, place) => {
      const fits =
        asked.every((choice) => row.dataset[choice.id] === choice.value) &&
        words.every((word) => texts[place].includes(word));
      row.hidden = !fits;
      shown += fits;
    });
    count.textContent = count.dataset.words.replace("##", rows.length).replace("#", shown);
    none.hidden = shown > 0;
  };
  const remember = () => {
    const asked = new URLSearchParams();
    for (const field of [search, ...choices]) if (field.value) asked.set(field.id, field.value);
    history.replaceState(null, "", "#" + asked);
    show();
  };
  const recall = () => {
    const asked = new URLSearchParams(location.hash.slice(1));
    for (const field of [search, ...choices]) field.value = asked.get(field.id) || "";
    show();
  };
  let waiting = 0;
  search.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(remember, 120);
  });
  for (const choice of choices) choice.addEventListener("change", remember);
  const form = document.getElementById("find");
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(remember));
  window.addEventListener("hashchange", recall);
  recall();
})();
