// What opens search: the button, Ctrl-K, and / and s, which a reader can turn off. All else is fetched at the first opening.
(() => {
  const opener = document.getElementById("tessera-search-open");
  if (!opener || !window.HTMLDialogElement) return; // the link leads to the list of agreements
  const dialog = new URL("search-dialog.js", document.currentScript.src);

  const { translated } = document.currentScript.dataset;
  const keys = {
    areTranslated: translated !== undefined,
    get areOn() {
      try {
        return localStorage.getItem("tessera-search-keys") !== "off";
      } catch {
        return true; // storage is forbidden: nothing was ever turned off
      }
    },
    set areOn(isOn) {
      try {
        localStorage.setItem("tessera-search-keys", isOn ? "on" : "off");
      } catch {
        // The choice cannot be kept.
      }
    },
  };

  async function open(event) {
    event.preventDefault();
    try {
      (await import(dialog)).open(keys);
    } catch {
      location.assign(opener.href);
    }
  }

  opener.setAttribute("role", "button");
  opener.setAttribute("aria-haspopup", "dialog");
  opener.addEventListener("click", (event) => {
    if (!event.ctrlKey && !event.metaKey && !event.shiftKey) open(event);
  });
  opener.addEventListener("keydown", (event) => {
    if (event.key === " ") open(event);
  });
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || event.altKey) return;
    if (event.target.closest?.("input, textarea, select, dialog, [contenteditable]")) return;
    const hasModifier = event.ctrlKey || event.metaKey;
    if (hasModifier ? event.key.toLowerCase() === "k" : (event.key === "/" || event.key === "s") && keys.areOn) open(event);
  });
})();
