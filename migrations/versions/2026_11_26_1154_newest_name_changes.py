"""Of the transactions that changed a name only the newest stay

Revision: 0013, after 0012
Date: 2026-11-26 11:54:00+00:00

There was a row for each of them, for ever. Now whoever leaves a row where there are many takes away those that it sees:
a snapshot that does not show one of them was taken before that one ended, hence before this one does, and so does not
show this one either (models/name_change.py asks for nothing else). What another transaction is just taking away is left
to it: nobody waits. Not each time: that would take as long as the change of the name itself.
"""

from alembic import op

revision = '0013'
down_revision = '0012'
branch_labels = None
depends_on = None


def upgrade():
    op.execute("""
        CREATE OR REPLACE FUNCTION note_name_change() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE own bigint := pg_current_xact_id()::text::bigint;
        BEGIN
            INSERT INTO name_changes VALUES (own) ON CONFLICT DO NOTHING;
            IF FOUND AND EXISTS (SELECT FROM name_changes OFFSET 20) THEN
                DELETE FROM name_changes WHERE transaction IN (
                    SELECT transaction FROM name_changes WHERE transaction <> own FOR UPDATE SKIP LOCKED);
            END IF;
            RETURN NULL;
        END $$
    """)
    # This transaction counts as one that changed a name: those before it may go at once.
    op.execute("INSERT INTO name_changes VALUES (pg_current_xact_id()::text::bigint)")
    op.execute("DELETE FROM name_changes WHERE transaction <> pg_current_xact_id()::text::bigint")


def downgrade():
    op.execute("""
        CREATE OR REPLACE FUNCTION note_name_change() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            INSERT INTO name_changes VALUES (pg_current_xact_id()::text::bigint) ON CONFLICT DO NOTHING;
            RETURN NULL;
        END $$
    """)
