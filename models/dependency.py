from __future__ import annotations

import datetime as dt
from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint, func
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class Dependency(Base):
    """One feature that another has to wait for."""

    __tablename__ = "dependencies"
    entity_type: ClassVar = "dependency"
    __table_args__ = (
        UniqueConstraint("blocker_feature_id", "blocked_feature_id"),
        CheckConstraint("blocker_feature_id <> blocked_feature_id", name="not_itself"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    blocker_feature_id: Mapped[int] = mapped_column(ForeignKey("features.id", ondelete="CASCADE"))
    blocked_feature_id: Mapped[int] = mapped_column(ForeignKey("features.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[dt.datetime] = mapped_column(server_default=func.now())
