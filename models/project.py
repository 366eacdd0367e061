from __future__ import annotations

from typing import ClassVar

from sqlalchemy import CheckConstraint, String, Text
from sqlalchemy.orm import Mapped, mapped_column, validates

from models.base import Base, Timestamped
from models.name_key import name_key


class Project(Timestamped, Base):
    """A product or an initiative; everything else belongs to one."""

    __tablename__ = "projects"
    entity_type: ClassVar = "project"
    STATUSES: ClassVar = ("active", "archived")
    __table_args__ = (CheckConstraint("status IN ('active', 'archived')", name="status"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200), unique=True)
    name_key: Mapped[str] = mapped_column(String(600), unique=True)
    description: Mapped[str | None] = mapped_column(Text)
    status: Mapped[str] = mapped_column(String(50), default="active", server_default="active")

    @validates("name")
    def _keep_key(self, _: str, name: str) -> str:
        self.name_key = name_key(name)
        return name
