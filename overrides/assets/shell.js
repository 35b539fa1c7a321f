// The shell's only script: scrolling for the keyboard, texts and addresses to copy, sharing. All else works without.
(() => {
  const words = document.currentScript.dataset;
  document.documentElement.classList.replace("no-js", "js");
  for (const box of document.querySelectorAll(".prose :is(pre > code, table)")) {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
  }
  for (const button of document.querySelectorAll("[data-print]")) {
    button.addEventListener("click", () => print());
    button.parentElement.hidden = false;
  }
  if (!navigator.clipboard) return; // plain http: nothing to offer

  const status = document.createElement("span");
  status.className = "sr";
  status.setAttribute("role", "status");

  // A press copies the text, and the button says so for a while.
  function copies(button, text) {
    const before = button.textContent;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(text());
      button.textContent = words.sayCopied;
      document.body.append(status);
      status.textContent = words.sayCopied;
      setTimeout(() => {
        button.textContent = before;
        status.textContent = "";
      }, 2000);
    });
  }

  // Of what is shown at a terminal only what is typed there.
  function typed(text) {
    if (!text.startsWith("$ ")) return text;
    return [...text.matchAll(/^\$ ((?:.*\\\n)*.*)/gm)].map((command) => command[1]).join("\n");
  }

  for (const text of document.querySelectorAll("[data-copy], .highlight pre")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = words.sayCopy;
    copies(button, () => typed(text.querySelector("code").textContent.trim()));
    text.before(button);
  }

  for (const button of document.querySelectorAll("button[data-copies]")) {
    copies(button, () => document.getElementById(button.dataset.copies).textContent);
    button.hidden = false;
  }

  const share = document.querySelector(".share");
  if (!share) return;
  copies(share.querySelector("[data-copy-address]"), () => location.href);
  const hand = share.querySelector("[data-share]");
  hand.hidden = !navigator.share;
  hand.addEventListener("click", () =>
    // A reader who closes the list of apps has not met an error.
    navigator.share({ title: document.title, url: location.href }).catch(() => {}),
  );
  share.hidden = false;
})();
