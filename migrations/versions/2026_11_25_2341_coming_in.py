"""Coming in to the pages: one-time links, sessions, attempts

Revision: 0009, after 0008
Date: 2026-11-25 23:41:00+00:00
"""

import sqlalchemy as sa
from alembic import op

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        'login_links',
        sa.Column('token_hash', sa.String(64), nullable=False),
        sa.Column('user_id', sa.Integer(), nullable=False),
        sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('used_at', sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(['user_id'], ['users.id'], name='fk_login_links_user_id_users', ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('token_hash', name='pk_login_links'),
    )
    op.create_index('idx_login_links_user_id', 'login_links', ['user_id', 'created_at'])
    op.create_table(
        'web_sessions',
        sa.Column('id_hash', sa.String(64), nullable=False),
        sa.Column('user_id', sa.Integer(), nullable=False),
        sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(['user_id'], ['users.id'], name='fk_web_sessions_user_id_users', ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id_hash', name='pk_web_sessions'),
    )
    op.create_index('idx_web_sessions_user_id', 'web_sessions', ['user_id'])
    op.create_table(
        'login_attempts',
        sa.Column('who', sa.String(80), nullable=False),
        sa.Column('since', sa.DateTime(timezone=True), nullable=False),
        sa.Column('attempts', sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint('who', 'since', name='pk_login_attempts'),
    )


def downgrade():
    op.drop_table('login_attempts')
    op.drop_index('idx_web_sessions_user_id', table_name='web_sessions')
    op.drop_table('web_sessions')
    op.drop_index('idx_login_links_user_id', table_name='login_links')
    op.drop_table('login_links')
