// Reloads the page when the server says that it has changed. Only a page that is looked at keeps a
// connection open: browsers allow six to one server, and a seventh tab would wait for ever.
(() => {
  const { version } = document.currentScript.dataset;
  let source = null;

  const listen = () => {
    source = new EventSource(`/_tessera/events?since=${encodeURIComponent(version)}`);
    source.addEventListener("reload", () => {
      source.close();
      location.reload();
    });
  };
  const rest = () => {
    source?.close();
    source = null;
  };
  const follow = () => (document.visibilityState === "visible" ? source ?? listen() : rest());

  document.addEventListener("visibilitychange", follow);
  addEventListener("pagehide", rest);
  addEventListener("pageshow", follow);
})();
