// Signing in with a key (passkey): shown where the browser can, and told when it did not work.
(() => {
  if (window.PublicKeyCredential) {
    document.querySelectorAll("[data-needs-key]").forEach((part) => { part.hidden = false; });
    document.querySelectorAll("[data-without-key]").forEach((part) => { part.hidden = true; });
  }
  document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    const told = document.getElementById("key-failed");
    if (!told) return;
    told.hidden = false;
    told.focus();
  });
})();
