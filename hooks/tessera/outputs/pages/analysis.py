"""The page of one briefing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import partial
from heapq import nlargest

from markupsafe import Markup, escape

from tessera.content.analysis import Analysis, Cited, Provenance, WireFrame
from tessera.content.markdown import Heading
from tessera.outputs import words
from tessera.outputs.cards import of as cards
from tessera.outputs.pages import cite, schema
from tessera.outputs.pages.page import Drawn, Page, draw, relative_links, view_of
from tessera.outputs.search.found import Found
from tessera.outputs.site import Site
from tessera.outputs.view import Shown, View
from tessera.pattern.index import analysis_parties

NEXT = 3
"""How many further briefings a page offers."""


def keys(site: Site) -> Iterable[str]:
    """Every analysis's id."""
    return site.library.analyses


def uri(site: Site, key: str) -> str:
    """`analyses/<id>/`."""
    return f"analyses/{key}/index.html"


def make(site: Site, key: str) -> Drawn:
    """The page of the analysis with this id."""
    one = site.library.analyses[key]
    view = view_of(site, uri(site, key))
    rendered = site.body(one)
    page = Page(
        uri(site, key),
        "analysis.html",
        title=one.title,
        description=one.standfirst,
        card=partial(cards.analysis, site, one),
        alt=one.card.alt,
        hub="analyses/",
        data="index.json",
        source=one.path,
        lang=one.lang,
        kind="article",
        found=Found(
            view.label("analysis_kinds", one.kind),
            year=str(one.published.year),
            titles=(one.title,),
        ),
        published=one.published.plain,
        modified=one.updated.plain if one.updated else None,
        toc=[
            *map(_toc, rendered.headings),
            *_own_sections(view, one),
            *([{"href": "#numbers", "label": view.say("The numbers")}] if rendered.numbers else []),
        ],
        subject=schema.analysis(site, one),
        cited=cite.analysis(site, one),
    )
    return draw(
        site, page, view,
        one=one,
        kind=view.label("analysis_kinds", one.kind),
        trail=[
            view.home(),
            {"label": view.say("Analyses"), "href": view.href("analyses/")},
            {"label": words.cut(one.title, 60)},
        ],
        byline=_byline(view, one),
        body=relative_links(rendered.html, view.root),
        numbers=[_number(view, n, text) for n, text in enumerate(rendered.numbers, 1)],
        framing=_framing(view, one),
        provenance=[_provenance(view, n, item) for n, item in enumerate(one.provenance, 1)],
        corrections=[
            {"date": view.day(item.date), "kind": "correction", "kind_label": view.say("Correction"),
             "was": item.was, "now": item.now, "why": item.why}
            for item in sorted(one.corrections, key=lambda c: c.date.order, reverse=True)
        ],
        agreements=[view.entry(site.library.agreements[name]) for name in one.agreements
                    if name in site.library.agreements],
        overdue=one.review_by is not None and site.past(one.review_by.last.isoformat()),
        parties=[view.party(code) for code in analysis_parties(one, site.library)],
        following=[view.briefing(other) for other in _next(site, one)],
    )  # fmt: skip


COUNTED = 20
"""Records listed behind a living number."""


def _number(view: View, n: int, text: str) -> Shown:
    """What a living number asks, what it gives, and the records behind it."""
    acts, was = view.library.counted(text)
    return {
        "id": f"u-n.{n}",
        "asks": text.strip(),
        "now": len(acts),
        "was": was if was != len(acts) else None,
        "records": [{**view.act(act), "when": view.when(act)} for act in acts[: -COUNTED - 1 : -1]],
    }


def _toc(heading: Heading) -> Shown:
    return {
        "href": f"#{heading.anchor}",
        "label": heading.text,
        "children": [_toc(child) for child in heading.children],
    }


def _own_sections(view: View, one: Analysis) -> list[Shown]:
    say = view.say
    parts = (
        (one.said or one.unsaid, "said", say("Said and unsaid")),
        (one.framing, "framing", say("Framing")),
        (one.would_change_our_mind, "mind", say("What would change our mind")),
        (one.provenance, "provenance", say("Provenance")),
        (one.agreements, "agreements", say("Agreements used")),
    )
    return [{"href": f"#{anchor}", "label": label} for there, anchor, label in parts if there]


def _byline(view: View, one: Analysis) -> list[str]:
    line: list[str] = [_authors(view, one)]
    line.append(view.say("Published {date}", date=words.date(one.published, view.wording)))
    if one.updated:
        line.append(view.say("Updated {date}", date=words.date(one.updated, view.wording)))
    line.append(view.say("What is known as of {date}", date=words.date(one.as_of, view.wording)))
    return line


def _authors(view: View, one: Analysis) -> Markup:
    """Names in words, each leading to the author's ORCID record if there is one."""
    link = Markup('<a href="https://orcid.org/{}" rel="author external noopener">{}</a>')
    names = [
        link.format(author.orcid, author.name) if author.orcid else escape(author.name)
        for author in one.authors
    ]
    return Markup(view.wording.listed(names))  # noqa: S704  each name is escaped above


def _cited(view: View, source: Cited) -> Shown:
    """The shape `link` for a source named by an analysis."""
    if source.ref is not None:
        record, _, name = source.ref.partition("#")
        act = view.library.agreements.get(record)
        if act is None:
            return {"label": source.ref}
        item = act.source_by_id[name]
        return {
            "label": view.say(
                "{outlet}, in the record “{title}”",
                outlet=view.outlet_name(item),
                title=words.cut(act.title, 70),
            ),
            "href": view.href(f"agreements/{record}/#source-{name}"),
        }
    outlet = view.library.outlets[source.outlet].name if source.outlet else ""
    label = ", ".join(filter(None, (outlet, source.title))) or str(source.url)
    return {"label": label, "href": source.url}


def _framing(view: View, one: Analysis) -> Shown | None:
    if one.framing is None:
        return None
    return {"desk": one.framing.desk, "wire": [_frame(view, frame) for frame in one.framing.wire]}


def _frame(view: View, frame: WireFrame) -> Shown:
    lang = _language(view, frame.source)
    return {
        "label": frame.label,
        "source": _cited(view, frame.source) if frame.source else None,
        "quote": frame.quote,
        "lang": lang,
        "dir": words.direction(lang) if lang else None,
        "differs": frame.differs or "",
    }


def _language(view: View, source: Cited | None) -> str | None:
    """The language that a source, and so a quotation of it, is in."""
    if source is None or source.ref is None:
        return source.lang if source else None
    record, _, name = source.ref.partition("#")
    act = view.library.agreements.get(record)
    return act.source_by_id[name].lang if act else None


def _provenance(view: View, n: int, item: Provenance) -> Shown:
    return {"n": n, "link": _cited(view, item.source), "use": item.use}


def _next(site: Site, one: Analysis) -> list[Analysis]:
    """Other briefings: those that share an agreement or party first, then the newest."""
    index, analyses = site.index, site.library.analyses
    acts = Counter(
        other.id for name in set(one.agreements) for other in index.analyses_of.get(name, ())
    )
    parties = Counter(
        other.id
        for code in analysis_parties(one, site.library)
        for other in index.analyses_by_party.get(code, ())
    )
    near = {*acts, *parties, *list(analyses)[-NEXT - 1 :]} - {one.id}
    return nlargest(
        NEXT,
        (analyses[name] for name in near),
        key=lambda other: (acts[other.id], parties[other.id], other.order),
    )
