"""What must outlive a restart: questions until they are answered, what threads lean on, what went unanswered."""

from bot.store.database import Database, DatabaseError, open_database
from bot.store.inbox import Claim, Inbox, Post
from bot.store.silences import Silences
from bot.store.threads import Threads

__all__ = ["Claim", "Database", "DatabaseError", "Inbox", "Post", "Silences", "Threads", "open_database"]
