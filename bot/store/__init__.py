"""What must outlive a restart: questions until they are answered, what threads lean on, what went unanswered, votes."""

from bot.store.database import Database, DatabaseError, open_database
from bot.store.forgetting import Forgetting
from bot.store.inbox import Claim, Inbox, Post
from bot.store.silences import Silence, Silences
from bot.store.threads import Threads
from bot.store.votes import Ballot, Noted, Verdict, Vote, Votes

__all__ = [
    "Ballot",
    "Claim",
    "Database",
    "DatabaseError",
    "Forgetting",
    "Inbox",
    "Noted",
    "Post",
    "Silence",
    "Silences",
    "Threads",
    "Verdict",
    "Vote",
    "Votes",
    "open_database",
]
