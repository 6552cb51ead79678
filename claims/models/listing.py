"""The verdicts that readers see now, as they find them: by words, by speaker, by topic. Triggers keep them."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from claims.models.ledger import JsonAsWritten, PublicRecord


class SubjectKind(models.TextChoices):
    """What verdicts are listed under."""

    SPEAKER = "speaker", "Speaker"
    TOPIC = "topic", "Topic"


class PublicVerdict(models.Model):
    """A current record whose verdict stands, with the words it is found by; retracted ones have no row.

    `search` holds the claim's words under A, who said it under B, our answer under C, the places under D, and beside
    them what it is narrowed by as whole words: rating:false, status:cited, topic:health, speaker:17.
    """

    record = models.OneToOneField(PublicRecord, models.PROTECT, primary_key=True, related_name="listed")
    sequence = models.PositiveBigIntegerField(unique=True)
    from_at = models.DateTimeField()
    claim_reviewed = models.TextField()
    speakers = models.TextField()
    answer = models.TextField(help_text="Headline and short answer.")
    places = models.TextField(help_text="Who relayed it, where it stood, and in which words.")
    search = SearchVectorField()

    class Meta:
        indexes = [
            models.Index(fields=["-from_at", "-sequence"], name="verdict_newest"),
            GinIndex(fields=["search"], name="verdict_search", fastupdate=False),
        ]

    def __str__(self) -> str:
        return self.claim_reviewed


class PublicSubject(models.Model):
    """A speaker or a topic of public verdicts, as the newest record that named it did."""

    kind = models.CharField(max_length=16, choices=SubjectKind)
    key = models.CharField(max_length=80, help_text="A speaker's id in records, or a topic's slug.")
    about = JsonAsWritten()
    verdicts = models.PositiveIntegerField(help_text="How many stand now.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="subject_is_kept_once")]
        indexes = [models.Index(fields=["kind", "-verdicts"], name="subject_most_checked")]

    def __str__(self) -> str:
        return self.about["name"]


class PublicTally(models.Model):
    """How many verdicts on a subject have a rating now."""

    subject = models.ForeignKey(PublicSubject, models.PROTECT, related_name="tallies")
    rating = models.CharField(max_length=60, help_text="Its slug.")
    about = JsonAsWritten(help_text="The rating as the newest record that has it.")
    verdicts = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subject", "rating"], name="subject_is_tallied_once")]

    def __str__(self) -> str:
        return f"{self.subject}: {self.rating} {self.verdicts}"


class PublicListing(models.Model):
    """A verdict in the list of one of its subjects."""

    subject = models.ForeignKey(PublicSubject, models.PROTECT, related_name="listings", db_index=False)
    verdict = models.ForeignKey(PublicVerdict, models.PROTECT, related_name="listings")
    sequence = models.PositiveBigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subject", "sequence"], name="verdict_is_listed_once")]

    def __str__(self) -> str:
        return f"{self.subject}: {self.verdict}"


class PublicNotice(models.Model):
    """The notice that a verdict was taken back, under each subject of that verdict, for as long as it stands."""

    subject = models.ForeignKey(PublicSubject, models.PROTECT, related_name="notices", db_index=False)
    record = models.ForeignKey(PublicRecord, models.PROTECT, related_name="noticed")
    sequence = models.PositiveBigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subject", "sequence"], name="notice_is_listed_once")]

    def __str__(self) -> str:
        return f"{self.subject}: {self.record}"
