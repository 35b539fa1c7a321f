"""The words that made-up records are made of. None of it describes anything real."""

from __future__ import annotations

TITLES = {
    "en": (
        "Memorandum of {a} and {b} on {topic}",
        "Agreement between the Government of {a} and the Government of {b} on cooperation in {topic}",
        "Programme of cooperation of {a} and {b} in {topic} for three years",
        "Protocol between the academies of {a} and {b} on {topic}",
        "Arrangement of the ministries of {a} and {b} concerning {topic}",
    ),
    "ru": (
        "Соглашение между Правительством ({a}) и Правительством ({b}) о сотрудничестве в области образования и науки",
        "Меморандум о взаимопонимании: {a} и {b}, научно-техническое сотрудничество",
    ),
    "fa": (
        "یادداشت تفاهم همکاری‌های علمی و فناوری میان {a} و {b}",
        "موافقت‌نامه همکاری آموزشی و پژوهشی {a} و {b}",
    ),
    "zh": ("{a}与{b}政府科学技术合作协定", "{a}和{b}关于高等教育与文化交流的谅解备忘录"),
    "ar": ("مذكرة تفاهم بين {a} و{b} بشأن التعاون في التعليم والبحث العلمي",
           "اتفاقية التعاون العلمي والتقني بين {a} و{b}"),
}  # fmt: skip
"""Title patterns by language: `{a}` and `{b}` are parties, `{topic}` a pillar in English."""

BODIES = (
    "Ministry of Education and Science",
    "Ministry of Higher Education",
    "State Committee on Science and Technology",
    "Academy of Sciences",
    "Ministry of Foreign Affairs",
    "National Research Council",
    "Ministry of Culture",
    "Space Agency",
)
PLACES = ("Minsk", "Tehran", "Caracas", "Beijing", "Hanoi", "Addis Ababa", "Havana", "Belgrade",
          "Jakarta", "Brasília", "Astana", "Algiers", "Windhoek", "La Paz", "unknown")  # fmt: skip
OUTLETS = ("Daily Register", "State News Agency", "Gazette of Laws", "University Herald",
           "Evening Telegraph", "Ministry Bulletin", "Open Archive of Treaties",
           "Science Courier")  # fmt: skip

SUMMARIES = (
    "{a} and {b} agreed on {topic}; the report names a joint working group and no budget.",
    "A paper of two ministries on {topic}, known from one report and not seen in full.",
    "{b}'s side calls it a step in {topic}. {a}'s side gives the day and the signatories, and no more.",
)
CLAIMS = (
    "The paper provides for a joint working group on {topic}.",
    "The two sides exchange up to {n} students a year.",
    "Both ministers signed the paper on the day that is given.",
    "No budget is named in any report that was found.",
    "The paper renews an earlier one of the same two ministries.",
    "{a}'s agency says that the first projects begin within {n} months.",
)
STEPS = (
    "The joint working group on {topic} met for the first time and agreed on a list of {n} topics.",
    "A call for joint projects was opened; {n} proposals came in.",
    "Officials of both sides spoke of the programme and of a next session.",
    "The parties prolonged the programme by {n} years.",
)
DETAILS = (
    "A joint working group that meets once a year.",
    "Scholarships for {n} students of each side.",
    "An exchange of {n} researchers a year.",
    "A joint laboratory is envisaged.",
)
NOTES = (
    "The word of one side only.",
    "The desk has seen an excerpt and not the page.",
    "Two sources give different days; the earlier one is kept, because the later one looks back.",
    "Written after the event, from an article that looks back.",
)
PARAGRAPHS = (
    (
        "The first paper of [[{pair}]] in this collection is [[{first}|an older one]], and for it the day of signature was never seen. "
        "What can be read is a summary, and a summary is written by somebody who has already decided what matters. "
        "That leaves the articles on money, on bodies and on time, which are the ones by which a paper could be held to its word."
    ),
    (
        "Then the form changes. [[{second}|A later act]] was signed by other bodies on the same matters, as if the first had not been there. "
        "Nobody says whether it replaces the older one. Registers list both, and a reader who counts papers counts the matter twice. "
        "In all the collection holds {{{{ count(parties={plus}, was={was}) }}}} acts of the pair."
    ),
    (
        "Sources do not agree on how many documents were signed. One side's agency gives a number, the other's gives a higher one, and a third has only adjectives. "
        "The difference is small and would not matter if anybody had published the list. As things are, a count is all there is to argue about, "
        "and a count without a list is a rumour with a figure in it."
    ),
    (
        "No source in the file names a project, a sum or a student. That may be because there were none, or because results travel less well than signatures: "
        "ministries announce meetings, agencies report them, and nobody files a story about a laboratory in its third year. "
        "Whoever looks for what came of it has to look elsewhere, in calls, budgets and lists of admitted students."
    ),
    (
        "The gaps between the dates invite a story of warming and cooling. They should be left alone. "
        "Early links survive where copies of laws stand open on the web, late ones where news agencies do; between the two lies a stretch for which neither was at hand. "
        "A chain with missing links is still a chain. It is no measure of the load that it carried."
    ),
)
TABLE = (
    "| When | What a source says |\n|---|---|\n"
    "| spring | a joint session is announced |\n| summer | it is put off |\n| winter | it is said to have met |\n"
)
NOTICE = (
    '!!! warning "Twelve or thirteen"\n'
    "    Sources disagree on the number of papers. The desk has seen none of them, and keeps both counts.\n"
)
