"""An index to find old updates by

Revision: 0011, after 0010
Date: 2026-11-25 23:50:00+00:00

What was processed more than a week ago is deleted, a few rows at a time: see bot/claims.py.
"""

from alembic import op

revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None


def upgrade():
    op.create_index(op.f('idx_processed_messages_processed_at'), 'processed_messages', ['processed_at'])


def downgrade():
    op.drop_index(op.f('idx_processed_messages_processed_at'), table_name='processed_messages')
