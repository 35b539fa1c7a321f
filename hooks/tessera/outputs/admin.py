"""/admin/: records and briefings edited in the browser, and proposed as a pull request.

The editor is Decap CMS, whose script `make admin` fetches and this module knows by its hash; the forms
are drawn from the models that read the records. It is the one page with a script of somebody else's,
so it stands alone, with a policy of its own, and nothing else on the site leads there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256
from json import dumps
from typing import Any

from tessera.content import schema
from tessera.errors import TesseraError
from tessera.outputs.producer import Producer
from tessera.outputs.site import Site

VERSION = "3.16.3"
SHA256 = "7c1efd6b616b4786e279aeef194dd21649a72058d3bc8d1f78901b574610dfb8"
"""Of dist/decap-cms.js in the package of that version."""
FETCHED = (".cache", "admin", "decap-cms.js")
"""Where `make admin` puts it."""
LONG = 1000
"""Characters above which a text gets a field of several lines."""
_NAMES = ("index.html", "config.json", "decap-cms.js")
_GITHUB = "https://api.github.com https://github.com https://www.githubstatus.com"
Form = dict[str, Any]


def keys(site: Site) -> Iterable[str]:
    """The page, its configuration and its script, if the desk has one."""
    return _NAMES if site.settings.admin else ()


def uri(site: Site, key: str) -> str:
    return f"admin/{key}"


def make(site: Site, key: str) -> str | bytes:
    """One of the three."""
    if key == "index.html":
        return site.templates.get_template("admin.html").render(
            site=site,
            policy=_policy(site),
            files=f"https://github.com/{site.settings.admin}/tree/main/briefings",
        )
    if key == "config.json":
        return dumps(config(site), ensure_ascii=False, indent=1)
    return _script(site)


def _policy(site: Site) -> str:
    """Decap compiles its forms' rules and writes its styles as it runs: hence the two `unsafe-…`."""
    login = site.settings.admin_login or "https://api.netlify.com"
    return (
        "default-src 'none'; script-src 'self' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob: https://avatars.githubusercontent.com https://raw.githubusercontent.com; "
        f"font-src 'self' data:; connect-src 'self' blob: {_GITHUB} {login}; frame-src 'self' blob:; "
        "base-uri 'none'; form-action 'none'"
    )


def _script(site: Site) -> bytes:
    path = site.settings.root.joinpath(*FETCHED)
    try:
        body = path.read_bytes()
    except OSError:
        raise TesseraError(
            f"{path} is not there, and the setting `admin` needs it. Run `make admin`."
        ) from None
    if sha256(body).hexdigest() != SHA256:
        raise TesseraError(f"{path} is not that of Decap CMS {VERSION}. Run `make admin` again.")
    return body


def config(site: Site) -> Form:
    """What Decap reads: https://decapcms.org/docs/configuration-options/."""
    codes = {name: [*terms] for name, terms in site.library.vocabulary.sections.items()}
    agreement, analysis = schema.of("agreement", codes), schema.of("analysis", codes)
    backend = {
        "name": "github",
        "repo": site.settings.admin,
        "branch": "main",
        "open_authoring": True,
    }
    if site.settings.admin_login:
        backend["base_url"] = site.settings.admin_login
    return {
        "backend": backend,
        "publish_mode": "editorial_workflow",
        "media_folder": "briefings/analyses",
        "public_folder": "",
        "site_url": site.settings.site_url,
        "slug": {"encoding": "ascii", "clean_accents": True},
        "collections": [
            {
                "name": "agreements",
                "label": "Agreements",
                "label_singular": "Agreement",
                "description": "One agreement a record. Leave empty what you have not looked for.",
                "folder": "briefings/agreements",
                "create": True,
                "format": "yaml",
                "extension": "yml",
                "identifier_field": "title",
                "slug": "{{fields.parties.0}}-{{fields.parties.1}}-{{fields.dates.signed}}-{{slug | truncate(24, '')}}",
                "summary": "{{title}} ({{filename}})",
                "editor": {"preview": False},
                "fields": [*_fields(agreement, agreement)],
            },
            {
                "name": "analyses",
                "label": "Briefings",
                "label_singular": "Briefing",
                "folder": "briefings/analyses",
                "create": True,
                "format": "frontmatter",
                "extension": "md",
                "identifier_field": "title",
                "editor": {"preview": False},
                "fields": [
                    *_fields(analysis, analysis),
                    {"name": "body", "label": "Text", "widget": "markdown", "modes": ["raw"]},
                ],
            },
        ],
    }  # fmt: skip


def _fields(shape: Form, root: Form, *, needed: bool = True) -> Iterator[Form]:
    """A form for each property of an object; `needed` unless the object itself may be left out."""
    for name, part in shape["properties"].items():
        required = needed and name in shape.get("required", ())
        yield {
            "name": name,
            "label": name.replace("_", " ").capitalize(),
            "required": required,
            **_form(_plain(part, root), root, needed=required),
        }


def _form(part: Form, root: Form, *, needed: bool = True) -> Form:
    """The widget for one value."""
    hint = {"hint": part["description"]} if "description" in part else {}
    if forms := part.get("anyOf"):
        return _either([_plain(one, root) for one in forms], root)
    if "enum" in part:
        return {"widget": "select", "options": _words(part)}
    if part.get("type") == "array":
        item = _plain(part["items"], root)
        inner = _form(item, root)
        if inner["widget"] == "tessera-value":
            return {"widget": "tessera-values", "entry": inner}
        if inner["widget"] == "object":
            return {"widget": "list", "fields": inner["fields"], "collapsed": True}
        return {"widget": "list", "field": {"name": "item", "label": "Entry", **inner}}
    if "properties" in part:
        inside = [*_fields(part, root, needed=needed)]
        return {"widget": "object", "collapsed": not needed, "fields": inside, **hint}
    if part.get("type") == "boolean":
        return {"widget": "boolean"}
    long = part.get("maxLength", 0) > LONG
    pattern = (
        {"pattern": [part["pattern"], hint.get("hint", "not in this form")]}
        if "pattern" in part
        else {}
    )
    return {"widget": "text" if long else "string", **hint, **pattern}


def _either(forms: list[Form], root: Form) -> Form:
    """A value in its short form, its long one, or a blank: widgets of our own (assets/admin.js)."""
    first, *others = forms
    blanks: list[str] = next((one["enum"] for one in others if "enum" in one), [])
    if first.get("type") == "array" and "enum" in first.get("items", {}):
        return {"widget": "tessera-codes", "options": _words(first["items"]), "blanks": blanks}
    if first.get("type") == "array":
        return {**_form(first, root), "widget": "tessera-list", "blanks": blanks}
    long = next(one for one in others if "properties" in one)
    parts = {name: _plain(one, root) for name, one in long["properties"].items()}
    main = next((name for name, one in parts.items() if one == first), "ref")
    details = [
        {"name": one["name"], "label": one["label"], "options": one.get("options", [])}
        for one in _fields(long, root)
        if one["name"] != main and one["widget"] in {"string", "text", "select"}
    ]
    return {
        "widget": "tessera-value",
        "main": main,
        "options": _words(first),
        "details": details,
        **({"hint": first["description"]} if "description" in first else {}),
    }


def _plain(part: Form, root: Form) -> Form:
    """A part of a schema with its reference followed, and `null` left out of its choices."""
    while "$ref" in part:
        part = root["$defs"][part["$ref"].rpartition("/")[2]]
    choices = [one for one in part.get("anyOf", ()) if one != {"type": "null"}]
    return _plain(choices[0], root) if len(choices) == 1 else part


def _words(part: Form) -> list[str]:
    """The codes of a choice; numbers are there for editors alone."""
    return [one for one in part.get("enum", ()) if isinstance(one, str)]


PRODUCERS = (Producer("admin page", keys, uri, make),)
