"""What the addresses of error reports and readers' requests share: a list, one of them, and the moves."""

import json
from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from claims.api.desk import DeskView, make_move, person_of, seen
from claims.api.move_serializers import MoveSerializer
from claims.api.moves import arguments
from claims.api.once import Answer
from claims.api.pages import Order, read_listing
from claims.api.parameters import OF_PAGES, read_parameters
from claims.models import ErrorReport, ReaderRequest
from claims.review.moves import allowed_moves


class FromReaders(DeskView):
    """Something that readers send: its columns, by the names that programs know, and its moves."""

    model: type[ErrorReport] | type[ReaderRequest]
    columns: Mapping[str, str]
    route: str
    argument: str  # as which the actions take its key
    asked_by: type[MoveSerializer]

    def row(self, values: tuple) -> dict[str, Any]:
        """One as it is told to everybody at the desk."""
        row = dict(zip(self.columns, values, strict=True))
        return row | {"url": settings.SITE_URL + reverse(self.route, args=[row["id"]])}

    def more(self, found: Any, person: User) -> dict[str, Any]:
        """What whoever reads this one alone is told besides."""
        return {}

    def page(
        self, request: Request, rows: QuerySet, order: tuple[str, ...], route: str, given: dict[str, str]
    ) -> HttpResponse:
        """A page of a list, in the order in which the desk has it."""
        listing = read_listing(route, given, of=person_of(request).pk)
        keys = tuple(name.removeprefix("-") for name in order)
        running = Order(keys, is_descending=order[0].startswith("-"))
        page = listing.read(rows, tuple(self.columns.values()), running)
        found = (json.dumps(self.row(row), cls=DjangoJSONEncoder) for row in page.rows)
        return HttpResponse(listing.body(page, found), content_type="application/json")

    def one(self, pk: int) -> dict[str, Any]:
        """One as it stands. Raises Http404."""
        found = self.model.objects.filter(pk=pk).values_list(*self.columns.values()).first()
        if found is None:
            raise Http404("There is none with this id.")
        return self.row(found)

    def read(self, request: Request, pk: int) -> Response:
        """One with what may be done with it; its ETag is its version."""
        read_parameters(request.query_params, ())
        shown, person = self.one(pk), person_of(request)
        found = self.model.objects.get(pk=pk)
        body = shown | self.more(found, person) | {"moves": allowed_moves(found, person)}
        return Response(body, headers={"ETag": f'"{shown["version"]}"'})

    def move(self, request: Request, pk: int) -> HttpResponse:
        """Make the move that is asked for on it as it was seen."""
        read_parameters(request.query_params, ())
        self.one(pk)
        asked = self.asked_by(data=request.data)
        asked.is_valid(raise_exception=True)
        given = dict(asked.validated_data)
        act = self.asked_by.acts[given.pop("move")]
        bound = {self.argument: pk, "editor": person_of(request), "version": seen(request)[0]}
        action = partial(act.action, **bound, **arguments(act, given))

        def move() -> Answer:
            action(now=timezone.now())
            shown = self.one(pk)
            return Answer(200, shown, etag=f'"{shown["version"]}"')

        return make_move(request, move)


def read_choices(request: Request, known: Mapping[str, Iterable[str]], *more: str) -> dict[str, str]:
    """The parameters of a list, some of which are chosen among those that are known."""
    given = read_parameters(request.query_params, {*known, *more, *OF_PAGES})
    errors = {
        name: [f"Known: {', '.join(values)}."]
        for name, values in known.items()
        if name in given and given[name] not in values
    }
    if errors:
        raise ValidationError(errors)
    return given
