"""What a person accepts when they join a jury."""

from __future__ import annotations

from typing import Final

from app.kit.errors import N_

STATEMENT: Final = N_(
    "أقرّ بأنني أحكّم باستقلال ونزاهة، وأنني سأفصح عن كل صلة لي بجهة مشاركة أو بأحد القائمين على "
    "مشاركة فور علمي بها وأتنحّى عنها، وأنني لا أفشي المشاركات ولا الدرجات ولا المداولات."
)
