"""How phases and kinds are called in lists that leave the screen."""

from __future__ import annotations

from typing import Final

from app.kit.errors import N_

PHASE_NAMES: Final = {
    "draft": N_("مسودة"),
    "open": N_("مفتوحة"),
    "screening": N_("الفرز"),
    "judging": N_("التحكيم"),
    "deliberation": N_("المداولة"),
    "approved": N_("معتمدة"),
    "published": N_("منشورة"),
    "archived": N_("مؤرشفة"),
    "cancelled": N_("ملغاة"),
}
PROGRAMME_KIND_NAMES: Final = {"award": N_("جائزة"), "measurement": N_("قياس")}
ENTRANT_KIND_NAMES: Final = {
    "agency": N_("جهة"),
    "individual": N_("فرد"),
    "any": N_("جهة أو فرد"),
}
