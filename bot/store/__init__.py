"""What must outlive a restart: questions until they are answered, what threads lean on, what went unanswered, and digests."""

from bot.store.claiming import Due
from bot.store.database import Database, DatabaseError, open_database
from bot.store.deliveries import Deliveries, Times, Word
from bot.store.inbox import Claim, Inbox, Post
from bot.store.silences import Silences
from bot.store.subscriptions import Delivery, Fate, State, Subscription, Subscriptions
from bot.store.threads import Threads

__all__ = [
    "Claim",
    "Database",
    "DatabaseError",
    "Deliveries",
    "Delivery",
    "Due",
    "Fate",
    "Inbox",
    "Post",
    "Silences",
    "State",
    "Subscription",
    "Subscriptions",
    "Threads",
    "Times",
    "Word",
    "open_database",
]
