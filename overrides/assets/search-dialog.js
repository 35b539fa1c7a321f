// The search dialog, over the index of the site's words, or a plain list of titles where there is none.
// search.js loads this when a reader opens search for the first time. Arrows, Enter and Esc work inside.

import { openIndex, wordsOf } from "./search-index.js";

const root = new URL("../", import.meta.url);

// The words of this file in the page's language, which outputs/script_words.py takes from the site's catalogue.
let words = {};
const put = (text, named) => text.replace(/\{(\w+)\}/g, (_, name) => named[name]);
const _ = (text, named = {}) => put(words[text] ?? text, named);
const _n = (one, many, n, named = {}) => {
  const forms = words[many] ?? { one, other: many };
  return put(forms[new Intl.PluralRules(document.documentElement.lang).select(n)] ?? forms.other, { n, ...named });
};
const PAGE = 8;

// --- finding

const openEngine = () => openIndex(root).catch(openTitles);

async function openTitles() {
  const response = await fetch(new URL("search/titles.json", root));
  if (!response.ok) throw new Error("no titles");
  const titles = (await response.json()).map((row) => [wordsOf(row.join(" ")).join(" "), ...row]);
  return {
    note: _("Titles only: the full index cannot be used here."),
    find: async (query) => {
      const words = wordsOf(query).map((word) => (word.length > 6 ? word.slice(0, -2) : word)); // whatever its ending
      const results = titles
        .filter(([text]) => words.length > 0 && words.every((word) => text.includes(word)))
        .map(([, title, address, kind, meta, other]) => async () => ({
          url: new URL(address, root).href,
          title,
          meta: [kind, meta],
          excerpt: other ? [[other, false]] : [],
        }));
      return { results };
    },
  };
}

// --- showing

let dialog, field, status, list, more, engine, results;
let turn = 0;
let wait;

const make = (tag, attributes = {}, ...children) => {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
};

function build(settings) {
  field = make("input", { class: "search__field", id: "search-field", type: "text", inputmode: "search", enterkeyhint: "go", autocomplete: "off", autocapitalize: "off", spellcheck: "false", placeholder: _("Title, country, body, subject…"), "aria-describedby": "search-status" });
  const close = make("button", { class: "search__close", type: "button" }, _("Close"));
  const bar = make("form", { class: "search__bar", role: "search" }, make("label", { class: "search__label", for: "search-field" }, _("Search")), field, close);
  status = make("p", { class: "search__status", id: "search-status", role: "status" });
  list = make("ol", { class: "search__results", "aria-label": _("Results") });
  more = make("button", { class: "button", type: "button", hidden: "" }, _("More results"));
  const keys = make("input", { type: "checkbox" });
  keys.checked = settings.areOn;
  keys.addEventListener("change", () => {
    settings.areOn = keys.checked;
  });
  dialog = make(
    "dialog",
    { class: "search", "aria-label": _("Search") },
    bar, status, list,
    make("p", { class: "search__more" }, more),
    make("p", { class: "search__keys" }, make("label", {}, keys, " ", _("The keys / and s open search"))),
  );
  close.addEventListener("click", () => dialog.close());
  more.addEventListener("click", () => show(list.children.length));
  field.addEventListener("input", () => {
    clearTimeout(wait);
    wait = setTimeout(search, 120);
  });
  bar.addEventListener("submit", async (event) => {
    event.preventDefault();
    clearTimeout(wait);
    await search();
    list.querySelector("a")?.click();
  });
  dialog.addEventListener("keydown", walk);
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  document.body.append(dialog);
}

function walk(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || event.isComposing) return;
  const stops = [field, ...list.querySelectorAll("a")];
  const here = stops.indexOf(document.activeElement);
  if (here < 0) return;
  event.preventDefault();
  stops[Math.min(Math.max(here + step, 0), stops.length - 1)].focus();
}

const sheet = new Promise((resolve) => {
  const link = make("link", { rel: "stylesheet", href: new URL("css/search.css", import.meta.url) });
  link.addEventListener("load", resolve);
  link.addEventListener("error", resolve);
  document.head.append(link);
});

export async function open(settings) {
  await sheet;
  if (settings.areTranslated) words = await fetch(new URL("search/words.json", root)).then((response) => response.json(), () => words);
  if (!dialog) build(settings);
  if (dialog.open) return;
  dialog.showModal();
  field.focus();
  field.select();
  engine ??= openEngine(); // while the reader types
  engine.catch(() => {}); // told when something is asked
}

async function search() {
  const mine = ++turn;
  const query = field.value.trim();
  if (!query) {
    tell("");
    results = [];
    return show(0);
  }
  const slow = setTimeout(() => mine === turn && tell(_("Searching…")), 400);
  const isAnswered = await answer(query, mine);
  clearTimeout(slow);
  if (mine === turn && !isAnswered) sayBroken();
}

// Show what is found; false if nothing can be searched. An engine that fails is opened once more: the site may have a newer index.
async function answer(query, mine) {
  for (let tries = 0; tries < 2; tries++) {
    engine ??= openEngine();
    try {
      const { find, note } = await engine;
      const found = await find(field.value);
      if (mine !== turn) return true;
      results = found.results;
      await show(0);
      if (mine === turn) tell([...toldOf(query, found), note].filter(Boolean).join(" "));
      return true;
    } catch {
      engine = undefined;
    }
  }
  return false;
}

function* toldOf(query, { results: { length: n }, lacksWords, read }) {
  yield n ? _n("{n} result for “{query}”.", "{n} results for “{query}”.", n, { query }) : _("No results for “{query}”.", { query });
  if (lacksWords) yield _("No page has all of these words; those with most of them are shown.");
  if (read) yield _("Only the first {n} pages with all of these words were read for the phrase.", { n: read });
}

async function show(from) {
  const mine = turn;
  const shown = results.slice(from, from + PAGE);
  const items = (await Promise.all(shown.map((load) => load()))).map(itemOf);
  if (mine !== turn) return;
  if (from) list.append(...items);
  else list.replaceChildren(...items);
  more.hidden = from + PAGE >= results.length;
  if (from) items[0]?.querySelector("a").focus();
  else dialog.scrollTop = 0;
}

function itemOf({ url, title, meta, excerpt }) {
  const item = make("li", {}, make("a", { href: url, dir: "auto" }, title));
  item.append(make("p", { class: "search__meta" }, meta.filter(Boolean).join(" · ")));
  if (excerpt.length) item.append(make("p", { class: "search__excerpt", dir: "auto" }, ...excerpt.map(([text, isFound]) => (isFound ? make("mark", {}, text) : text))));
  return item;
}

const tell = (text) => {
  status.textContent = text;
};

function sayBroken() {
  tell(_("Search could not be loaded. Everything is in a list:"));
  status.append(" ", make("a", { href: new URL("agreements/", root) }, _("all agreements")));
  results = [];
  show(0);
}
