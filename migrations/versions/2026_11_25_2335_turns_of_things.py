"""The radar of any day out of a long log: where things turned, and what each was at a moment

Revision: 0008, after 0007
Date: 2026-11-25 23:35:00+00:00

Without them the radar of a past day reads the whole log: seconds over a million events.
"""

import sqlalchemy as sa
from alembic import op

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None

TURNS = (
    r"action NOT LIKE '%\_undone' AND (details->'before' = 'null'::jsonb"
    " OR details->'before' ?| '{status,target_date}'::text[])"
)


def upgrade():
    op.create_index('idx_event_log_moment', 'event_log', ['entity_type', 'entity_id', 'timestamp', 'id'])
    op.create_index(
        'idx_event_log_turns', 'event_log', ['entity_type', 'project_id', 'entity_id', 'timestamp'],
        postgresql_where=sa.text(TURNS),
    )  # fmt: skip


def downgrade():
    op.drop_index('idx_event_log_turns', table_name='event_log')
    op.drop_index('idx_event_log_moment', table_name='event_log')
