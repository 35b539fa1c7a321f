// The search dialog and what stands behind it: Pagefind's index, or a plain list of titles where that cannot be used.
// search.js loads this when a reader opens search for the first time. Arrows, Enter and Esc work inside.

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
// Short pages are no better than long ones here, or the pages that list records would stand before the records; and a title
// counts once, as the heading it is, or words joined by a hyphen would outweigh all others.
const RANKING = { pageLength: 0.1, termFrequency: 0.5, metaWeights: { title: 1, kind: 0, country: 1, year: 1 } };

// --- finding

const toPersian = (text) => text.replace(/[يى]/g, "ی").replace(/ك/g, "ک");
const toArabic = (text) => text.replace(/ی/g, "ي").replace(/ک/g, "ك");
const fold = (text) => toPersian(text.normalize("NFKD").replace(/[\p{M}\u200c]/gu, "").toLowerCase());
const letters = (text) => fold(text).replace(/[^\p{L}\p{N}]/gu, "");
const BEGINNING = "zqx"; // goes before the whole titles of countries, pairs, pillars… in the index (outputs/search.py)
const BEGINNINGS = new RegExp(`(?:<mark>)?${BEGINNING}[^\\s<]+(?:</mark>)?`, "g");
const ENDING =
  /(?:иями|ями|ами|иях|ого|его|ому|ему|ыми|ими|ией|иям|ием|ях|ах|ий|ый|ой|ей|ая|яя|ое|ее|ые|ие|ых|их|ую|юю|ия|ии|ию|ым|им|ом|ем|ам|ям|ов|ев|ів|ія|ії|ію|ай|аў|[аеёиоуыэюяьйіїє])$/u;
const stem = (word) => {
  const short = word.replace(ENDING, "");
  return short.length > 3 ? short : word;
};

// What to ask the index, in order. It matches beginnings of words, but has no forms of Cyrillic words on an English page, and
// knows no words where a script has no spaces: these are indexed in pairs of letters.
function* questions(query) {
  const plain = query.toLowerCase();
  const asked = plain.replace(/\p{sc=Cyrillic}{5,}/gu, stem).replace(/[\u3040-\u30ff\u3400-\u9fff]{3,}/g, pairs);
  yield asked;
  if (/\p{sc=Arabic}/u.test(plain)) {
    yield toPersian(asked);
    yield toArabic(asked);
  }
  if (asked !== plain) yield plain;
  const shorter = asked.replace(/\p{L}{7,}/gu, (word) => word.slice(0, -2)); // another ending of a long word
  if (shorter !== asked) yield shorter;
}

const pairs = (run) => Array.from({ length: run.length - 1 }, (_, i) => run.slice(i, i + 2)).join(" ");

const marksOf = ({ excerpt }) => [...excerpt.matchAll(/<mark>(.*?)<\/mark>/g)].map(([, text]) => letters(text));

// Pagefind answers an unknown word with any shorter word that it begins with. That is a result if they share half of the letters.
function isMeant(data, asked) {
  const marks = marksOf(data);
  const known = fold(Object.values(data.meta).join(" "));
  const half = (word) => word.slice(0, Math.max(3, Math.ceil(word.length / 2)));
  return !marks.length || fold(asked).split(/[^\p{L}\p{N}]+/u).some((word) => word && (known.includes(word) || marks.some((mark) => mark.startsWith(half(word)))));
}

async function openIndex() {
  if (typeof WebAssembly !== "object") throw new Error("no WebAssembly");
  const bundle = new URL("pagefind/", root);
  const entry = await fetch(new URL("pagefind-entry.json", bundle));
  if (!entry.ok) throw new Error("no index");
  const { languages } = await entry.json();
  const pagefind = await import(new URL("pagefind.js", bundle));
  await pagefind.options({ excerptLength: 24, baseUrl: root.pathname, ranking: RANKING });
  await pagefind.init();
  await pagefind.filters(); // there are none; but here, and not at the reader's first word, shows whether WebAssembly may run

  // Pagefind has opened the index of the page's language. The largest one is searched too, the others where these have nothing.
  const codes = Object.keys(languages).sort((a, b) => languages[b].page_count - languages[a].page_count);
  const lang = document.documentElement.lang.toLowerCase();
  const own = [lang, lang.split("-")[0], codes[0]].find((code) => languages[code]);
  const others = codes.filter((code) => code !== own);
  // Pagefind refuses its own folder by name; spelt another way it takes another language's index from there.
  const add = (code) => pagefind.mergeIndex(`${bundle.pathname}../pagefind/`, { language: code, baseUrl: root.pathname });
  if (own !== codes[0]) await add(others.shift());

  async function answers(query) {
    for (const asked of questions(query)) {
      const { results } = await pagefind.search(asked);
      if (results.length && isMeant(await results[0].data(), asked)) return results;
    }
    return [];
  }

  // The pages whose title, in any language, begins with what was typed; the shortest title is the nearest.
  async function titled(query) {
    const start = BEGINNING + letters(query);
    if (start.length < BEGINNING.length + 2) return [];
    // The whole title first: among many that begin with it, its page need not be near the top.
    const [whole, begun] = [await pagefind.search(`"${start}"`), await pagefind.search(start)];
    const results = new Map([...whole.results.slice(0, 3), ...begun.results.slice(0, 8)].map((one) => [one.id, one]));
    const near = [];
    for (const result of results.values()) {
      const data = await result.data();
      const title = marksOf(data).filter((mark) => mark.startsWith(start)).sort((a, b) => a.length - b.length)[0];
      if (title) near.push({ id: result.id, length: title.length, data: async () => ({ ...data, excerpt: "" }) });
    }
    return near.sort((a, b) => a.length - b.length).slice(0, 3);
  }

  return {
    hasOthers: () => others.length > 0,
    addOthers: () => Promise.all(others.splice(0).map(add)),
    async find(query) {
      let [first, results] = [await titled(query), await answers(query)];
      if (!first.length && !results.length && others.length) {
        await this.addOthers();
        results = await answers(query);
      }
      const ids = new Set(first.map(({ id }) => id));
      return [...first, ...results.filter(({ id }) => !ids.has(id))].map((result) => async () => {
        const { url, meta, excerpt } = await result.data();
        return { url, title: meta.title, meta: [meta.kind, meta.country, meta.year], excerpt: excerpt.replace(BEGINNINGS, "") };
      });
    },
  };
}

async function openTitles() {
  const response = await fetch(new URL("search/titles.json", root));
  if (!response.ok) throw new Error("no titles");
  const titles = (await response.json()).map((row) => [fold(row.join(" ")), ...row]);
  return {
    note: _("Titles only: the full index cannot be used here."),
    find: (query) => {
      const words = query.toLowerCase().split(/\s+/).map((word) => fold(stem(word)));
      return titles
        .filter(([text]) => words.every((word) => text.includes(word)))
        .map(([, title, address, kind, meta, other]) => async () => ({
          url: new URL(address, root).href,
          title,
          meta: [kind, meta],
          excerpt: other,
        }));
    },
  };
}

// --- showing

let dialog, field, status, list, more, others, engine, results;
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
  others = make("button", { class: "button", type: "button", hidden: "" }, _("Search pages in other languages too"));
  const keys = make("input", { type: "checkbox" });
  keys.checked = settings.areOn;
  keys.addEventListener("change", () => {
    settings.areOn = keys.checked;
  });
  dialog = make(
    "dialog",
    { class: "search", "aria-label": _("Search") },
    bar, status, list,
    make("p", { class: "search__more" }, more, others),
    make("p", { class: "search__keys" }, make("label", {}, keys, " ", _("The keys / and s open search"))),
  );
  close.addEventListener("click", () => dialog.close());
  more.addEventListener("click", () => show(list.children.length));
  others.addEventListener("click", async () => {
    await (await engine).addOthers();
    field.focus();
    search();
  });
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
  engine ??= openIndex().catch(openTitles); // while the reader types
  engine.catch(() => {}); // told when something is asked
}

// What was found and by which engine; where one fails, the list of titles takes its place.
async function ask(query) {
  for (let tries = 0; tries < 2; tries++) {
    engine ??= openIndex().catch(openTitles);
    try {
      const used = await engine;
      return [await used.find(query), used];
    } catch {
      engine = tries ? undefined : openTitles();
    }
  }
  return [];
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
  const [found, used] = await ask(query);
  clearTimeout(slow);
  if (mine !== turn) return;
  if (!used) return sayBroken();
  results = found;
  await show(0);
  if (mine !== turn) return;
  const count = results.length ? _n("{n} result for “{query}”.", "{n} results for “{query}”.", results.length, { query }) : _("No results for “{query}”.", { query });
  tell([count, used.note].filter(Boolean).join(" "));
  others.hidden = !used.hasOthers?.();
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
  if (excerpt) item.append(make("p", { class: "search__excerpt", dir: "auto" }, ...marked(excerpt)));
  return item;
}

// Pagefind's excerpt is text with <mark> in it; nothing of it is parsed as HTML.
const marked = (excerpt) =>
  excerpt.split(/<mark>(.*?)<\/mark>/).map((part, i) => {
    const text = part.replaceAll("&lt;", "<").replaceAll("&gt;", ">");
    return i % 2 ? make("mark", {}, text) : text;
  });

const tell = (text) => {
  status.textContent = text;
};

function sayBroken() {
  tell(_("Search could not be loaded. Everything is in a list:"));
  status.append(" ", make("a", { href: new URL("agreements/", root) }, _("all agreements")));
  results = [];
  show(0);
}
