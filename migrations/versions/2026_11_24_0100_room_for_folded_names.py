"""Room for names that grow when their case is folded

Revision: 0004, after 0003
Date: 2026-11-24 01:00:00+00:00

Folding makes up to three letters of one. Widening a varchar rewrites nothing.
"""

import sqlalchemy as sa
from alembic import op

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None

KEYS = (('projects', 'name_key', 400, 600), ('features', 'name_key', 400, 600), ('releases', 'version_key', 100, 150))


def upgrade():
    for table, column, _, length in KEYS:
        op.alter_column(table, column, type_=sa.String(length), existing_nullable=False)


def downgrade():
    for table, column, length, _ in KEYS:
        op.alter_column(table, column, type_=sa.String(length), existing_nullable=False)
