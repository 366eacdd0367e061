"use strict";

// Telegram puts its word on who has opened the page into the address, behind "#": it never leaves the browser
// unless this script sends it. Telegram's own script, which would come from elsewhere, is not needed for that.
(() => {
  const $ = (id) => document.getElementById(id);
  const word = new URLSearchParams(location.hash.slice(1)).get("tgWebAppData");
  if (!word) return;

  history.replaceState(null, "", location.pathname + location.search); // not to be kept among the visited pages
  const form = $("come-in");
  form.elements.init_data.value = word;
  $("outside").hidden = true;
  if (window.top === window) {
    $("opening").hidden = false;
    form.requestSubmit();
  } else {
    // Telegram's web client: a frame of another site gets no cookie, so the radar opens in a tab of its own.
    form.target = "_blank";
    form.hidden = false;
  }
})();
