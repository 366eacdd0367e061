"use strict";

// The radar page works without this. With it: a blip and its line in the list light up together, the project and the
// day of the slider are shown at once, and only what differs is put in anew.
(() => {
  let asked = 0; // the number of the newest question to the server: older answers come too late

  document.documentElement.classList.add("scripted");

  // --- on a phone what is not needed at once is folded

  const narrow = matchMedia("(max-width: 620px)");

  function fold() {
    for (const part of document.querySelectorAll("details.fold")) part.open = !narrow.matches;
    unfold();
  }

  function unfold() {
    const wanted = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
    for (const part of wanted ? wanted.querySelectorAll("details.fold") : []) part.open = true;
  }

  narrow.addEventListener("change", fold);
  addEventListener("hashchange", unfold);
  fold();

  // --- where there is one column, everything has its turn there, for the eye and for the keyboard

  const oneColumn = matchMedia("(max-width: 900px)");

  function arrange() {
    const parts = [...document.querySelectorAll("[data-turn]")].sort((one, other) => one.dataset.turn - other.dataset.turn);
    for (const part of parts) (oneColumn.matches ? document.querySelector(".columns") : document.getElementById(part.dataset.home)).append(part);
  }

  oneColumn.addEventListener("change", arrange);
  if (oneColumn.matches) arrange();

  const main = () => document.getElementById("main");

  // --- a blip and its line: both lead to the same page

  function light(event, on) {
    const link = event.target.closest?.("a.blip, .item, .rows li");
    const address = link && (link.matches("a") ? link : link.querySelector("a"))?.getAttribute("href");
    if (!address) return;
    const blip = document.querySelector(`a.blip[href="${CSS.escape(address)}"]`);
    blip?.classList.toggle("lit", on);
    for (const line of document.querySelectorAll(`.item-name[href="${CSS.escape(address)}"]`)) line.closest(".item").classList.toggle("lit", on);
    tell(on ? blip?.querySelector("title").textContent : "");
  }

  function tell(words) {
    const told = document.querySelector(".told");
    if (!told) return;
    told.textContent = words || told.dataset.hint;
    told.classList.toggle("telling", Boolean(words));
  }

  for (const name of ["pointerover", "focusin"]) document.addEventListener(name, (event) => light(event, true));
  for (const name of ["pointerout", "focusout"]) document.addEventListener(name, (event) => light(event, false));

  // --- another day

  function dayOf(range) {
    const day = new Date(`${range.dataset.today}T00:00:00Z`);
    day.setUTCDate(day.getUTCDate() - Number(range.value));
    return day;
  }

  function name(range) {
    const days = document.querySelectorAll(".chart a"); // today is the last of them
    const words = range.value === "0" ? range.dataset.now : days[days.length - 1 - Number(range.value)].dataset.day;
    range.setAttribute("aria-valuetext", words);
    range.closest("form").querySelector("output").textContent = words;
  }

  function addressOf(range) {
    const address = new URL(location.pathname, location.href);
    if (range.value !== "0") address.searchParams.set("as_of", dayOf(range).toISOString().slice(0, 10));
    const project = range.form.elements.project;
    if (project) address.searchParams.set("project", project.value);
    return address;
  }

  async function show(address) {
    const mine = ++asked;
    main().classList.add("busy");
    try {
      const answer = await fetch(address, { headers: { Accept: "text/html" } });
      const text = await answer.text();
      if (mine !== asked) return;
      if (!answer.ok) throw new Error(String(answer.status));
      replace(new DOMParser().parseFromString(text, "text/html"));
      history.replaceState(null, "", address);
    } catch {
      if (mine === asked) location.assign(address); // the browser says best what is wrong
    }
  }

  // Part by part: the slider under the hand stays, for an element that is moved loses the focus and the drag.
  function replace(page) {
    const parts = [...document.querySelectorAll("[data-part]")];
    const fresh = parts.map((part) => page.querySelector(`[data-part="${part.dataset.part}"]`));
    if (fresh.includes(null)) throw new Error("another kind of page");
    parts.forEach((part, place) => part.replaceWith(fresh[place]));
    document.title = page.title;
    document.getElementById("as_of").value = page.getElementById("as_of").value;
    main().classList.remove("busy");
    fold();
  }

  let pause = 0;

  document.addEventListener("input", (event) => {
    if (event.target.id !== "ago") return;
    name(event.target);
    clearTimeout(pause);
    pause = setTimeout(() => show(addressOf(event.target)), 120);
  });
  document.addEventListener("change", (event) => {
    if (event.target.id === "project") event.target.form.requestSubmit();
  });
  document.addEventListener("submit", (event) => {
    if (event.target.id !== "slide") return;
    event.preventDefault();
    show(addressOf(event.target.elements.ago));
  });
})();
