"""How features came to their statuses, read from indexes alone

Revision: 0012, after 0011
Date: 2026-11-26 05:50:00+00:00

The radar needs of every feature when it began and since when it is what it is. Both stand in an index now, with the
number of the event, by which a step that was taken back is told: the events themselves need not be read. Made while
the log is in use: nobody waits. One that was broken off leaves an index that is never used, and is made anew.
"""

import sqlalchemy as sa
from alembic import op

revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None

TURNS = (
    r"action NOT LIKE '%\_undone' AND (details->'before' = 'null'::jsonb"
    " OR details->'before' ?| '{status,target_date}'::text[])"
)
STARTS = f"entity_type = 'feature' AND details #>> '{{after,status}}' = 'in_progress' AND {TURNS}"


def upgrade():
    with op.get_context().autocommit_block():
        make('idx_event_log_starts', ['project_id', 'entity_id', 'timestamp'], STARTS)
        # Under another name first: the release before needs one of the two all the time.
        make('idx_event_log_turns_new', ['entity_type', 'project_id', 'entity_id', 'timestamp'], TURNS)
        op.execute('DROP INDEX CONCURRENTLY IF EXISTS idx_event_log_turns')
        op.execute('ALTER INDEX idx_event_log_turns_new RENAME TO idx_event_log_turns')


def make(name, columns, where):
    op.execute(f'DROP INDEX CONCURRENTLY IF EXISTS {name}')
    op.create_index(
        name, 'event_log', columns, postgresql_include=['id'], postgresql_where=sa.text(where),
        postgresql_concurrently=True,
    )  # fmt: skip


def downgrade():
    op.drop_index('idx_event_log_starts', table_name='event_log')
    op.drop_index('idx_event_log_turns', table_name='event_log')
    op.create_index(
        'idx_event_log_turns', 'event_log', ['entity_type', 'project_id', 'entity_id', 'timestamp'],
        postgresql_where=sa.text(TURNS),
    )  # fmt: skip
