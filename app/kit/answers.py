"""Answers whose status depends on what happened: 201 for what a PUT created, 200 for the rest."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pydantic import BaseModel
from starlette.responses import Response

from app.kit.versions import Put


def put_answer(of: Callable[[Any], BaseModel]) -> Callable[[Put[Any]], Response]:
    """For `answer=`: the representation of a `Put`'s row, 201 if it was created, 200 if not.

    The route still names its `response_model` for the API's description, with
    `responses={201: {"model": …}, **refusals(…)}`.
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
