"""Finds the route of a request by the segments of its path, instead of asking hundreds of routes in turn."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from fastapi.routing import iter_route_contexts
from starlette.routing import BaseRoute, Match
from starlette.types import Receive, Scope, Send

_CHOSEN: Final = "tahkeem.route"
_WHOLE: Final = re.compile(r"\{\w+\}")
_ANY: Final = "{}"  # the place of a segment that a route names, or of the method of a route that takes every one


Places = dict[str, list[int]]  # method → where in the list its routes stand


@dataclass(slots=True)
class _Node:
    """What may follow some segments."""

    next: dict[str, _Node] = field(default_factory=dict)
    ending: Places = field(default_factory=dict)
    open_ended: Places = field(default_factory=dict)  # only when more follows


class Switch(BaseRoute):
    """The first route of an application: hands a request to the one that would have taken it in the end.

    It stands before the others and takes none of them away: what it does not find (another method, no such page, a
    path with a slash too many) they answer as if it were not there.
    """

    def __init__(self, routes: Sequence[BaseRoute]) -> None:
        """`routes` are those behind it, in their order."""
        self.routes = tuple(routes)
        self._root = _Node()
        for at, one in enumerate(self.routes):
            for context in iter_route_contexts([one]):
                self._add(context.path, context.methods, at)

    def _add(self, path: str | None, methods: set[str] | None, at: int) -> None:
        node, ends = self._root, path is not None
        for segment in path.split("/") if path is not None else ():
            if "{" in segment and not _WHOLE.fullmatch(segment):
                ends = False  # only its own expression knows what it takes
                break
            node = node.next.setdefault(_ANY if "{" in segment else segment, _Node())
        for method in methods or {_ANY}:
            if ends:
                node.ending.setdefault(method, []).append(at)
            if not ends or methods is None:  # a mount takes what lies below it
                node.open_ended.setdefault(method, []).append(at)

    def candidates(self, method: str, path: str) -> list[BaseRoute]:
        """Those that may take this, by their words; usually one."""
        return [self.routes[at] for at in sorted(set(self._found(method, path.split("/"))))]

    def _found(self, method: str, segments: list[str]) -> Iterator[int]:
        nodes = [self._root]
        for segment in segments:
            for node in nodes:
                yield from _of(node.open_ended, method)
            keys = {segment, _ANY}
            nodes = [node.next[key] for node in nodes for key in keys if key in node.next]
        for node in nodes:
            yield from _of(node.ending, method)

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Ask those that may; a request that none of them takes whole goes on to the others."""
        if scope["type"] == "http":
            path = scope["path"].removeprefix(scope.get("root_path", ""))
            for route in self.candidates(scope["method"], path):
                match, child = route.matches(scope)
                if match is Match.FULL:
                    return match, {**child, _CHOSEN: route}
        return Match.NONE, {}

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let it answer."""
        await scope.pop(_CHOSEN).handle(scope, receive, send)


def _of(places: Places, method: str) -> Iterator[int]:
    for key in (method, _ANY):
        yield from places.get(key, ())
