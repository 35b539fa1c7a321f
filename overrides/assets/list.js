// Tables that sort, and lists of agreements that filter. The page brings the rows, their values in data attributes and the
// words; the address keeps the state. Markup: pages/_list.html.

const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const { compare } = new Intl.Collator(document.documentElement.lang || "en", { numeric: true });
const { format: written } = new Intl.NumberFormat(document.documentElement.lang || "en");
const BLANK = /^[–—-]?$/;

class List {
  constructor(box) {
    this.box = box;
    this.table = box.querySelector("table");
    this.body = this.table.tBodies[0];
    this.rows = [...this.body.rows];
    this.size = this.shown = box.dataset.rest ? this.rows.length : Infinity;
    this.prefix = box.dataset.list === "agreements" ? "" : `${box.dataset.list}-`;
    this.printed = box.dataset.order;
    this.order = this.printed;
    this.parties = new Map(); // code -> name, as chosen
    this.makeHeadings();
    this.more = box.querySelector("[data-more]");
    this.more?.addEventListener("click", () => this.showMore());
    this.form = box.querySelector("form");
    if (this.form) this.makeForm();
    this.take = box.querySelector("[data-csv]");
    if (this.take) {
      this.take.hidden = false;
      this.take.addEventListener("click", () => this.download());
    }
    const unknown = this.read();
    if (this.more) this.more.hidden = !box.dataset.rest;
    if (this.isTouched) this.apply();
    if (unknown.length) this.say("unknown", unknown.join(", "));
    if (this.form) {
      this.fold = box.querySelector("details");
      this.fold.open = this.isNarrowed || unknown.length > 0 || ("open" in this.fold.dataset && innerWidth >= 880);
      this.fold.hidden = false;
    }
  }

  get isNarrowed() {
    return Boolean(this.form && (this.parties.size || this.fields.some((field) => field.value)));
  }

  get isTouched() {
    return this.isNarrowed || this.order !== this.printed;
  }

  // --- sorting

  makeHeadings() {
    this.headings = new Map();
    for (const heading of this.table.tHead.querySelectorAll("[data-sort]")) {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...heading.childNodes);
      heading.append(button);
      button.addEventListener("click", () => this.sortBy(heading));
      this.headings.set(heading.dataset.sort, heading);
    }
    this.markHeadings();
  }

  markHeadings() {
    const [key, direction] = this.order.split(" ");
    for (const [name, heading] of this.headings) {
      if (name === key) heading.setAttribute("aria-sort", direction === "desc" ? "descending" : "ascending");
      else heading.removeAttribute("aria-sort");
    }
  }

  sortBy(heading) {
    const key = heading.dataset.sort;
    const [current, direction] = this.order.split(" ");
    const first = heading.matches(".num, [data-sort=date]") ? "desc" : "asc"; // what is largest or newest is asked for first
    const other = first === "asc" ? "desc" : "asc";
    this.order = `${key} ${current === key && direction === first ? other : first}`;
    this.change();
  }

  sorted(rows) {
    if (this.order === this.printed) return rows;
    const [key, direction] = this.order.split(" ");
    const heading = this.headings.get(key);
    const turn = direction === "desc" ? -1 : 1;
    const isNumber = heading.classList.contains("num");
    const valued = rows.map((row) => [valueOf(row.cells[heading.cellIndex], isNumber), row]);
    // Blanks stand last in both directions; rows that are equal keep the order of the page.
    valued.sort(([a], [b]) => (a === "" || b === "" ? (a === "") - (b === "") : turn * (isNumber ? a - b : compare(a, b))));
    return valued.map(([, row]) => row);
  }

  // --- filtering

  makeForm() {
    const { form } = this;
    this.selects = [...form.querySelectorAll("select")];
    this.years = [...form.querySelectorAll("[type=number]")];
    this.fields = [...this.selects, ...this.years];
    this.said = form.querySelector(".filters__said");
    this.count = this.box.querySelector("[data-count]");
    this.unfiltered = this.count.textContent;
    this.chosen = form.querySelector(".filters__chosen");
    this.mode = form.querySelector(".filters__mode");
    this.party = form.elements.party;
    for (const option of form.querySelectorAll("select option")) {
      option.dataset.label = option.text.replace(/ \([^()]*\)$/, "");
    }
    for (const field of this.fields) field.addEventListener("change", () => this.change());
    this.mode?.addEventListener("change", () => this.change());
    // A pick from the list of suggestions is the only input that is not typed.
    this.party?.addEventListener("input", ({ inputType }) => {
      if (!inputType || inputType === "insertReplacementText") this.addParty(true);
    });
    this.party?.addEventListener("change", () => this.addParty(true));
    this.party?.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.isComposing) return;
      event.preventDefault();
      this.addParty(false);
    });
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", () => setTimeout(() => this.clear()));
    this.box.querySelector("[data-clear]").addEventListener("click", () => form.reset());
  }

  addParty(exactly) {
    const typed = fold(this.party.value.trim());
    if (!typed) return;
    const options = [...this.party.list.options];
    const find = (test) => options.find((option) => test(fold(option.value), fold(option.dataset.code)));
    let found = find((name, code) => name === typed || code === typed);
    if (!exactly) found ??= find((name) => name.startsWith(typed)) ?? find((name) => name.includes(typed));
    if (found) {
      this.parties.set(found.dataset.code, found.value);
      this.party.value = "";
      this.change();
    } else if (!exactly) {
      this.say("nobody", this.party.value.trim());
    }
  }

  showParties() {
    if (!this.party) return;
    this.chosen.hidden = !this.parties.size;
    this.mode.hidden = this.parties.size < 2;
    this.chosen.replaceChildren(
      ...[...this.parties].map(([code, name]) => {
        const item = document.createElement("li");
        const button = document.createElement("button");
        button.type = "button";
        button.textContent = name;
        button.setAttribute("aria-label", this.said.dataset.remove.replace("{x}", name));
        button.addEventListener("click", () => {
          this.parties.delete(code);
          this.change();
          this.party.focus();
        });
        item.append(button);
        return item;
      }),
    );
  }

  clear() {
    this.parties.clear();
    this.change();
    this.form.querySelector("input, select").focus();
  }

  say(what, x = "") {
    if (this.said) this.said.textContent = what ? this.said.dataset[what].replace("{x}", x) : "";
  }

  get tests() {
    const tests = [];
    if (!this.form) return tests;
    const chosen = [...this.parties.keys()];
    if (chosen.length) {
      const how = this.form.elements.mode.value === "any" ? "some" : "every";
      tests.push(["party", ({ p }) => chosen[how]((code) => p.split(" ").includes(code))]);
    }
    for (const { name, value, dataset } of this.selects) {
      if (value) tests.push([name, (row) => row[dataset.key].split(" ").includes(value)]);
    }
    for (const { name, value } of this.years) {
      if (value) tests.push([name, ({ y }) => y && (name === "from" ? Number(y) >= value : Number(y) <= value)]);
    }
    return tests;
  }

  // One pass: the rows that pass every test, and how many each option of a filter would leave.
  matching() {
    const { tests } = this;
    const counts = new Map(this.selects?.map((select) => [select, {}]));
    const matched = this.rows.filter(({ dataset }) => {
      const failed = tests.filter(([, test]) => !test(dataset)).map(([name]) => name);
      for (const [select, count] of counts) {
        if (failed.some((name) => name !== select.name)) continue;
        for (const code of dataset[select.dataset.key].split(" ")) count[code] = (count[code] ?? 0) + 1;
      }
      return !failed.length;
    });
    for (const [select, count] of counts) {
      for (const option of select.options) {
        if (!option.value) continue;
        option.text = `${option.dataset.label} (${written(count[option.value] ?? 0)})`;
        option.disabled = !count[option.value] && !option.selected;
      }
    }
    return matched;
  }

  // --- state

  read() {
    const given = new URLSearchParams(location.search);
    const unknown = [];
    const get = (name) => given.get(this.prefix + name);
    for (const field of this.fields ?? []) {
      const value = get(field.name);
      if (!value) continue;
      field.value = value;
      if (field.value !== value || !field.validity.valid) {
        field.value = "";
        unknown.push(value);
      }
    }
    if (this.party) {
      const names = new Map([...this.party.list.options].map((option) => [option.dataset.code, option.value]));
      for (const code of given.getAll(`${this.prefix}party`)) {
        const known = code.toUpperCase();
        if (names.has(known)) this.parties.set(known, names.get(known));
        else unknown.push(code);
      }
      if (get("mode") === "any") this.form.elements.mode.value = "any";
    }
    const sort = get("sort");
    if (this.headings.has(sort)) this.order = `${sort} ${get("dir") === "desc" ? "desc" : "asc"}`;
    else if (sort) unknown.push(sort);
    return unknown;
  }

  write() {
    const url = new URL(location);
    const set = (name, value) => (value ? url.searchParams.set(this.prefix + name, value) : url.searchParams.delete(this.prefix + name));
    for (const { name, value } of this.fields ?? []) set(name, value);
    set("party");
    for (const code of this.parties.keys()) url.searchParams.append(`${this.prefix}party`, code);
    set("mode", this.parties.size > 1 && this.form.elements.mode.value);
    const [sort, direction] = this.order === this.printed ? [] : this.order.split(" ");
    set("sort", sort);
    set("dir", direction);
    history.replaceState(history.state, "", url);
  }

  change() {
    for (const field of this.years ?? []) if (!field.validity.valid) field.value = "";
    this.say("");
    this.shown = this.size;
    this.write();
    this.apply();
  }

  async apply() {
    this.markHeadings();
    this.showParties();
    if (this.isTouched) await this.load();
    const matched = this.sorted(this.matching());
    this.body.replaceChildren(...matched.slice(0, this.shown));
    if (this.form) {
      this.box.querySelector(".table").hidden = !matched.length;
      this.box.querySelector(".list__none").hidden = matched.length > 0;
      this.count.textContent = this.isNarrowed ? this.count.dataset.count.replace("{n}", written(matched.length)) : this.unfiltered;
    }
    if (this.more) {
      const all = this.box.dataset.rest && !this.isNarrowed ? Number(this.box.dataset.total) : matched.length;
      this.more.hidden = all <= this.shown;
      this.more.parentNode.hidden = this.more.hidden;
    }
  }

  // --- the rows that the page did not bring

  load() {
    this.loading ??= this.box.dataset.rest ? this.fetchRest() : Promise.resolve();
    return this.loading;
  }

  async fetchRest() {
    try {
      const response = await fetch(this.box.dataset.rest);
      if (!response.ok) throw new Error(response.status);
      const template = document.createElement("template");
      template.innerHTML = await response.text();
      this.rows.push(...template.content.querySelectorAll("tr"));
    } catch {
      this.say("failed");
      this.loading = undefined;
    }
  }

  // --- the rows that match, in their order, as a file

  async download() {
    await this.load();
    const heads = [...this.table.tHead.rows[0].cells].map(({ textContent }) => textContent.trim());
    const lines = [[...heads, this.take.dataset.address]];
    for (const row of this.sorted(this.matching())) {
      lines.push([...[...row.cells].map(csvValueOf), addressOf(row)]);
    }
    const text = lines.map((line) => `${line.map(csvCell).join(",")}\r\n`).join("");
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
    link.download = this.take.dataset.csv;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }

  async showMore() {
    const first = this.body.rows.length;
    await this.load();
    this.shown += this.size;
    await this.apply();
    this.body.rows[first]?.querySelector("a")?.focus();
  }
}

// Rows that were fetched stand in no document yet, so that their links are relative to nothing.
function addressOf(row) {
  const href = row.querySelector("th a")?.getAttribute("href");
  return href ? new URL(href, location.href).href : "";
}

function csvValueOf(cell) {
  return cell.querySelector("time")?.dateTime ?? cell.textContent.replace(/\s+/g, " ").trim();
}

// As in the published CSV: an apostrophe before what a spreadsheet would run, quotes where a cell needs them.
function csvCell(text) {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function valueOf(cell, isNumber) {
  const text = cell.dataset.value ?? cell.querySelector("time")?.dateTime ?? cell.textContent.trim();
  if (isNumber) {
    const number = parseFloat(text.replace(/[^\d.-]/g, ""));
    return Number.isNaN(number) ? "" : number;
  }
  return BLANK.test(text) || cell.firstElementChild?.matches(".blank") ? "" : text;
}

for (const box of document.querySelectorAll("[data-list]")) new List(box);
