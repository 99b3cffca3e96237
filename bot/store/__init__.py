"""What must outlive a restart: questions until they are answered, what threads lean on, what went unanswered, and digests."""

from bot.store.database import Database, DatabaseError, open_database
from bot.store.deliveries import Deliveries, Due, Word
from bot.store.inbox import Claim, Inbox, Post
from bot.store.silences import Silences
from bot.store.subscriptions import Delivery, Outcome, State, Subscription, Subscriptions
from bot.store.threads import Threads

__all__ = [
    "Claim",
    "Database",
    "DatabaseError",
    "Deliveries",
    "Delivery",
    "Due",
    "Inbox",
    "Outcome",
    "Post",
    "Silences",
    "State",
    "Subscription",
    "Subscriptions",
    "Threads",
    "Word",
    "open_database",
]
