"""Wire shapes of the first run."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from app.accounts.schemas import Language, Password
from app.kit.texts import Email, Name, OptionalName


class FirstRun(BaseModel):
    """Whether this installation waits for its first administrator, is a demo, and sends its mail.

    A demo shows its mail in a mailbox instead.
    """

    needed: bool
    is_demo_mode: bool
    sends_mail: bool


class FirstAdministrator(BaseModel):
    """The administrator to be, with the code that the terminal showed."""

    model_config = ConfigDict(extra="forbid")

    code: Annotated[str, Field(min_length=1, max_length=60)]
    email: Email
    password: Password
    name_ar: Name
    name_en: OptionalName = ""
    language: Language = "ar"
    # Whether they organise editions too; the role stands in the log and on the page of roles.
    organises: bool = False
