"""The event log is append-only

Revision: 0002, after 0001
Date: 2026-11-23 23:52:00+00:00

One statement-level trigger refuses every way to change or remove an event, even where no row would be hit.
ENABLE ALWAYS: it fires in replica mode too, in which ordinary triggers sleep.
"""

from alembic import op

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade():
    op.execute("""
        CREATE FUNCTION event_log_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION 'event_log is append-only: % refused', TG_OP USING ERRCODE = 'insufficient_privilege';
        END $$
    """)
    op.execute("""
        CREATE TRIGGER event_log_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON event_log
        FOR EACH STATEMENT EXECUTE FUNCTION event_log_is_append_only()
    """)
    op.execute("ALTER TABLE event_log ENABLE ALWAYS TRIGGER event_log_is_append_only")


def downgrade():
    op.execute("DROP TRIGGER event_log_is_append_only ON event_log")
    op.execute("DROP FUNCTION event_log_is_append_only()")
