// The shell's only script: scrolling for the keyboard, and a copy button on texts made to be copied. All else works without.
(() => {
  document.documentElement.classList.replace("no-js", "js");
  for (const box of document.querySelectorAll(".prose :is(pre > code, table)")) {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
  }
  if (!navigator.clipboard) return; // plain http: nothing to offer

  const status = document.createElement("span");
  status.className = "sr";
  status.setAttribute("role", "status");

  for (const text of document.querySelectorAll("[data-copy], .highlight pre")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = "Copy";
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(text.querySelector("code").textContent.trim());
      button.textContent = "Copied";
      document.body.append(status);
      status.textContent = "Copied";
      setTimeout(() => {
        button.textContent = "Copy";
        status.textContent = "";
      }, 2000);
    });
    text.before(button);
  }
})();
