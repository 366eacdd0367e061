"""What a person last spoke of

Revision: 0003, after 0002
Date: 2026-11-24 00:20:00+00:00
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade():
    op.add_column('users', sa.Column('spoken_of', postgresql.JSONB(none_as_null=True), nullable=True))


def downgrade():
    op.drop_column('users', 'spoken_of')
