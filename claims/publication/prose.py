"""Markdown as editors write it, to HTML that is safe on any page."""

import re
from html import unescape

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

_markdown = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
_TAGS = set(
    "p br hr h2 h3 h4 ul ol li blockquote em strong del code pre a table thead tbody tr th td".split()
)

_LINK = re.compile('<a href="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
_BLANK_LINES = re.compile(r"\n\s*\n+")


def plain_prose(text: str) -> str:
    """The words of Markdown without its signs: a paragraph or item on a line, addresses in brackets behind links."""
    html = _LINK.sub(r"\2 (\1)", render_markdown(text)).replace("<li>", "• ").replace("</td>", " ")
    words = unescape(re.sub("<[^>]+>", "", html.replace("<br>", "\n")))
    return _BLANK_LINES.sub("\n", words.replace("• \n", "• ")).strip()


def render_markdown(text: str) -> SafeString:
    """HTML with the elements of running text only: no raw HTML, images or scripts; links without referrer."""
    html = _markdown.render(text)
    return mark_safe(  # noqa: S308 - nh3 is the sanitizer; nothing else is let through
        nh3.clean(html, tags=_TAGS, attributes={"a": {"href"}}, url_schemes={"http", "https", "mailto"})
    )
