// The address of the feed of a party, of a field, or of both. Markup: pages/feeds.html; addresses: outputs/streams.py.

const box = document.querySelector("[data-subscribe]");
const { party, field, format } = box.querySelector("form").elements;
const link = box.querySelector("[data-feed]");
const note = box.querySelector("#slice-note");

function show() {
  const known = party.selectedOptions[0].dataset.fields?.split(" ");
  for (const option of field.options) {
    option.disabled = Boolean(known && option.value && !known.includes(option.value));
    if (option.disabled && option.selected) field.value = "";
  }
  const both = Boolean(party.value && field.value);
  format.disabled = both;
  note.textContent = both ? note.dataset.both : "";
  let address = "";
  if (both) address = `feeds/${party.value}/${field.value}/atom.xml`;
  else if (party.value) address = `countries/${party.value}/${format.value}`;
  else if (field.value) address = `pillars/${field.value}/${format.value}`;
  else address = format.value;
  // Read here, written out whole: a reader takes the address elsewhere.
  link.href = new URL(`../${address}`, location.href);
  link.textContent = box.dataset.root.startsWith("http") ? box.dataset.root + address : link.href;
}

for (const choice of [party, field, format]) choice.addEventListener("change", show);
show();
box.hidden = false;
