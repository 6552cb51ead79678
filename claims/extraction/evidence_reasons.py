"""What in a stretch of words tells that it speaks of evidence for a claim: that there is some, none, or another."""

from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from claims.extraction.evidence_stretches import Stretch
from claims.extraction.evidence_words import MEANINGS, OPPOSING, PATTERNS
from claims.extraction.kinds import kind_of
from claims.extraction.proposals import Proposal

NEGATIONS = frozenset("no not n't n’t never none neither nobody nothing nor without cannot".split())
_PRONOUNS = frozenset("he she they it its his her their both neither who which".split())
_OURS = frozenset("we our us i my".split())
_SUBJECTS = ("nsubj", "nsubjpass")
_LENGTHS = (2, 4, 8, 16, 30)
_NEAR = 2  # tokens from a cue
_STEM = 5  # letters by which "threat" and "threatening" are one
_MANY = 3  # words that both share


def reasons_for(stretch: Stretch, doc: Doc) -> list[str]:
    """Give all there is to say of a stretch, each once."""
    words, said = doc[stretch.start : stretch.end], doc[slice(*stretch.about.contents[-1])]
    is_negated = any(token.lower_ in NEGATIONS for token in words)
    place = "own sentence" if stretch.sentences is None else f"{stretch.sentences} behind"
    subject = f"subject {subject_kind(words, names_in(stretch, doc))}"
    reasons = [
        "always",
        place,
        subject,
        f"{subject}, {place}",
        *lemmas(words, is_negated),
        *shape(stretch, words),
        *meanings(words, is_negated),
        *comparisons(words, said, is_negated, place),
        f"of a {kind_of(said, doc[stretch.about.cue[0]] if stretch.about.cue else None)}, {place}",
        *wordings(words, stretch.attribution, is_negated),
        *claimed_by(stretch, doc),
        *taken_for(stretch.attribution, doc),
    ]
    return list(dict.fromkeys(reasons))


def worded(how: str) -> str:
    """Give the reason that words about evidence stand there as `evidence_words` has them."""
    return f"worded {how}"


def wordings(words: Span, attribution: Proposal | None, is_negated: bool) -> Iterator[str]:
    """Tell which patterns find words about evidence: the first that does, and that for records.

    Of an attribution they may find what is said, or "would not say".
    """
    text, where = words.text, ""
    found = next(((status, match) for status, pattern in PATTERNS if (match := pattern.search(text))), None)
    if attribution:
        cue = words.doc[attribution.cue[0]].idx - words.start_char if attribution.cue else -1
        where = (
            ", at the cue" if found and found[1].start() <= cue < found[1].end() else ", in an attribution"
        )
    elif is_negated and found and found[0] == "cited":
        where = ", negated"
    yield f"{worded(found[0] if found else 'nowise')}{where}"
    if OPPOSING.match(text):
        yield f"{worded('records')}{where}"


def claimed_by(stretch: Stretch, doc: Doc) -> Iterator[str]:
    """The cue of the claim, and what kinds of speakers it has."""
    cue = stretch.about.cue
    yield f"behind the cue “{doc[cue[0]].lemma_.lower()}”" if cue else "behind no cue"
    yield from (f"behind a {speaker.label_}" for speaker in stretch.speakers)


def taken_for(attribution: Proposal | None, doc: Doc) -> Iterator[str]:
    """What was taken for an attribution hardly ever is none, but for some cues."""
    if attribution is not None:
        yield "is an attribution"
        yield (
            f"cue “{doc[attribution.cue[0]].lemma_.lower()}”"
            if attribution.cue
            else "is an attribution without cue"
        )


def lemmas(words: Span, is_negated: bool) -> Iterator[str]:
    """Every word, and once more beside a "not" or "no"; names and numbers are all one."""
    for token in words:
        if not token.is_space:
            word = "#" if is_number(token) else "Name" if token.pos_ == "PROPN" else token.lemma_.lower()
            yield f"“{word}”"
            if is_negated:
                yield f"not “{word}”"


def meanings(words: Span, is_negated: bool) -> Iterator[str]:
    """What the words are about, alone and by twos: "records", "records and giving"; what acts, and what it does."""
    told = ", negated" * is_negated
    all_meant = sorted({what for token in words for what in meant_by(token)})
    for i, what in enumerate(all_meant):
        yield f"about {what}{told}"
        yield from (f"about {what} and {other}{told}" for other in all_meant[i + 1 :])
    done = meant_by(words.root)
    yield from (f"does {what}{told}" for what in done)
    subject = subject_of(words)
    for what in meant_by(subject) if subject is not None else ():
        yield f"subject about {what}"
        yield from (f"subject about {what}, does {verb}" for verb in done or ["anything"])


def meant_by(token: Token) -> list[str]:
    return MEANINGS.get(token.lemma_.lower(), [])


def shape(stretch: Stretch, words: Span) -> Iterator[str]:
    """Where the words stand and what they begin with."""
    doc, sentence = words.doc, words.sent
    before = doc[words.start - 1] if words.start else None
    count = sum(not token.is_space for token in words)
    yield f"up to {next((most for most in _LENGTHS if count <= most), 'many')} words"
    yield f"verb {words.root.tag_}"
    yield f"behind {'a word' if before is None or not (before.is_punct or before.is_space) else before.text}"
    if words.end >= sentence.end - 1:
        yield "ends its sentence"
    if words.start <= sentence.start + 1:
        yield "begins its sentence"
    if any("\n" in token.text for token in doc[max(0, sentence.start - 1) : sentence.start + 1]):
        yield "begins a paragraph"
    if words[0].lower_ in _PRONOUNS:
        yield "begins with a pronoun"
    if any(token.lower_ in _OURS for token in words):
        yield "speaks of us"
    if stretch.sentences is None:
        cue = stretch.about.cue
        yield ("behind the claim" if words.start >= stretch.about.contents[-1][1] - 1 else "before the claim")
        if cue and abs(words.start - cue[1]) <= _NEAR:
            yield "at the cue"


def comparisons(words: Span, said: Span, is_negated: bool, place: str) -> Iterator[str]:
    """What the words share with the claim: words, numbers, a negation."""
    shared = min(_MANY, len(stems(words) & stems(said)))
    counts, counted = ({token.lower_ for token in span if is_number(token)} for span in (words, said))
    says_no = any(token.lower_ in NEGATIONS for token in said)
    numbers = f"number {bool(counts)}, of the claim {bool(counted)}"
    yield f"shares {shared}"
    yield f"shares {shared > 0}, negated {is_negated}, {place}"
    yield f"shares {shared > 0}, {numbers}"
    yield numbers
    if counts and counted:
        yield f"the number of the claim {bool(counts & counted)}"
    yield f"negated {is_negated}, the claim {says_no}"


def names_in(stretch: Stretch, doc: Doc) -> set[str]:
    """Give the words for a speaker: "the firm", "Ana Alpha" where "she" said it."""
    source = doc[slice(*stretch.about.source)] if stretch.about.source else ()
    full = (word for speaker in stretch.speakers for word in speaker.kb_id_.lower().split())
    return {token.lower_ for token in source if token.pos_ in ("PROPN", "NOUN")}.union(full)


def subject_kind(words: Span, speakers: set[str]) -> str:
    """Tell who acts: the speaker, somebody else, a thing of the speaker's or another one."""
    subject = subject_of(words)
    if subject is None:
        return "none"
    if subject.pos_ == "PRON" or subject.lower_ in _PRONOUNS | NEGATIONS:
        return subject.lower_
    if subject.lower_ in speakers:
        return "speaker"
    owner = next((t for t in subject.children if t.dep_ == "poss"), None)
    if owner is not None:
        return "of theirs" if owner.lower_ in _PRONOUNS else "of somebody"
    if any(t.lower_ in NEGATIONS for t in subject.lefts):
        return "no thing"
    return "name" if subject.pos_ == "PROPN" else "thing"


def subject_of(words: Span) -> Token | None:
    return next((t for t in words.root.children if t.dep_ in _SUBJECTS and t in words), None)


def is_number(token: Token) -> bool:
    return bool(token.like_num) or token.pos_ == "NUM" or token.text[0].isdigit()


def stems(words: Span) -> set[str]:
    return {
        t.lemma_.lower()[:_STEM] for t in words if t.pos_ in ("NOUN", "PROPN", "VERB", "ADJ") and len(t) > 3
    }
