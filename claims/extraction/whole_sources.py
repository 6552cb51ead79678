"""The words for a source where the tagger cut them short, or took those of another sentence."""

from itertools import islice, takewhile

from spacy.tokens import Doc, Span, Token

from claims.extraction.cues import NOUNS
from claims.extraction.name_spans import is_capital, whole_end
from claims.extraction.names import KNOWN_AS
from claims.extraction.proposals import Proposal, Range
from claims.extraction.sources import QUOTING, SUBJECTS, name_behind, source_range
from claims.extraction.vocabulary import DOCUMENTS, FIRM_NOUNS, ORGANIZATIONS, TITLE_NOUNS

_SPEAKERS = (TITLE_NOUNS | ORGANIZATIONS | FIRM_NOUNS) - DOCUMENTS - NOUNS
_LONGEST_PHRASE = 5  # words of "chief legal adviser"
_LONG = 3  # letters: headlines leave "of" and "the" small
_WIDEST_GAP = 12  # tokens between a source that was cut and its cue


def with_whole_source(doc: Doc, proposal: Proposal) -> Proposal:
    """Give the source the rest of a name, of its phrase and of those who speak with it."""
    if proposal.source is None and (subject := subject_beside(doc, proposal.cue)) is not None:
        proposal.source = source_range(subject)  # the tagger has left it out
    proposal.source = own_subject(doc, proposal) or proposal.source
    if proposal.source is None:
        return proposal
    if is_capital(doc[proposal.source[1] - 1]) and not is_headline(doc, proposal.source[0]):
        proposal.source = (proposal.source[0], whole_end(Span(doc, *proposal.source)))
    proposal.source = with_owned(doc, proposal.source)
    proposal.source = (proposal.source[0], end_before_cue(doc, proposal.source, proposal.cue))
    is_titled = doc[slice(*proposal.source)].root.lower_ in TITLE_NOUNS
    if is_titled or doc[proposal.source[1] - 1].pos_ == "NOUN":
        proposal.source = (proposal.source[0], end_of_closed_name(doc, proposal.source[1]))
    return proposal


def end_of_closed_name(doc: Doc, end: int) -> int:
    """Where ", radio host Ana Alpha," ends behind "a third candidate"."""
    stop = name_behind(doc, end)
    return stop if stop < len(doc) and doc[stop].text in (",", ".", ";") else end


def with_owned(doc: Doc, source: Range) -> Range:
    """Give "her label, Alpha Sound," and "the star's mother" that were cut behind "her" and "the star"."""
    end = source[1] + (source[1] < len(doc) and doc[source[1]].tag_ == "POS")
    if doc[end - 1].tag_ not in ("POS", "PRP$"):
        return source
    phrase = takewhile(lambda token: token.pos_ in ("NOUN", "PROPN", "ADJ", "NUM"), doc[end:])
    owned = list(islice(phrase, _LONGEST_PHRASE))
    if not owned or owned[-1].lemma_.lower() not in _SPEAKERS:
        return source
    return source[0], name_behind(doc, owned[-1].i + 1)


def is_headline(doc: Doc, at: int) -> bool:
    """Is every word of a sentence a capital, so that none tells a name?"""
    return not any(token.is_lower and len(token) > _LONG for token in doc[at].sent)


def own_subject(doc: Doc, proposal: Proposal) -> Range | None:
    """Give the subject of a cue whose source stands in another sentence, or is only the first of several."""
    subject = subject_beside(doc, proposal.cue)
    if subject is None or proposal.source is None or proposal.cue is None:
        return None
    told = doc[slice(*proposal.source)].root
    is_told = told.dep_ in ("dobj", "dative") and told.head == subject.head and subject.i < told.i
    if is_told and subject.head.lemma_ not in QUOTING:
        return source_range(subject)  # "the leaflet assures the reader"
    if subject.pos_ == "PRON":
        joined = source_range(subject)
        is_later = subject.sent.end <= proposal.source[0]  # of the next sentence
        is_cut = proposal.source == (subject.i, subject.i + 1) and joined[1] > subject.i + 2
        return joined if is_cut or is_later else None
    if told.dep_ == "pobj" and subject.is_ancestor(told) and subject.pos_ == "NOUN":
        return source_range(subject)  # "a petition handed in by Ana"
    start, end = source_range(subject)
    if told in subject.conjuncts and start < proposal.source[0] < end:
        return start, end  # "Ana and Ben", of whom Ben was taken alone
    is_elsewhere = doc[proposal.source[0]].sent.start != doc[proposal.cue[0]].sent.start
    if is_elsewhere or doc[slice(*proposal.source)].root.dep_ == "npadvmod":  # "Last night"
        return start, end
    rest = doc[proposal.source[1] : end]
    is_first = start <= proposal.source[0] and any(token.lower_ in ("and", "nor") for token in rest)
    return (proposal.source[0], end) if is_first else None


def subject_beside(doc: Doc, cue: Range | None) -> Token | None:
    """Give what a cue has for its own subject."""
    if cue is None:
        return None
    verb = next((token for token in doc[slice(*cue)] if token.pos_ == "VERB"), doc[cue[0]])
    verb = verb.head if verb.dep_ == "aux" else verb
    subjects = (child for child in verb.children if child.dep_ in SUBJECTS)
    return next((token for token in subjects if token.pos_ in ("NOUN", "PROPN", "PRON")), None)


def end_before_cue(doc: Doc, source: Range, cue: Range | None) -> int:
    """Where "survivors in the church" ends that was cut behind "survivors", or "Ana, 78, and Ben" behind "Ana"."""
    end = end_of_noun(doc, source[1], cue)
    clause = doc[end : end_of_clause(doc, end)]
    if KNOWN_AS.search(doc[source[0] : clause.end].text):
        return clause.end  # "a user" of "a user who posts as bluewhale"
    if cue is None or not end < cue[0] <= end + _WIDEST_GAP:
        return end
    stop = cue[0]
    while stop > end and (doc[stop - 1].pos_ in ("AUX", "ADV", "PART") or doc[stop - 1].text == ","):
        stop -= 1
    gap = doc[end:stop]
    if any(token.pos_ in ("VERB", "AUX", "SCONJ") or token.is_quote for token in gap):
        return end
    return stop if goes_on_with_noun(gap) or goes_on_with_phrase(gap) or goes_on_with_another(gap) else end


def end_of_noun(doc: Doc, end: int, cue: Range | None) -> int:
    """Where "a police spokeswoman" ends that was cut behind "police"."""
    last = doc[end - 1]
    if last.dep_ != "compound" or is_headline(doc, end - 1):
        return end
    rest = doc[end : last.head.i + 1]
    is_name = all(token.pos_ == "PROPN" for token in rest)  # "the insurer Alpha Re", cut behind "insurer"
    is_cut = 0 < len(rest) <= _LONGEST_PHRASE and (is_name or len(rest) == 1) and rest.root.pos_ != "VERB"
    is_cue = cue is not None and end <= cue[0] < last.head.i + 1
    return rest.end if is_cut and not is_cue else end


def end_of_clause(doc: Doc, start: int) -> int:
    """Where a relative clause ends that gives a name: behind its capitals."""
    near = range(start, min(len(doc), start + _WIDEST_GAP))
    end = next((i for i in near if doc[i].is_punct or doc[i].is_space), min(len(doc), start + _WIDEST_GAP))
    name = next((i for i in range(start, end) if is_capital(doc[i])), end)
    return next((i for i in range(name, end) if not is_capital(doc[i])), end)


def goes_on_with_noun(gap: Span) -> bool:
    """Is it the "officials" of "court officials"?"""
    return (
        len(gap) > 0 and gap[0].i > 0 and gap.root.tag_ in ("NN", "NNS") and gap.doc[gap[0].i - 1].head in gap
    )


def goes_on_with_phrase(gap: Span) -> bool:
    is_opened = len(gap) > 0 and (gap[0].pos_ == "ADP" or gap[0].tag_ == "POS")
    return is_opened and not any(token.is_punct for token in gap)


def goes_on_with_another(gap: Span) -> bool:
    """Is it "and her son", maybe behind ", 78,"?"""
    words = [token for token in gap if not token.is_punct and not token.like_num]
    return len(words) > 1 and words[0].lower_ in ("and", "nor") and words[1].pos_ != "PRON"
