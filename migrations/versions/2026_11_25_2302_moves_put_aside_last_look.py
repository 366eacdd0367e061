"""Why a release was moved, what is put aside, when a person last looked

Revision: 0005, after 0004
Date: 2026-11-25 23:02:00+00:00

Columns of the things themselves, so that undo, history and the state as of any moment need nothing of their own.
"""

import sqlalchemy as sa
from alembic import op

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None

COLUMNS = (
    ('releases', 'date_reason', sa.Text()),
    ('releases', 'aside_until', sa.Date()),
    ('releases', 'aside_reason', sa.Text()),
    ('features', 'aside_until', sa.Date()),
    ('features', 'aside_reason', sa.Text()),
    ('users', 'looked_at', sa.DateTime(timezone=True)),
    ('users', 'looked_before', sa.DateTime(timezone=True)),
)


def upgrade():
    for table, name, kind in COLUMNS:
        op.add_column(table, sa.Column(name, kind, nullable=True))


def downgrade():
    for table, name, _ in reversed(COLUMNS):
        op.drop_column(table, name)
