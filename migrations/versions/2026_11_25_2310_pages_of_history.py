"""Each way of filtering the history gets an index in the order of its pages

Revision: 0006, after 0005
Date: 2026-11-25 23:10:00+00:00

The log is ordered by moment and id; an index by id alone made the database sort a whole project's events, or walk over
everything newer, for one page.
"""

from alembic import op

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None

NEW = (
    ('idx_event_log_user_id_timestamp', ['user_id', 'timestamp', 'id']),
    ('idx_event_log_entity_type_timestamp', ['entity_type', 'timestamp', 'id']),
    ('idx_event_log_action_timestamp', ['action', 'timestamp', 'id']),
)
WIDER = (
    ('idx_event_log_timestamp', ['timestamp'], ['timestamp', 'id']),
    ('idx_event_log_project_id', ['project_id', 'id'], ['project_id', 'timestamp', 'id']),
)


def upgrade():
    for name, _, columns in WIDER:
        op.drop_index(name, table_name='event_log')
        op.create_index(name, 'event_log', columns)
    for name, columns in NEW:
        op.create_index(name, 'event_log', columns)


def downgrade():
    for name, _ in reversed(NEW):
        op.drop_index(name, table_name='event_log')
    for name, columns, _ in reversed(WIDER):
        op.drop_index(name, table_name='event_log')
        op.create_index(name, 'event_log', columns)
