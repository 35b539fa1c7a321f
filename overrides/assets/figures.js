// One filter for every figure of the page. The figures are complete without it; the records are fetched at the first choice.
// The state is in the address: ?pillar=…&level=…&from=…&to=…
const form = document.querySelector(".choose");
const status = form.querySelector("[role=status]");
const marks = [...document.querySelectorAll("svg [data-k]")].filter((mark) => !mark.closest(".figure__picture--multiples"));
const kept = new Map(marks.map((mark) => [mark, [mark.getAttribute("class"), mark.querySelector("title").textContent]]));
const { format: written } = new Intl.NumberFormat(document.documentElement.lang || "en");
let records;

const load = () => (records ??= fetch(form.dataset.acts).then((answer) => {
  if (!answer.ok) throw new Error(answer.status);
  return answer.json();
}).catch((error) => { records = undefined; throw error; }));

const chosen = () => Object.fromEntries([...new FormData(form)].filter(([, value]) => value));

const bounds = (most) => {
  if (most <= 5) return Array.from({ length: most }, (_, n) => n + 1);
  const made = [];
  for (let step = 1; step < 5; step += 1) made.push(Math.max(Math.round(most ** (step / 5)), (made.at(-1) ?? 0) + 1));
  return [...made, most];
};

const count = ({ parties, pillars, levels, acts }, { pillar, level, from, to }) => {
  const counts = new Map();
  const add = (key) => counts.set(key, (counts.get(key) ?? 0) + 1);
  const wanted = pillars.indexOf(pillar), at = levels.indexOf(level);
  let total = 0;
  for (const [who, year, named, height] of acts) {
    if (pillar && !named.includes(wanted)) continue;
    if (level && height !== at) continue;
    if ((from || to) && (!year || year < (from || 0) || year > (to || 9999))) continue;
    total += 1;
    const codes = who.map((one) => parties[one]);
    codes.forEach(add);
    if (codes.length === 2) add(codes.join("-"));
  }
  return [counts, total];
};

const show = (counts) => {
  const scales = new Map();
  for (const mark of marks) {
    const svg = mark.ownerSVGElement;
    if (!scales.has(svg)) scales.set(svg, Math.max(0, ...marks.filter((one) => one.ownerSVGElement === svg).map((one) => counts.get(one.dataset.k) ?? 0)));
  }
  for (const mark of marks) {
    const number = counts.get(mark.dataset.k) ?? 0;
    const limits = bounds(scales.get(mark.ownerSVGElement));
    const shade = number ? limits.findIndex((most) => number <= most) + 1 : 0;
    mark.setAttribute("class", kept.get(mark)[0].replace(/(tile|tie)--\d/, `$1--${shade}`));
    mark.classList.toggle("is-out", !number);
    const title = mark.querySelector("title");
    title.textContent = kept.get(mark)[1].replace(/: [^:]*$/, `: ${written(number)}`);
  }
  for (const list of document.querySelectorAll(".figure .legend")) list.hidden = true;
};

const restore = () => {
  for (const [mark, [kind, title]] of kept) {
    mark.setAttribute("class", kind);
    mark.querySelector("title").textContent = title;
  }
  for (const list of document.querySelectorAll(".figure .legend")) list.hidden = false;
};

const update = async () => {
  const wish = chosen();
  const query = new URLSearchParams(wish).toString();
  history.replaceState(null, "", (query ? `?${query}` : location.pathname) + location.hash);
  if (!query) {
    restore();
    status.textContent = status.dataset.all;
    return;
  }
  try {
    const [counts, total] = count(await load(), wish);
    if (new URLSearchParams(chosen()).toString() !== query) return; // the reader has chosen again meanwhile
    show(counts);
    status.textContent = status.dataset.some.replace("{n}", written(total));
  } catch {
    restore();
    status.textContent = status.dataset.failed;
  }
};

for (const [name, value] of new URLSearchParams(location.search)) {
  const field = form.elements.namedItem(name);
  if (field) field.value = value;
}
form.hidden = false;
form.addEventListener("input", update);
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("reset", () => setTimeout(update));
if (Object.keys(chosen()).length) update();
