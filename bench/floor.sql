-- What one change of a status makes PostgreSQL do, and nothing else: the floor under `bench/updates.py`.
-- pgbench runs it; :run tells its updates apart from those of other runs, :names is the number of features and people.
\set n :n + 1
\set update :client_id * 1000000 + :n
\set thing random(1, :names)
\set person :first_person + :thing
\set feature :first_feature + :thing
BEGIN;
INSERT INTO processed_messages (message_id) VALUES (('floor ' || :run::text || ' ' || :update::text)) ON CONFLICT DO NOTHING RETURNING message_id;
SELECT id, telegram_id, username, full_name, language, spoken_of, is_active FROM users WHERE telegram_id = :person FOR UPDATE;
SELECT user_id, id, active_project_id, language, updated_at FROM user_context WHERE user_id = :person::text;
SELECT user_id, token, body, asked_at FROM questions WHERE user_id = :person::text;
SELECT id, project_id, name, name_key, description, status, status_reason, assigned_teams, assigned_po, release_id, created_at, updated_at FROM features WHERE id = :feature FOR UPDATE;
UPDATE features SET status = CASE status WHEN 'backlog' THEN 'in_progress' ELSE 'backlog' END, updated_at = now() WHERE id = :feature;
INSERT INTO event_log (user_id, action, entity_type, entity_id, project_id, message_id, timestamp, details) VALUES (:person::text, 'feature_status_updated', 'feature', :feature, 1, ('floor ' || :run::text || ' ' || :update::text), now(), '{"before": {"status": "backlog"}, "after": {"id": 1, "project_id": 1, "name": "Вход по отпечатку", "name_key": "вход по отпечатку", "description": null, "status": "in_progress", "status_reason": null, "assigned_teams": null, "assigned_po": null, "release_id": null, "created_at": "2026-11-24T09:00:00+00:00", "updated_at": "2026-11-24T09:00:00+00:00"}}');
UPDATE users SET spoken_of = '{"feature": {"id": 1001, "name": "Вход по отпечатку", "project_id": 1, "at": "2026-11-24T09:00:00+00:00"}}' WHERE telegram_id = :person;
UPDATE processed_messages SET reply = '[{"method": "sendMessage", "params": {"chat_id": 1, "text": "Контекст: Все проекты\n<b>Вход по отпечатку</b>: бэклог → в работе", "parse_mode": "HTML", "reply_markup": {"inline_keyboard": [[{"text": "Отменить", "callback_data": "u:1000000"}]]}, "link_preview_options": {"is_disabled": true}}}]', send_after = now() WHERE message_id = ('floor ' || :run::text || ' ' || :update::text);
COMMIT;
BEGIN;
SET LOCAL synchronous_commit = off;
UPDATE processed_messages SET replied_at = now() WHERE message_id = ('floor ' || :run::text || ' ' || :update::text);
COMMIT;
