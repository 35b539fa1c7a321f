// The editor at /admin/: Decap CMS, with two widgets for what a record may say shortly or at length.
// Configured by config.json beside the page; fetched there, because the page's policy allows no inline script.

window.CMS_MANUAL_INIT = true;

const plain = (value) => (value && typeof value.toJS === "function" ? value.toJS() : value);
const isEmpty = (value) =>
  value === undefined || value === null || value === "" || value === false ||
  (Array.isArray(value) && value.length === 0) ||
  (typeof value === "object" && !Array.isArray(value) && Object.keys(value).length === 0);

/** What an author left empty is not in the file: a blank is a word, never a gap. */
const pruned = (value) => {
  if (Array.isArray(value)) return value.map(pruned).filter((one) => !isEmpty(one));
  if (value && typeof value === "object") {
    const kept = Object.entries(value).map(([name, one]) => [name, pruned(one)]).filter(([, one]) => !isEmpty(one));
    return Object.fromEntries(kept);
  }
  return typeof value === "string" ? value.trim() : value;
};

/** A value alone, or a mapping of it with where it is from; what the form does not show is kept. */
const valueControl = () => ({
  parts() {
    const value = plain(this.props.value);
    return value && typeof value === "object" ? value : { [this.main()]: value || "" };
  },
  main() {
    return this.props.field.get("main");
  },
  change(name, said) {
    const parts = pruned({ ...this.parts(), [name]: said });
    const short = Object.keys(parts).every((one) => one === this.main());
    this.props.onChange(short ? parts[this.main()] || "" : parts);
  },
  input(name, options, id) {
    const said = this.parts()[name];
    const given = { id, value: said === undefined ? "" : String(said), onChange: (event) => this.change(name, event.target.value) };
    if (!options.length) return window.h("input", { type: "text", ...given });
    return window.h("select", given, ["", ...options].map((one) => window.h("option", { key: one, value: one }, one || "–")));
  },
  render() {
    const { field, forID } = this.props;
    const parts = this.parts();
    if (Array.isArray(parts.values)) {
      return window.h("p", { className: "tessera-value" }, "Sources disagree here. Edit this field in the file itself.");
    }
    const details = field.get("details").toJS();
    return window.h("div", { className: "tessera-value" },
      this.input(this.main(), field.get("options").toJS(), forID),
      window.h("details", { open: details.some(({ name }) => !isEmpty(parts[name])) },
        window.h("summary", {}, "More: from which source, as of when …"),
        details.map(({ name, label, options }) =>
          window.h("label", { key: name, htmlFor: `${forID}-${name}` }, label, this.input(name, options, `${forID}-${name}`)))));
  },
});

/** Codes to tick, or one honest blank; details that a code has in the file are kept. */
const codesControl = () => ({
  codes() {
    const value = plain(this.props.value);
    return Array.isArray(value) ? value : value && typeof value === "object" ? Object.keys(value) : [];
  },
  tick(code, on) {
    const value = plain(this.props.value);
    const codes = on ? [...this.codes(), code] : this.codes().filter((one) => one !== code);
    const long = value && typeof value === "object" && !Array.isArray(value);
    this.props.onChange(long ? Object.fromEntries(codes.map((one) => [one, value[one] || {}])) : codes);
  },
  render() {
    const { field, forID, value } = this.props;
    const blanks = field.get("blanks").toJS();
    return window.h("div", { className: "tessera-value" },
      window.h("fieldset", { id: forID }, field.get("options").toJS().map((code) =>
        window.h("label", { key: code },
          window.h("input", { type: "checkbox", checked: this.codes().includes(code), onChange: (event) => this.tick(code, event.target.checked) }),
          code))),
      window.h("label", { htmlFor: `${forID}-blank` }, "None of them, because",
        window.h("select", { id: `${forID}-blank`, value: typeof value === "string" ? value : "", onChange: (event) => this.props.onChange(event.target.value || []) },
          ["", ...blanks].map((one) => window.h("option", { key: one, value: one }, one || "–")))));
  },
});

/** A list as Decap has it, or one honest blank in its place. */
const listControl = (List) => ({
  render() {
    const { field, forID, value, onChange } = this.props;
    const blank = typeof value === "string" ? value : "";
    const select = window.h("label", { className: "tessera-value", htmlFor: `${forID}-blank` }, "None, because",
      window.h("select", { id: `${forID}-blank`, value: blank, onChange: (event) => onChange(event.target.value || undefined) },
        ["", ...field.get("blanks").toJS()].map((one) => window.h("option", { key: one, value: one }, one || "–"))));
    const empty = isEmpty(plain(value)) || blank;
    return window.h("div", {}, blank ? null : window.h(List, this.props), empty ? select : null);
  },
});

/** A list of values in either form: Decap's own takes a mapping in it for a mapping of the list's. */
const valuesControl = (Value) => ({
  values() {
    return plain(this.props.value) || [];
  },
  put(at, ...values) {
    const now = [...this.values()];
    now.splice(at, 1, ...values);
    this.props.onChange(now);
  },
  render() {
    const { field, forID } = this.props;
    const name = field.get("label").toLowerCase();
    const button = (words, onClick) => window.h("button", { type: "button", className: "tessera-button", onClick }, words);
    return window.h("div", { className: "tessera-value" },
      this.values().map((value, at) =>
        window.h("div", { key: at, className: "tessera-entry" },
          window.h(Value, { field: field.get("entry"), forID: `${forID}-${at}`, value, onChange: (said) => this.put(at, said) }),
          button(`Remove ${at + 1} of ${name}`, () => this.put(at)))),
      button(`Add to ${name}`, () => this.put(this.values().length, "")));
  },
});

const start = async () => {
  const answer = await fetch("config.json");
  const config = await answer.json();
  const { CMS, createClass } = window;
  const codes = config.collections.flatMap(({ fields }) => fields).filter(({ widget }) => widget === "tessera-codes").map(({ name }) => name);
  const Value = createClass(valueControl());
  CMS.registerWidget("tessera-value", Value);
  CMS.registerWidget("tessera-values", createClass(valuesControl(Value)));
  CMS.registerWidget("tessera-codes", createClass(codesControl()));
  CMS.registerWidget("tessera-list", createClass(listControl(CMS.getWidget("list").control)));
  CMS.registerEventListener({
    name: "preSave",
    handler: ({ entry }) => {
      const data = entry.get("data");
      const said = data.toJS();
      const kept = pruned(said);
      // A code without details is still a code.
      codes.filter((name) => name in kept).forEach((name) => { kept[name] = said[name]; });
      return data.clear().merge(kept);
    },
  });
  CMS.init({ config: { load_config_file: false, ...config } });
};

const script = document.createElement("script");
script.src = "decap-cms.js";
script.addEventListener("load", start);
document.body.append(script);
