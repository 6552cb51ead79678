"""Write the words of the site for translators, and what they have translated for the site."""

from typing import Any

from django.core.management.base import BaseCommand

from claims.management import messages


class Command(BaseCommand):
    """Bring locale/ up to date with the sources; run it before translating and after."""

    help = "Bring the translations in locale/ up to date: new messages empty, old ones removed, .mo files compiled."

    def handle(self, *args: Any, **options: Any) -> None:
        """One line for each language: how much is translated."""
        for language in messages.languages():
            catalog = messages.write(language)
            left = [message for message in catalog if message.id and not messages.is_translated(message)]
            self.stdout.write(f"{language}: {len(catalog)} messages, {len(left)} to be translated")
