"""What holds events together: the seal each has on the one before it, and undos that take a step back whole."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, text

# The database's own function made the seals (see the migration that brought them): one definition for both.
_BROKEN = """
    SELECT id, action, seal IS NULL FROM (
        SELECT event.id, event.action, event.seal, seal_of(event, lag(event.seal) OVER thing) AS due
        FROM event_log AS event WINDOW thing AS (PARTITION BY entity_type, entity_id ORDER BY event.id)
    ) AS sealed WHERE seal IS DISTINCT FROM due ORDER BY id
"""
_ADRIFT = """
    SELECT undo.id, undo.action FROM event_log AS undo LEFT JOIN event_log AS undone
        ON (undone.id, undone.entity_type, undone.entity_id) = (undo.undoes_id, undo.entity_type, undo.entity_id)
    WHERE undo.undoes_id IS NOT NULL AND undone.id IS NULL
    ORDER BY undo.id
"""
# The empty context that comes with a person's first message is no step of theirs.
_HALF_UNDONE = """
    SELECT done.message_id, min(done.id) AS first
    FROM event_log AS done LEFT JOIN event_log AS undo ON undo.undoes_id = done.id
    WHERE done.message_id IS NOT NULL AND done.action <> 'user_context_created'
    GROUP BY done.message_id HAVING count(undo.id) NOT IN (0, count(*))
    ORDER BY first
"""


def broken_seals(connection: Connection) -> Iterator[str]:
    """Events that do not fit their seal, or do not follow the event they were sealed to follow."""
    for number, action, missing in connection.execute(text(_BROKEN)):
        told = "has no seal" if missing else "does not fit its seal, or the event before it is another one"
        yield f"event {number} ({action}): {told}"


def broken_undos(connection: Connection) -> Iterator[str]:
    """Undos of what is not there, and steps of which a part alone is taken back."""
    for number, action in connection.execute(text(_ADRIFT)):
        yield f"event {number} ({action}): takes back an event that is not there"
    for message, first in connection.execute(text(_HALF_UNDONE)):
        yield f"event {first}: not all that message {message} did is taken back together"
