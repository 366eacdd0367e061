"""All tables

Revision: 0001, after 
Date: 2026-11-23 23:50:00+00:00
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0001'
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    op.execute(sa.schema.CreateSequence(sa.Sequence('chat_messages_revision_seq')))
    op.create_table('access_attempts',
    sa.Column('telegram_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('attempts', sa.Integer(), server_default=sa.text('1'), nullable=False),
    sa.Column('first_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('last_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('telegram_id', name=op.f('pk_access_attempts'))
    )
    op.create_table('chat_messages',
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('chat_id', sa.BigInteger(), nullable=False),
    sa.Column('from_bot', sa.Boolean(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('keyboard', postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=True),
    sa.Column('revision', sa.BigInteger(), server_default=sa.text("nextval('chat_messages_revision_seq')"), nullable=False),
    sa.Column('sent_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('edited_at', sa.DateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_chat_messages'))
    )
    op.create_index(op.f('idx_chat_messages_revision'), 'chat_messages', ['revision'], unique=False)
    op.create_table('event_log',
    sa.Column('id', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('user_id', sa.String(length=100), nullable=False),
    sa.Column('action', sa.String(length=100), nullable=False),
    sa.Column('entity_type', sa.String(length=50), nullable=False),
    sa.Column('entity_id', sa.Integer(), nullable=False),
    sa.Column('project_id', sa.Integer(), nullable=True),
    sa.Column('message_id', sa.String(length=100), nullable=True),
    sa.Column('timestamp', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('details', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('undoes_id', sa.BigInteger(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_event_log'))
    )
    op.create_index('idx_event_log_entity_type_entity_id', 'event_log', ['entity_type', 'entity_id', 'id'], unique=False)
    op.create_index('idx_event_log_message_id', 'event_log', ['message_id'], unique=False)
    op.create_index('idx_event_log_project_id', 'event_log', ['project_id', 'id'], unique=False)
    op.create_index('idx_event_log_timestamp', 'event_log', ['timestamp'], unique=False)
    op.create_index('idx_event_log_user_id', 'event_log', ['user_id', 'id'], unique=False)
    op.create_index('uq_event_log_undoes_id', 'event_log', ['undoes_id'], unique=True)
    op.create_table('migrations_info',
    sa.Column('revision', sa.String(length=32), nullable=False),
    sa.Column('description', sa.String(length=200), nullable=False),
    sa.Column('applied_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.PrimaryKeyConstraint('revision', name=op.f('pk_migrations_info'))
    )
    op.create_table('processed_messages',
    sa.Column('message_id', sa.String(length=100), nullable=False),
    sa.Column('processed_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('reply', postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=True),
    sa.Column('replied_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('send_after', sa.DateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('message_id', name=op.f('pk_processed_messages'))
    )
    op.create_table('projects',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('name_key', sa.String(length=400), nullable=False),
    sa.Column('description', sa.Text(), nullable=True),
    sa.Column('status', sa.String(length=50), server_default='active', nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.CheckConstraint("status IN ('active', 'archived')", name=op.f('ck_projects_status')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_projects')),
    sa.UniqueConstraint('name', name=op.f('uq_projects_name')),
    sa.UniqueConstraint('name_key', name=op.f('uq_projects_name_key'))
    )
    op.create_table('questions',
    sa.Column('user_id', sa.String(length=100), nullable=False),
    sa.Column('token', sa.String(length=16), nullable=False),
    sa.Column('body', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.PrimaryKeyConstraint('user_id', name=op.f('pk_questions'))
    )
    op.create_table('users',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('telegram_id', sa.BigInteger(), nullable=False),
    sa.Column('username', sa.String(length=100), nullable=True),
    sa.Column('full_name', sa.String(length=200), nullable=False),
    sa.Column('language', sa.String(length=10), server_default='ru', nullable=False),
    sa.Column('is_active', sa.Boolean(), server_default=sa.text('true'), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_users')),
    sa.UniqueConstraint('telegram_id', name=op.f('uq_users_telegram_id'))
    )
    op.create_index(op.f('idx_users_is_active'), 'users', ['is_active'], unique=False)
    op.create_table('releases',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('project_id', sa.Integer(), nullable=False),
    sa.Column('version', sa.String(length=50), nullable=False),
    sa.Column('version_key', sa.String(length=100), nullable=False),
    sa.Column('target_date', sa.Date(), nullable=False),
    sa.Column('status', sa.String(length=50), server_default='planned', nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.CheckConstraint("status IN ('planned', 'released', 'cancelled')", name=op.f('ck_releases_status')),
    sa.ForeignKeyConstraint(['project_id'], ['projects.id'], name=op.f('fk_releases_project_id_projects'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_releases')),
    sa.UniqueConstraint('project_id', 'version', name=op.f('uq_releases_project_id_version')),
    sa.UniqueConstraint('project_id', 'version_key', name=op.f('uq_releases_project_id_version_key'))
    )
    op.create_table('user_context',
    sa.Column('user_id', sa.String(length=100), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('active_project_id', sa.Integer(), nullable=True),
    sa.Column('language', sa.String(length=10), nullable=True),
    sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.CheckConstraint("language IN ('ru', 'en')", name=op.f('ck_user_context_language')),
    sa.ForeignKeyConstraint(['active_project_id'], ['projects.id'], name=op.f('fk_user_context_active_project_id_projects'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['id'], ['users.id'], name=op.f('fk_user_context_id_users')),
    sa.PrimaryKeyConstraint('user_id', name=op.f('pk_user_context')),
    sa.UniqueConstraint('id', name=op.f('uq_user_context_id'))
    )
    op.create_index(op.f('idx_user_context_active_project_id'), 'user_context', ['active_project_id'], unique=False)
    op.create_table('features',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('project_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('name_key', sa.String(length=400), nullable=False),
    sa.Column('description', sa.Text(), nullable=True),
    sa.Column('status', sa.String(length=50), server_default='backlog', nullable=False),
    sa.Column('status_reason', sa.Text(), nullable=True),
    sa.Column('assigned_teams', sa.Text(), nullable=True),
    sa.Column('assigned_po', sa.String(length=100), nullable=True),
    sa.Column('release_id', sa.Integer(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.CheckConstraint("status IN ('backlog', 'in_progress', 'blocked', 'done', 'cancelled')", name=op.f('ck_features_status')),
    sa.ForeignKeyConstraint(['project_id'], ['projects.id'], name=op.f('fk_features_project_id_projects'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['release_id'], ['releases.id'], name=op.f('fk_features_release_id_releases'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_features')),
    sa.UniqueConstraint('project_id', 'name', name=op.f('uq_features_project_id_name')),
    sa.UniqueConstraint('project_id', 'name_key', name=op.f('uq_features_project_id_name_key'))
    )
    op.create_index(op.f('idx_features_project_id'), 'features', ['project_id'], unique=False)
    op.create_index(op.f('idx_features_release_id'), 'features', ['release_id'], unique=False)
    op.create_index(op.f('idx_features_status'), 'features', ['status'], unique=False)
    op.create_table('dependencies',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('blocker_feature_id', sa.Integer(), nullable=False),
    sa.Column('blocked_feature_id', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.CheckConstraint('blocker_feature_id <> blocked_feature_id', name=op.f('ck_dependencies_not_itself')),
    sa.ForeignKeyConstraint(['blocked_feature_id'], ['features.id'], name=op.f('fk_dependencies_blocked_feature_id_features'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['blocker_feature_id'], ['features.id'], name=op.f('fk_dependencies_blocker_feature_id_features'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_dependencies')),
    sa.UniqueConstraint('blocker_feature_id', 'blocked_feature_id', name=op.f('uq_dependencies_blocker_feature_id_blocked_feature_id'))
    )
    op.create_index(op.f('idx_dependencies_blocked_feature_id'), 'dependencies', ['blocked_feature_id'], unique=False)
    op.create_table('ideas',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('project_id', sa.Integer(), nullable=True),
    sa.Column('content', sa.Text(), nullable=False),
    sa.Column('converted_to_feature_id', sa.Integer(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.ForeignKeyConstraint(['converted_to_feature_id'], ['features.id'], name=op.f('fk_ideas_converted_to_feature_id_features'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['project_id'], ['projects.id'], name=op.f('fk_ideas_project_id_projects'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_ideas'))
    )
    op.create_index(op.f('idx_ideas_converted_to_feature_id'), 'ideas', ['converted_to_feature_id'], unique=False)
    op.create_index(op.f('idx_ideas_project_id'), 'ideas', ['project_id'], unique=False)
    op.create_table('risks',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('project_id', sa.Integer(), nullable=False),
    sa.Column('feature_id', sa.Integer(), nullable=True),
    sa.Column('severity', sa.String(length=50), nullable=False),
    sa.Column('description', sa.Text(), nullable=False),
    sa.Column('mitigation', sa.Text(), nullable=True),
    sa.Column('status', sa.String(length=50), server_default='open', nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.CheckConstraint("severity IN ('low', 'medium', 'high', 'critical')", name=op.f('ck_risks_severity')),
    sa.CheckConstraint("status IN ('open', 'closed')", name=op.f('ck_risks_status')),
    sa.ForeignKeyConstraint(['feature_id'], ['features.id'], name=op.f('fk_risks_feature_id_features'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['project_id'], ['projects.id'], name=op.f('fk_risks_project_id_projects'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_risks'))
    )
    op.create_index(op.f('idx_risks_feature_id'), 'risks', ['feature_id'], unique=False)
    op.create_index(op.f('idx_risks_project_id'), 'risks', ['project_id'], unique=False)


def downgrade():
    op.drop_index(op.f('idx_risks_project_id'), table_name='risks')
    op.drop_index(op.f('idx_risks_feature_id'), table_name='risks')
    op.drop_table('risks')
    op.drop_index(op.f('idx_ideas_project_id'), table_name='ideas')
    op.drop_index(op.f('idx_ideas_converted_to_feature_id'), table_name='ideas')
    op.drop_table('ideas')
    op.drop_index(op.f('idx_dependencies_blocked_feature_id'), table_name='dependencies')
    op.drop_table('dependencies')
    op.drop_index(op.f('idx_features_status'), table_name='features')
    op.drop_index(op.f('idx_features_release_id'), table_name='features')
    op.drop_index(op.f('idx_features_project_id'), table_name='features')
    op.drop_table('features')
    op.drop_index(op.f('idx_user_context_active_project_id'), table_name='user_context')
    op.drop_table('user_context')
    op.drop_table('releases')
    op.drop_index(op.f('idx_users_is_active'), table_name='users')
    op.drop_table('users')
    op.drop_table('questions')
    op.drop_table('projects')
    op.drop_table('processed_messages')
    op.drop_table('migrations_info')
    op.drop_index('uq_event_log_undoes_id', table_name='event_log')
    op.drop_index('idx_event_log_user_id', table_name='event_log')
    op.drop_index('idx_event_log_timestamp', table_name='event_log')
    op.drop_index('idx_event_log_project_id', table_name='event_log')
    op.drop_index('idx_event_log_message_id', table_name='event_log')
    op.drop_index('idx_event_log_entity_type_entity_id', table_name='event_log')
    op.drop_table('event_log')
    op.drop_index(op.f('idx_chat_messages_revision'), table_name='chat_messages')
    op.drop_table('chat_messages')
    op.execute(sa.schema.DropSequence(sa.Sequence('chat_messages_revision_seq')))
    op.drop_table('access_attempts')
