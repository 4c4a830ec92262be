"""The scene, for every test of judging."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from tests.judging.scene import Scene, make_scene


@pytest.fixture
def scene(session: Session, sign_in: Callable[..., TestClient]) -> Scene:
    return make_scene(session, sign_in)
