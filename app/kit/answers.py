"""Answers built from what a service returned: 201 or 200 for a PUT, a page or a CSV for a list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from pydantic import BaseModel
from starlette.responses import Response

from app.kit.i18n import Language
from app.kit.paging import Page, PageParams, list_answer
from app.kit.versions import Put

S = TypeVar("S", bound=BaseModel)


def put_answer(of: Callable[[Any], BaseModel]) -> Callable[[Put[Any]], Response]:
    """For `answer=`: the representation of a `Put`'s row, 201 if it was created, 200 if not.

    The route still names its `response_model` for the API's description, with
    `responses=created(Schema)`.
    """

    def answer(put: Put[Any]) -> Response:
        shown = of(put.row)
        version = getattr(shown, "version", None)
        return Response(
            shown.model_dump_json().encode(),
            status_code=201 if put.created else 200,
            media_type="application/json",
            headers={} if version is None else {"ETag": f'"{version}"'},
        )

    return answer


def created(schema: type[BaseModel]) -> dict[int | str, dict[str, Any]]:
    """For `responses=`: a PUT that made something answers 201 with the same schema."""
    return {201: {"model": schema, "description": "Created"}}


def list_of(
    of: Callable[[Any], S],
    columns: Sequence[tuple[str, Callable[[S], Any]]],
    params: PageParams,
    language: Language,
    *,
    name: str,
) -> Callable[[tuple[Sequence[Any], int]], Response]:
    """For `answer=`: rows and their number as a page of `of(row)`, or as the CSV `name`.csv."""

    def answer(found: tuple[Sequence[Any], int]) -> Response:
        rows, total = found
        page = Page.of([of(row) for row in rows], total, params)
        return list_answer(page, columns, params, language, name=name)

    return answer
