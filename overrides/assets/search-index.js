// The index of the site's words, of which each question fetches the few files that it needs. What stands in them is told by
// outputs/search/index.py, and words are taken apart as outputs/search/words.py does it.

const UNSPACED = "\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff\\u3040-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff"; // Thai, Lao, Burmese, Khmer, Kana, Han
const RUNS = new RegExp(`[${UNSPACED}\\p{M}]+|(?:(?![${UNSPACED}])[\\p{L}\\p{N}\\p{M}\\u200c\\u200d\\u00ad])+`, "gu");
const IS_UNSPACED = new RegExp(`[${UNSPACED}]`, "u");
const POSSESSIVE = /['’]s(?![\p{L}\p{N}_])/gu;
const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const HALF_DIGITS = DIGITS.length / 2;
const DIGIT = Object.fromEntries([...DIGITS].map((digit, value) => [digit, value]));
const LONGEST = 64; // letters by which a word is known
const NAMES = 256; // names of pages in one file

const WORDS = 24; // of a question
const FORMS = 12; // words looked up for one that is not written to its end
const BEGUN = 0.6; // what such a word counts, of one that is
const FILES = 3; // of forms, read for one beginning
const ENDING = 3; // letters by which a form may differ from one that is known
const LEVELS = 12;
const READ = 64; // pages that are read for a phrase
const BEFORE = 40; // letters of an excerpt before the first word found, and in all
const EXCERPT = 190;

export const letters = (text) => text.normalize("NFKD").toLowerCase().replace(/[^\p{L}\p{N}]/gu, "").replace(/[يى]/g, "ی").replace(/ك/g, "ک").replace(/ς/g, "σ").replace(/ـ/g, "");

const pairs = (run) => {
  const all = [...run];
  return all.length > 1 ? all.slice(1).map((letter, i) => all[i] + letter) : all;
};

export const wordsOf = (text) =>
  (text.toLowerCase().replace(POSSESSIVE, "").match(RUNS) ?? []).flatMap((run) => (IS_UNSPACED.test(run) ? pairs(letters(run)) : [letters(run).slice(0, LONGEST)])).filter(Boolean);

const PHRASE = /["“„«]([^"“”„«»]+)["”“»]/g;

// The last of some sorted rows that begins at or before a key; the first if there is none.
function placeOf(rows, key, keyOf = ([first]) => first) {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (keyOf(rows[middle]) <= key) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}

function numbersOf(digits) {
  const numbers = [];
  let [last, step, scale] = [0, 0, 1];
  for (const digit of digits) {
    const value = DIGIT[digit];
    if (value < HALF_DIGITS) {
      last += step + value * scale;
      numbers.push(last);
      [step, scale] = [0, 1];
    } else {
      step += (value - HALF_DIGITS) * scale;
      scale *= HALF_DIGITS;
    }
  }
  return numbers;
}

const sharedBy = (one, other) => {
  let n = 0;
  while (n < one.length && one[n] === other[n]) n++;
  return n;
};

// Opens the index of the site at an address; raises where there is none.
export async function openIndex(root) {
  const response = await fetch(new URL("search/entry.json", root), { cache: "no-cache" });
  if (!response.ok) throw new Error("no index");
  const entry = await response.json();

  const held = new Map();
  const get = (address) => {
    if (!held.has(address)) {
      const got = fetch(new URL(`search/${address}.json`, root)).then((answer) => {
        if (!answer.ok) throw new Error(`${address} is gone: the site has a newer index`);
        return answer.json();
      });
      got.catch(() => held.delete(address));
      held.set(address, got);
    }
    return held.get(address);
  };

  // The rows [text, number] of a sorted list that begin with some text, and those beside its place: all of their files.
  async function near(list, text) {
    if (!list.length) return [];
    const at = placeOf(list, text);
    const files = list.slice(at).filter(([first], i) => i === 0 || (i < FILES && first.startsWith(text)));
    const rows = await Promise.all(files.map(([, name]) => get(`index/${name}`)));
    return rows.flatMap(([texts, numbers]) => texts.split(" ").map((one, i) => [one, numbers[i]]));
  }

  // What a word can mean here: [number of a known word, what it counts], and the forms by which it is marked.
  async function meant(word, isLast) {
    const rows = await near(entry.words, word);
    const at = placeOf(rows, word);
    const exact = rows[at]?.[0] === word ? rows[at] : undefined;
    const words = new Map();
    if (exact) words.set(exact[1], 1);
    if ((isLast || !exact) && (word.length > 1 || IS_UNSPACED.test(word))) {
      const begun = rows.filter(([form]) => form.startsWith(word) && form !== word).sort(([a], [b]) => a.length - b.length);
      for (const [, number] of begun) if (words.size < FORMS && !words.has(number)) words.set(number, BEGUN);
    }
    if (!words.size) {
      const other = otherForm(word, rows, at);
      if (other) words.set(other[1], 1);
    }
    return { word, words, forms: new Set(rows.filter(([, number]) => words.has(number)).map(([form]) => form)) };
  }

  // Another form of a word, where no text has this one: the known word that shares most of it.
  function otherForm(word, rows, at) {
    const least = Math.max(4, word.length - ENDING);
    const best = { shared: least - 1, length: Infinity };
    for (const row of rows.slice(Math.max(0, at - 40), at + 41)) {
      const [form] = row;
      const shared = sharedBy(word, form);
      if (form.length - shared > ENDING || shared < best.shared || (shared === best.shared && form.length >= best.length)) continue;
      if (shared >= least) Object.assign(best, { shared, length: form.length, row });
    }
    return best.row;
  }

  // The pages that have a word, with what it counts on each: the rarer it is, the more.
  async function having({ words }) {
    const lists = await Promise.all([...words].map(async ([number, share]) => {
      const [first, name] = entry.having[placeOf(entry.having, number)];
      return [share, (await get(`index/${name}`))[number - first]];
    }));
    const pages = new Map();
    for (const [share, levels] of lists)
      for (let i = 0; i < levels.length; i += 2)
        for (const page of numbersOf(levels[i + 1])) pages.set(page, Math.max(pages.get(page) ?? 0, (share * levels[i]) / LEVELS));
    const rarity = Math.log(1 + (entry.pages - pages.size + 0.5) / (pages.size + 0.5));
    for (const [page, level] of pages) pages.set(page, level * rarity);
    return pages;
  }

  const shown = async (page) => {
    const names = await get(`index/${entry.names[Math.floor(page / NAMES)][1]}`);
    const length = names.length / Math.min(NAMES, entry.pages - Math.floor(page / NAMES) * NAMES);
    const at = (page % NAMES) * length;
    return get(`pages/${names.slice(at, at + length)}`);
  };

  // The pages that gather records whose title, in any language, begins with what was typed; the shortest title is the nearest.
  async function titled(query) {
    const start = letters(query);
    if (start.length < 2) return [];
    const begun = (await near(entry.titles, start)).filter(([title]) => title.startsWith(start)).sort(([a], [b]) => a.length - b.length);
    return [...new Set(begun.map(([, page]) => page))].slice(0, 3);
  }

  // Pages that have every word, best first; or, where no page has, those with most of them.
  async function answers(words) {
    const had = await Promise.all(words.map(having));
    const found = new Map();
    for (const pages of had)
      for (const [page, score] of pages) {
        const sum = found.get(page) ?? [0, 0];
        found.set(page, [sum[0] + 1, sum[1] + score]);
      }
    const most = Math.max(0, ...[...found.values()].map(([n]) => n));
    const pages = [...found].filter(([, [n]]) => n === most && n > (words.length - 1) / 2);
    pages.sort(([a, [, one]], [b, [, other]]) => other - one || a - b);
    return { pages: pages.map(([page]) => page), areAll: most === words.length };
  }

  // Of the first pages with all words those that have them in this order.
  async function holding(pages, phrases) {
    const wanted = phrases.map((phrase) => ` ${wordsOf(phrase).join(" ")} `);
    const read = await Promise.all(pages.slice(0, READ).map(async (page) => [page, await shown(page)]));
    return read.filter(([, [, title, , , , text]]) => wanted.every((one) => ` ${wordsOf(title).join(" ")} / ${wordsOf(text).join(" ")} `.includes(one))).map(([page]) => page);
  }

  async function find(query) {
    const words = [...new Set(wordsOf(query))].slice(0, WORDS);
    const phrases = [...query.matchAll(PHRASE)].map(([, phrase]) => phrase);
    const isOpen = !/["”»\s]$/.test(query); // its last word may go on
    const all = await Promise.all(words.map((word, i) => meant(word, isOpen && i === words.length - 1)));
    const [first, { pages, areAll }] = await Promise.all([phrases.length ? [] : titled(query), answers(all)]);
    const isCut = phrases.length > 0 && areAll && pages.length > READ;
    const rest = phrases.length ? (areAll ? await holding(pages, phrases) : []) : pages;
    const results = [...first.map((page) => [page, true]), ...rest.filter((page) => !first.includes(page)).map((page) => [page, false])];
    return {
      lacksWords: !phrases.length && !areAll && rest.length > 0,
      read: isCut ? READ : 0,
      results: results.map(([page, isTitled]) => async () => {
        const [address, title, kind, country, year, text] = await shown(page);
        return { url: new URL(address, root).href, title, meta: [kind, country, year], excerpt: isTitled ? [] : excerptOf(text, all) };
      }),
    };
  }

  return { find };
}

// --- excerpts

// Where the words stand in a text: [begin, end, number of the word asked for].
function hitsOf(text, asked) {
  const hits = [];
  for (const match of text.matchAll(RUNS)) {
    const [run] = match;
    if (IS_UNSPACED.test(run)) {
      asked.forEach(({ word }, i) => {
        if (IS_UNSPACED.test(word)) for (let at = run.indexOf(word); at >= 0; at = run.indexOf(word, at + 1)) hits.push([match.index + at, match.index + at + word.length, i]);
      });
      continue;
    }
    const parts = new Set([letters(run), ...run.split("\u200c").map(letters)]);
    const i = asked.findIndex(({ word, forms }) => [...parts].some((part) => forms.has(part) || (word.length > 2 && part.startsWith(word))));
    if (i >= 0) hits.push([match.index, match.index + run.length, i]);
  }
  return hits.sort(([a], [b]) => a - b);
}

// The part of a text with most of the words, as [text, is it one of them]…
function excerptOf(text, asked) {
  const hits = hitsOf(text, asked);
  let [best, most] = [0, 0];
  hits.forEach(([begin], i) => {
    const within = new Set(hits.slice(i).filter(([, end]) => end <= begin + EXCERPT - BEFORE).map(([, , word]) => word));
    if (within.size > most) [best, most] = [begin, within.size];
  });
  let begin = Math.max(0, best - BEFORE);
  if (begin > 0) begin = Math.min(best, text.indexOf(" ", begin) + 1 || best);
  let end = Math.min(text.length, begin + EXCERPT);
  if (end < text.length) end = Math.max(text.lastIndexOf(" ", end), begin + EXCERPT / 2);
  const parts = [[begin > 0 ? "… " : "", false]];
  let at = begin;
  for (const [from, to] of hits) {
    if (to <= at || from < begin || to > end) continue;
    parts.push([text.slice(at, Math.max(at, from)), false], [text.slice(Math.max(at, from), to), true]);
    at = to;
  }
  parts.push([text.slice(at, end) + (end < text.length ? " …" : ""), false]);
  return parts.filter(([part]) => part);
}
