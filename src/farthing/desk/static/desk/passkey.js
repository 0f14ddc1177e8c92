"use strict";
// Says in words why a passkey did not work, where the page has a place for it.
document.addEventListener("allauth.error", (event) => {
  const place = document.getElementById("passkey-fault");
  if (!place) return;
  event.preventDefault();
  place.hidden = false;
  place.textContent = "The passkey was not used: it was cancelled, took too long, or is not known here. Try again.";
});
