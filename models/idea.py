from __future__ import annotations

from typing import ClassVar

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Timestamped


class Idea(Timestamped, Base):
    """A thought kept for later; it may become a feature."""

    __tablename__ = "ideas"
    entity_type: ClassVar = "idea"

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int | None] = mapped_column(ForeignKey("projects.id", ondelete="SET NULL"), index=True)
    content: Mapped[str] = mapped_column(Text)
    converted_to_feature_id: Mapped[int | None] = mapped_column(
        ForeignKey("features.id", ondelete="SET NULL"), index=True
    )
