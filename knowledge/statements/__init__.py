"""Which statements of a message the report backs: text in, each statement out with what backs it or what differs."""

from knowledge.statements.agreement import Mismatch
from knowledge.statements.finding import Found, Statement, find

__all__ = ["Found", "Mismatch", "Statement", "find"]
