"""The first version of each page about us: what the software makes sure of, and what only the newsroom can know."""

from datetime import UTC, datetime

from django.db import migrations

SINCE = datetime(2026, 11, 23, tzinfo=UTC)

METHOD = """\
We check what is said in public: statements that can be true or false, made by people and bodies whose words have \
weight. We ask the same of every claim, whoever makes it.

## How a claim becomes a verdict

1. **It is found.** A program reads news articles and proposes the claims in them: the words, who said them, who \
passed them on, and whether the article names evidence. It decides nothing.
2. **It is chosen.** An editor accepts a claim or dismisses it with a reason. Each verdict says why the claim was \
checked.
3. **It is checked.** A reporter gathers evidence for and against, from primary sources where they exist, and writes \
down what is known, what is not known, and what nobody has shown. Whoever made the claim is asked for an answer, or \
the verdict says why not.
4. **A second person reads it.** Whoever has written or changed a verdict cannot approve it. The approval holds for \
those words alone: if one of them changes, it is void. On sensitive subjects two people must approve.
5. **It meets what we require** of every verdict.
6. **It is published,** with its evidence, the names of those who wrote and approved it, a version number and a date.

## What a verdict must meet

Before it is published a verdict must, among other things, rest on a primary source or say why there is none, and on \
two publishers who are independent of each other. Where it cannot, as when there is but one source, an editor who has \
not written it may waive that, and the verdict says so with the reason.

## Who said it

We name everybody who made the claim, with the office they held then, and apart from them whoever relayed it. The \
words stand as the article has them, with a link to where they stood.

## Evidence status

Beside the verdict stands whether those who made the claim have named evidence for it, and the day of which that \
holds. A claim without evidence is not false for that reason.

## Ratings

The verdict is one word of [our scale](/ratings/), which is the same for everybody.

## When we are wrong

A published verdict is never changed in place. What we change is published as a new version under the same address, \
and a second person approves it like the first. The version before stays readable.

- **A correction** changes the rating, the claim, who said it, or anything else that we had stated. Its note stands at \
the top of the verdict, in the [list of corrections](/corrections/) and in the data for machines.
- **An update** adds what has become known since, and takes nothing back. It is noted at the top too.
- **Spelling** is corrected without a notice, and listed among the versions.
- **A retraction** takes a verdict back altogether. Its address then gives the reason, and no rating.

Which of these a change is, is computed from the words before and after. Editors may call it graver, never lighter. \
Under every verdict stands “Report an error”; [further ways to complain](/contact/).
"""

RATINGS = """\
A verdict is one word, and the same words serve for every claim, whoever made it. Five of them stand on a scale from \
true to false. The others stand off the scale, for claims that cannot be called either: they say what is missing, not \
something in the middle.

The word is about the claim as it was made, on the day of the verdict. It says nothing about whoever made it, nor \
whether they meant to mislead. Two editors stand behind each: one chose it, and another, who has not written the \
verdict, approved it.

When we rename a rating or add one, this page gets a new version. Verdicts keep the word they were given.
"""

SOURCES = """\
A verdict should be something you can check yourself. So every source stands on its page, with a link, with what it \
says in its own words, and with the side it speaks for.

## What we rely on

- **Primary sources first:** the record, the data, the document, the person who was there. Where a verdict rests on \
somebody’s report of these, it says why.
- **Two publishers** who are independent of each other, or a waiver that says why there is one.
- **Evidence for and against.** We look for what would prove us wrong, and print what we find.
- **Interests.** Whether a source is a party, a company or a body that wants something stands beside it.

## What we keep

We store a copy of what we cite where we can, so that the verdict can still be checked when the page is gone. A \
verdict says of each source whether there is a copy, and of which day. Links are looked after; a dead one gets an \
archived page or a copy in its place.

## Sources that we do not name

Every source is named unless that would put somebody in danger. Then the verdict says that it rests on such a source \
and as much about them as is safe. Two editors must know who it is and stand behind what they say.

## The right of reply

Whoever made the claim is asked for their evidence and their answer before we publish. A missing or late answer does \
not hold up a verdict. What came back, or that nothing did, is told on its page.
"""

FUNDING = """\
> **For this newsroom to complete.** This page came with the software. Until it is filled in, readers do not know who \
pays for what they read here.

## Where our money comes from

*Name each giver of more than one percent of the year’s income, with the amount and what it was for; public money \
too, and from which office. Say what is earned otherwise.*

## Who owns and governs us

*Name the owner, the legal form, the register and who sits on the board.*

## What money does not buy

No giver, owner or advertiser chooses what we check, sees a verdict before it is published, or changes one after. We \
take no money from parties, candidates or governments for a verdict. Where a claim is about somebody who gives to us, \
its page says so.
"""

TEAM = """\
> **For this newsroom to complete.** This page came with the software. Who writes and approves a verdict stands under \
each; here readers should find who they are.

## Who works here

*Name each person with their task and something of what they did before.*

## What we do not do

Nobody here is a member of a party’s staff, stands for office, or speaks publicly for or against a party, a candidate \
or a measure that we may have to check. Whoever has an interest in a claim takes no part in its verdict.
"""

CONTACT = """\
> **For this newsroom to complete.** This page came with the software. Put in the addresses, and whether you belong to \
one of the bodies below.

## When a verdict is wrong

Use “Report an error” under the verdict: it reaches an editor, and is answered within seven working days. If you are \
right, the correction stands at the top of the verdict and in [the list of corrections](/corrections/). \
[How we correct ourselves](/how-we-work/#when-we-are-wrong)

## When you are not content with our answer

*Say who hears complaints that the editors have turned down, and how they are reached.*

Signatories of the [code of principles of the International Fact-Checking Network]\
(https://ifcncodeofprinciples.poynter.org/) and members of the [European Fact-Checking Standards Network]\
(https://efcsn.com/) answer to these bodies too: anybody may complain to them that the code is not kept. *Say whether \
this newsroom belongs to them.*

## How to reach us

*Put in a mail address, a telephone number, a postal address and a way to reach you in confidence.*
"""

TEXTS = {
    "how-we-work": METHOD,
    "ratings": RATINGS,
    "our-sources": SOURCES,
    "funding": FUNDING,
    "team": TEAM,
    "contact": CONTACT,
}


def store(apps, schema_editor):
    """Store them, and with the page on ratings the scale as it is."""
    rating, version = apps.get_model("claims", "Rating"), apps.get_model("claims", "AboutVersion")
    scale = list(rating.objects.order_by("position").values("name", "slug", "value", "description"))
    for page, text in TEXTS.items():
        version.objects.create(
            page=page, version=1, text=text, scale=scale if page == "ratings" else [], saved_at=SINCE
        )


class Migration(migrations.Migration):
    dependencies = [("claims", "0161_pages_about_us_stay")]
    operations = [migrations.RunPython(store, migrations.RunPython.noop)]
