"""Forgetting a person or a workspace. New tables are forgotten with the rest, by the names of their columns."""

from __future__ import annotations

import json

from sqlalchemy import Connection, delete, select

from bot.store.database import Database
from bot.store.inbox import Post
from bot.store.tables import BEGINS_WITH_TEAM, inbox, metadata


class Forgetting:
    """Removes what is stored, at once and for good."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def person(self, post: Post) -> None:
        """Remove what is stored about whoever posted this in their workspace; of the post itself the key stays until it is
        answered. What they made for a channel has no `person` column, and stays too."""
        with self._database.writing() as connection:
            for table in metadata.sorted_tables:
                if "team" in table.c and "person" in table.c:
                    connection.execute(delete(table).where(table.c.team == post.team, table.c.person == post.person))
            connection.execute(delete(inbox).where(inbox.c.key.in_(_waiting(connection, post)), inbox.c.key != post.key))
            connection.execute(delete(inbox).where(inbox.c.key.endswith(f":{post.person}", autoescape=True)))  # what they shared
            direct = inbox.c.key.startswith(f"{post.team}:{post.channel}:", autoescape=True)
            connection.execute(delete(inbox).where(direct, inbox.c.key != post.key))

    def team(self, team: str) -> None:
        """Remove all that is stored about a workspace."""
        with self._database.writing() as connection:
            for table in reversed(metadata.sorted_tables):  # digests, lanes, deliveries: as all take them who take several
                if "team" in table.c:
                    connection.execute(delete(table).where(table.c.team == team))
                for column in table.c:
                    if column.info == BEGINS_WITH_TEAM:
                        connection.execute(delete(table).where(column.startswith(f"{team}:", autoescape=True)))


def _waiting(connection: Connection, post: Post) -> list[str]:
    """The keys of a person's posts, anywhere, that are not answered yet; of those that are, nobody knows whose they were."""
    rows = connection.execute(select(inbox.c.key, inbox.c.place).where(inbox.c.place.is_not(None)))
    places = [(str(row.key), json.loads(row.place)) for row in rows]
    return [key for key, place in places if (place["team"], place["person"]) == (post.team, post.person)]
