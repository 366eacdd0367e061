"""Each event is sealed with the one before it

Revision: 0007, after 0006
Date: 2026-11-25 23:24:00+00:00

A seal is the SHA-256 of everything an event says and of the seal of the same thing's event before it. The database
makes it itself, whoever inserts, an older release too. One thing's events are written one after the other (its row
is locked), so that no two can follow the same seal; things are sealed apart, so that nobody waits for anybody else.

The function names its columns: a column that comes later leaves old seals as they are.
"""

import sqlalchemy as sa
from alembic import op

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade():
    op.add_column('event_log', sa.Column('seal', sa.String(length=64), nullable=True))
    # Moments as numbers: as text they would depend on the zone of whoever looks.
    op.execute("""
        CREATE FUNCTION seal_of(event event_log, seal_before text) RETURNS text LANGUAGE sql STABLE AS $$
            SELECT encode(sha256(convert_to(jsonb_build_array(
                seal_before, event.id, event.user_id, event.action, event.entity_type, event.entity_id,
                event.project_id, event.message_id, extract(epoch FROM event.timestamp), event.details,
                event.undoes_id, extract(epoch FROM event.created_at))::text, 'UTF8')), 'hex')
        $$
    """)
    op.execute("""
        CREATE FUNCTION event_log_is_sealed() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            NEW.seal := seal_of(NEW, (
                SELECT seal FROM event_log WHERE entity_type = NEW.entity_type AND entity_id = NEW.entity_id
                ORDER BY id DESC LIMIT 1));
            RETURN NEW;
        END $$
    """)
    op.execute("""
        CREATE TRIGGER event_log_is_sealed BEFORE INSERT ON event_log
        FOR EACH ROW EXECUTE FUNCTION event_log_is_sealed()
    """)
    op.execute("ALTER TABLE event_log ENABLE ALWAYS TRIGGER event_log_is_sealed")
    seal_what_is_there()


def seal_what_is_there():
    op.execute("ALTER TABLE event_log DISABLE TRIGGER event_log_is_append_only")
    op.execute("""
        DO $$
        DECLARE event event_log; thing text; sealed text;
        BEGIN
            FOR event IN SELECT * FROM event_log ORDER BY entity_type, entity_id, id LOOP
                IF thing IS DISTINCT FROM event.entity_type || ':' || event.entity_id THEN
                    sealed := NULL;
                    thing := event.entity_type || ':' || event.entity_id;
                END IF;
                sealed := seal_of(event, sealed);
                UPDATE event_log SET seal = sealed WHERE id = event.id;
            END LOOP;
        END $$
    """)
    op.execute("ALTER TABLE event_log ENABLE ALWAYS TRIGGER event_log_is_append_only")


def downgrade():
    op.execute("DROP TRIGGER event_log_is_sealed ON event_log")
    op.execute("DROP FUNCTION event_log_is_sealed()")
    op.execute("DROP FUNCTION seal_of(event_log, text)")
    op.drop_column('event_log', 'seal')
