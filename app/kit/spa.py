"""Serves the built single-page application: hashed assets for ever, every other path the shell."""

from __future__ import annotations

from pathlib import Path

from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope


class _Assets(StaticFiles):
    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        if response.status_code in {200, 304}:
            response.headers["cache-control"] = "public, max-age=31536000, immutable"
        return response


def spa_routes(folder: Path, base: str = "/app") -> list[BaseRoute]:
    """Routes under `base` for the build in `folder`; before a build, a sentence on what to do."""

    async def shell(request: object) -> Response:  # noqa: ARG001 -- Starlette passes it
        index = folder / "index.html"
        if not index.is_file():
            return PlainTextResponse(
                "The application is not built yet: run `make run`.", status_code=503
            )
        return FileResponse(index, headers={"cache-control": "no-cache"})

    async def top(request: object) -> Response:
        """Files that stand at the build's root (service worker, manifest, icons)."""
        name = Path(request.path_params["name"]).name  # type: ignore[attr-defined]
        file = folder / name
        if "." in name and file.is_file():
            return FileResponse(file, headers={"cache-control": "no-cache"})
        return await shell(request)

    return [
        Mount(f"{base}/assets", _Assets(directory=folder / "assets", check_dir=False)),
        Route(f"{base}/{{name}}", top, include_in_schema=False),
        Route(f"{base}/{{path:path}}", shell, include_in_schema=False),
        Route(base, shell, include_in_schema=False),
    ]
