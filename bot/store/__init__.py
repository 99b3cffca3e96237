"""What must outlive a restart: questions until they are answered, what threads lean on, what went unanswered, votes, and digests."""

from bot.store.claiming import Due
from bot.store.database import Database, DatabaseError, open_database
from bot.store.deliveries import Deliveries, Times, Word
from bot.store.forgetting import Forgetting
from bot.store.inbox import Claim, Inbox, Post
from bot.store.silences import Silence, Silences
from bot.store.subscriptions import Delivery, Fate, State, Subscription, Subscriptions
from bot.store.threads import Threads
from bot.store.votes import Ballot, Noted, Verdict, Vote, Votes

__all__ = [
    "Ballot",
    "Claim",
    "Database",
    "DatabaseError",
    "Deliveries",
    "Delivery",
    "Due",
    "Fate",
    "Forgetting",
    "Inbox",
    "Noted",
    "Post",
    "Silence",
    "Silences",
    "State",
    "Subscription",
    "Subscriptions",
    "Threads",
    "Times",
    "Verdict",
    "Vote",
    "Votes",
    "Word",
    "open_database",
]
