"""The transactions that changed a name

Revision: 0010, after 0009
Date: 2026-11-25 23:45:00+00:00

Each statement that changes what can be spoken of by name leaves its transaction's number. Triggers do it, so that no
way of writing passes it by; they are bound to the columns that handlers/world.py reads, and a change of any other
column costs nothing. To alter the type of one of these columns, drop the trigger and make it anew.
"""

import sqlalchemy as sa
from alembic import op

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None

COLUMNS = {
    'projects': 'name, status',
    'features': 'name, project_id',
    'releases': 'version, project_id',
    'risks': 'description, project_id, status',
    'ideas': 'content, project_id, converted_to_feature_id',
}


def upgrade():
    op.create_table(
        'name_changes',
        sa.Column('transaction', sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint('transaction', name=op.f('pk_name_changes')),
    )
    op.execute("""
        CREATE FUNCTION note_name_change() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            INSERT INTO name_changes VALUES (pg_current_xact_id()::text::bigint) ON CONFLICT DO NOTHING;
            RETURN NULL;
        END $$
    """)
    for table, columns in COLUMNS.items():
        op.execute(f"""
            CREATE TRIGGER note_name_change AFTER INSERT OR DELETE OR TRUNCATE OR UPDATE OF {columns} ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION note_name_change()
        """)


def downgrade():
    for table in COLUMNS:
        op.execute(f'DROP TRIGGER note_name_change ON {table}')
    op.execute('DROP FUNCTION note_name_change()')
    op.drop_table('name_changes')
