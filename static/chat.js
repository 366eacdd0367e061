"use strict";

// The local chat. The page shows what the server keeps: it asks for what is new or edited since the revision
// it has seen. Nothing of a message is ever put in as HTML: allowed tags are built anew, node by node.
(() => {
  const $ = (id) => document.getElementById(id);
  const main = $("main"), log = $("log"), scroller = $("scroll"), words = $("words"), sendButton = $("send");
  const lang = document.documentElement.lang || "ru";
  const said = main.dataset;

  const IDLE = 700, EAGER = 120, LOST = 2000; // ms between two questions to the server
  const PATIENCE = 25000; // ms to wait for the bot's answer
  const TOAST = 4000; // ms
  const TAGS = { B: "b", STRONG: "b", I: "i", EM: "i", U: "u", INS: "u", S: "s", STRIKE: "s", DEL: "s", CODE: "code", PRE: "pre" };

  const shown = new Map(); // message id -> its element
  const outbox = []; // messages written and not yet taken by the server, one at a time, so that they keep their order
  let revision = 0, timer = 0, asking = false, known = false;
  let sending = false, waiting = null; // what the bot still owes: {since: revision, until: ms} or null
  let tapped = null; // the button under way

  // --- what is said in HTML, built from allowed nodes only

  function render(html) {
    const fragment = document.createDocumentFragment();
    // A parsed document is inert: it runs no script and loads nothing.
    copy(new DOMParser().parseFromString(html, "text/html").body, fragment);
    return fragment;
  }

  function copy(from, to) {
    for (const node of from.childNodes) {
      if (node.nodeType === Node.TEXT_NODE) to.append(node.data);
      else if (node.nodeType === Node.ELEMENT_NODE) copy(node, allowed(node, to));
    }
  }

  function allowed(node, to) {
    const link = node.tagName === "A" && safeLink(node.getAttribute("href"));
    if (!link && !TAGS[node.tagName]) return to;
    const element = link ? anchor(link) : document.createElement(TAGS[node.tagName]);
    to.append(element);
    return element;
  }

  function safeLink(href) {
    try {
      const url = new URL(href);
      return ["http:", "https:", "tg:", "mailto:"].includes(url.protocol) ? url.href : null;
    } catch {
      return null;
    }
  }

  function anchor(href) {
    const element = document.createElement("a");
    element.href = href;
    element.target = "_blank";
    element.rel = "noopener noreferrer";
    return element;
  }

  function make(tag, className, text) {
    const element = document.createElement(tag);
    if (className) element.className = className;
    if (text !== undefined) element.textContent = text;
    return element;
  }

  // --- messages

  // The team's clock, as everywhere else, whatever zone the browser is in.
  const locale = lang === "en" ? "en-GB" : lang, timeZone = said.zone;
  const clock = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone });
  const fullTime = new Intl.DateTimeFormat(locale, { dateStyle: "full", timeStyle: "medium", hourCycle: "h23", timeZone });
  const calendar = new Intl.DateTimeFormat("sv", { dateStyle: "short", timeZone }); // 2026-11-26
  const near = new Intl.RelativeTimeFormat(lang, { numeric: "auto" });

  function dayName(date) {
    const day = calendar.format(date), today = calendar.format(new Date());
    const days = (Date.parse(day) - Date.parse(today)) / 86400000; // a day without a time is read as UTC's
    if (days === 0 || days === -1) return near.format(days, "day");
    const year = day.slice(0, 4) === today.slice(0, 4) ? {} : { year: "numeric" };
    return new Intl.DateTimeFormat(locale, { day: "numeric", month: "long", ...year, timeZone }).format(date);
  }

  function separateDays() {
    // Only what is wrong is touched: whatever is put in anew is read aloud by a screen reader.
    let day = "";
    for (const element of log.querySelectorAll(".message")) {
      const name = dayName(new Date(element.dataset.sent));
      const above = element.previousElementSibling;
      const line = above && above.classList.contains("date") ? above : null;
      if (name === day) line?.remove();
      else if (!line) log.insertBefore(make("div", "date", name), element);
      else if (line.textContent !== name) line.textContent = name;
      day = name;
    }
    for (const line of log.querySelectorAll(".date + .date, .date:last-child")) line.remove();
  }

  function fill(element, message) {
    const mine = !message.from_bot;
    element.className = `message ${mine ? "mine" : "theirs"}`;
    element.dataset.sent = message.sent_at;
    element.dataset.revision = message.revision;
    const bubble = make("div", "bubble");
    const text = make("span", "text");
    text.append(mine ? message.text : render(message.text));
    bubble.append(make("span", "unseen", `${mine ? said.you : said.bot}: `), text, stamp(message));
    element.replaceChildren(bubble);
    if (message.keyboard && message.keyboard.length) element.append(keyboard(message));
  }

  function stamp(message) {
    const at = new Date(message.sent_at);
    const note = message.edited ? `${said.edited} ` : "";
    const element = make("time", "stamp", message.pending ? `◷ ${clock.format(at)}` : note + clock.format(at));
    element.dateTime = message.sent_at;
    element.title = message.pending ? said.sending : `${fullTime.format(at)} (${timeZone})`;
    return element;
  }

  function keyboard(message) {
    const keys = make("div", "keys");
    for (const row of message.keyboard) {
      const line = make("div", "keys-row");
      // Only Telegram can open a page inside itself: such buttons are left out here.
      line.append(...row.filter((button) => !button.web_app).map((button) => key(message.id, button)));
      if (line.hasChildNodes()) keys.append(line);
    }
    return keys;
  }

  function key(messageId, button) {
    const link = button.url && safeLink(button.url);
    const element = link ? anchor(link) : make("button");
    element.className = "key";
    element.textContent = button.text;
    if (!link) {
      element.type = "button";
      element.disabled = tapped !== null;
      element.addEventListener("click", () => tap(element, messageId, button.callback_data));
    }
    return element;
  }

  function show(message) {
    const element = shown.get(message.id);
    if (element) {
      if (element.dataset.revision === String(message.revision)) return;
      const held = element.contains(document.activeElement);
      fill(element, message);
      markTurn(element);
      if (held) focusWords(); // the button that had it is no more
      return;
    }
    place(message, make("div"));
  }

  function place(message, element) {
    fill(element, message);
    shown.set(message.id, element);
    element.dataset.id = message.id;
    if (element.parentNode !== log) log.insertBefore(element, whatFollows(message.id));
    markTurn(element);
  }

  function whatFollows(id) {
    const later = (element) => element.classList.contains("pending") || Number(element.dataset.id) > id;
    return [...log.querySelectorAll(".message")].find(later) || null;
  }

  function markTurn(element) {
    let before = element.previousElementSibling;
    while (before && before.classList.contains("date")) before = before.previousElementSibling;
    element.classList.toggle("turn", Boolean(before) && before.classList.contains("mine") !== element.classList.contains("mine"));
  }

  // --- the bottom, where a messenger stays

  const atBottom = () => scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 80;

  function toBottom() {
    scroller.scrollTop = scroller.scrollHeight;
    $("down").hidden = true;
  }

  function keepingBottom(change) {
    const stay = atBottom();
    change();
    if (stay) toBottom();
    else $("down").hidden = atBottom();
  }

  // --- asking for news

  function askSoon(pause) {
    clearTimeout(timer);
    if (!document.hidden) timer = setTimeout(ask, pause);
  }

  async function ask() {
    // While a message is on its way its number is unknown, and it would show twice.
    if (asking || sending) return askSoon(EAGER);
    asking = true;
    let pause = LOST;
    try {
      const answer = await fetch(`${said.messages}?after=${revision}`);
      if (!answer.ok) throw new Error(String(answer.status));
      const news = await answer.json();
      if (!sending) take(news);
      setState(waiting ? "typing" : "idle");
      pause = waiting || tapped ? EAGER : IDLE;
    } catch {
      setState("lost");
    }
    asking = false;
    askSoon(pause);
  }

  function take(news) {
    if (news.reset) forget();
    if (news.messages.length) keepingBottom(() => {
      news.messages.forEach(show);
      separateDays();
    });
    revision = Math.max(revision, news.revision);
    heard(news);
    if (!known) firstLook(news.messages.length === 0);
  }

  function forget() {
    if (revision === 0) return; // nothing has been seen yet
    for (const element of shown.values()) element.remove();
    shown.clear();
    revision = 0;
    endTap();
    known = false;
    log.setAttribute("aria-busy", "true");
  }

  function firstLook(isNew) {
    known = true;
    toBottom();
    // A screen reader is not to read the whole past aloud.
    requestAnimationFrame(() => log.removeAttribute("aria-busy"));
    if (isNew && outbox.length === 0) write("/start");
  }

  function heard(news) {
    const answers = news.messages.filter((message) => message.from_bot);
    if (waiting && answers.some((message) => message.revision > waiting.since)) setWaiting(null);
    if (waiting && Date.now() > waiting.until) {
      setWaiting(null);
      toast(said.noAnswer);
    }
    if (tapped && (news.toasts.length || answers.some((message) => message.revision > tapped.since))) endTap();
    if (tapped && Date.now() > tapped.until) {
      endTap();
      toast(said.noAnswer);
    }
    news.toasts.filter(Boolean).forEach(toast);
  }

  // --- writing and tapping

  const post = (address, body) =>
    fetch(address, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": said.token },
      body: JSON.stringify(body),
    })
      .then((answer) => {
        if (!answer.ok) throw new Error(String(answer.status));
        return answer.json();
      });

  function write(text) {
    const element = make("div");
    const message = { text, from_bot: false, sent_at: new Date().toISOString(), pending: true };
    fill(element, message);
    element.classList.add("pending");
    log.append(element);
    markTurn(element);
    separateDays();
    toBottom();
    outbox.push({ text, element });
    sendNext();
  }

  async function sendNext() {
    if (sending || waiting || outbox.length === 0) return;
    const { text, element } = outbox.shift();
    sending = true;
    setState("typing");
    try {
      const message = await post(said.messages, { text });
      setWaiting({ since: message.revision, until: Date.now() + PATIENCE });
      if (shown.has(message.id)) element.remove();
      else place(message, element);
    } catch {
      fail(text, element);
    }
    sending = false;
    askSoon(waiting ? EAGER : IDLE);
    sendNext();
  }

  function fail(text, element) {
    setState("lost");
    element.classList.replace("pending", "failed");
    const again = make("button", "again", `${said.failed} ${said.again}`);
    again.type = "button";
    again.addEventListener("click", () => {
      element.remove();
      write(text);
      focusWords();
    });
    element.append(again);
    toBottom();
  }

  async function tap(button, messageId, data) {
    if (tapped) return;
    tapped = { button, since: revision, until: Date.now() + PATIENCE };
    button.setAttribute("aria-busy", "true");
    lockKeys(true);
    askSoon(EAGER);
    try {
      await post(said.taps, { message_id: messageId, data });
    } catch {
      endTap();
      toast(said.noAnswer);
    }
  }

  function endTap() {
    if (!tapped) return;
    const { button } = tapped;
    tapped = null;
    button.removeAttribute("aria-busy");
    lockKeys(false);
    if (document.activeElement === document.body) button.isConnected ? button.focus() : focusWords();
  }

  function lockKeys(locked) {
    for (const button of log.querySelectorAll("button.key")) button.disabled = locked;
  }

  function setWaiting(owed) {
    waiting = owed;
    setState(waiting ? "typing" : "idle");
    if (!waiting) sendNext();
  }

  function setState(name) {
    const state = $("state");
    if (state.textContent !== state.dataset[name]) state.textContent = state.dataset[name];
    state.dataset.now = name;
    if ($("typing").hidden !== (name !== "typing")) keepingBottom(() => { $("typing").hidden = name !== "typing"; });
  }

  let toastTimer = 0;

  function toast(text) {
    $("toast").textContent = text;
    $("toast").classList.add("shown");
    clearTimeout(toastTimer);
    toastTimer = setTimeout(() => $("toast").classList.remove("shown"), TOAST);
  }

  // --- the line one writes in

  // On a phone the focus would open the keyboard over half the chat.
  const hasKeyboard = matchMedia("(hover: hover) and (pointer: fine)");

  function focusWords() {
    if (hasKeyboard.matches) words.focus({ preventScroll: true });
  }

  function fit() {
    keepingBottom(() => {
      words.style.height = "auto";
      words.style.height = `${words.scrollHeight + 2}px`;
    });
    sendButton.disabled = words.value.trim() === "";
  }

  $("composer").addEventListener("submit", (event) => {
    event.preventDefault();
    const text = words.value.trim();
    if (!text) return;
    words.value = "";
    fit();
    write(text);
    words.focus({ preventScroll: true });
  });
  words.addEventListener("input", fit);
  words.addEventListener("keydown", (event) => {
    // isComposing: Enter that only confirms what an input method suggests.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    $("composer").requestSubmit();
  });
  let low = true; // whether the bottom was in sight before something grew: buttons, a font that came late, the keyboard
  scroller.addEventListener("scroll", () => { $("down").hidden = low = atBottom(); }, { passive: true });
  const growth = new ResizeObserver(() => { if (low) toBottom(); });
  for (const element of [log, scroller]) growth.observe(element);
  $("down").addEventListener("click", () => {
    toBottom();
    focusWords();
  });
  addEventListener("resize", () => keepingBottom(() => {}));
  document.addEventListener("visibilitychange", () => askSoon(0));

  fit();
  focusWords();
  ask();
})();
