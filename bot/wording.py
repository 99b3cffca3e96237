"""Every sentence that the bot says of its own, in GOV.UK style: plain words, short, no exclamation marks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from knowledge import Address, Kind, Reason, Report

SOURCE = "Contains public sector information licensed under the Open Government Licence v3.0."
KINDS = {Kind.SCOPE: "scope", Kind.COMMITMENT: "commitment", Kind.PROGRESS: "progress", Kind.PLAN: "plan"}

NOT_UNDERSTOOD = (
    "I could not tell what to look for. Ask about an action, a topic or a year, for example “rural payments in 2014”."
)
SMALL_TALK = "Ask what Defra’s report of January 2015 says. For example: “what happened with rural payments in 2014?”"
CHOOSE = "The report has a similar name. Which of these do you mean?"
AS_OF = "I read this as of the report’s date. The report says nothing about today."
LEANS = "I read this together with your earlier questions."
NEAREST = "The nearest parts of the report, which do not answer your question:"
SILENT = "The report does not say."
PLANNED, REPORTED, CARRIED_ON = "What was planned or promised", "What was reported", "Taken up again in later plans"
BEYOND = "Also reported, not in the plan"
TITLES = "These are the 16 actions. To see one, add its number, for example “action 8”."
TOPICS = "These are the topics. To see what the report says on one, add its name, for example “topic rural payments”."

WHY_SILENT = {
    Reason.YEAR: "It covers commitments of 2012, progress in 2013 and 2014, and plans for 2014 and 2015.",
    Reason.BODY: "It is about Defra only, not about other organisations.",
    Reason.PERSON: "It names one person only, the digital leader, and says little about people.",
    Reason.NUMBER: "It gives no such figure. It has no costs, budgets or savings, and few counts.",
    Reason.ACTION: "It has actions 1 to 16.",
    Reason.TOPIC: "It has nothing that answers this.",
    Reason.DETAIL: "It mentions something near to this, but does not give that detail.",
}

DESCRIPTION = "Ask about Defra’s actions in response to the Government Digital Strategy. Without a command, this starts a chat."
NO_QUESTION = "write a question after “ask”, or use --batch"
BATCH_ALONE = "--batch reads questions and threads from stdin: leave out the question and --thread"
BAD_ADDRESS = "write a year such as 2014, or commitment, progress or plan, or a year and one of these"
BAD_LINE = "write a JSON object with a question (text) and, if you like, a thread (list of texts)"
PROMPT = "> "
GOODBYES = frozenset({"bye", "exit", "quit"})
ANEW = frozenset({"new", "reset"})

EXAMPLES = (
    "what happened with rural payments in 2014?",
    "action 8 in 2013",
    "what was planned for waste carriers in 2014, and what came of it?",
    "how did digital uptake of the Single Payment Scheme change?",
    "which actions mention GOV.UK Verify?",
)
"""Questions that work; help offers them, a line or a button each."""

HELP = (
    """Ask in your own words about Defra’s actions in response to the Government Digital Strategy. You get the report’s own words, with a link to each quote.

Try:
"""
    + "\n".join(f"  {example}" for example in EXAMPLES)
    + """

The report has 16 actions. For each it gives the commitment of December 2012, the progress in 2013 and 2014, and the plans for 2014 and 2015. It says nothing about costs, other departments or anything after 16 January 2015.

"""
    + SOURCE
)


def heading(updated: str) -> str:
    """The head of every answer: `updated` is the report's date as printed."""
    return f"From Defra’s report as published on {updated}, not from today."


def citation(address: Address) -> str:
    """Where a quote stands: a section, or for a title and what follows it the action alone."""
    if address.kind is Kind.SCOPE:
        return f"Action {address.action}"
    year = f" {address.year}" if address.year else ""
    return f"Action {address.action}, {KINDS[address.kind]}{year}"


def absent(address: Address, section_is_there: bool) -> str:
    """That something isn't mentioned in a section, or that there is no such section."""
    if section_is_there:
        return f"Not mentioned in {KINDS[address.kind].capitalize()} {address.year} (Action {address.action})."
    return f"Action {address.action} has no {KINDS[address.kind]} for {address.year}."


def silent(reason: Reason | None) -> str:
    """That the report doesn't say, and why."""
    return f"{SILENT} {WHY_SILENT[reason]}" if reason else SILENT


def welcome(updated: str) -> str:
    """What the chat says first."""
    return (
        f"Ask about Defra’s report of {updated} on the Government Digital Strategy. "
        "Write “help” for examples, “new” to begin a new thread, “bye” to leave."
    )


def unreadable(file: str | None, why: str) -> str:
    """That a file can't be read, or where none is named, that the answer can't be written."""
    return (
        f"Cannot read {file}: {why}. Check its name and permissions."
        if file
        else f"Cannot write the answer: {why}. Check where the output goes."
    )


def no_topic(name: str, nearest: Sequence[str]) -> str:
    """That there is no topic of a name, with names near it."""
    return f"There is no topic called “{name}”.{near_topics(nearest)} Run “topic” alone to list all topics."


def near_topics(names: Sequence[str]) -> str:
    """Names of topics like one that isn't there, to stand after a sentence; empty where there are none."""
    return f" The nearest: {', '.join(names)}." if names else ""


def sound(report: Report) -> str:
    """That a report file was read without faults, and what it holds."""
    sections = [section for action in report.actions for section in action.sections if section.passages]
    passages = sum(len(section.passages) for section in sections)
    cut = "" if report.complete else " The file breaks off at its end."
    return f"{len(report.actions)} actions, {len(sections)} sections, {passages} passages.{cut}"


def recall(found: int, asked: int) -> str:
    """How often a phrasing that was left out finds its own passage."""
    return f"{found} of {asked} phrasings ({found / asked:.0%}) find their own passage when they are left out of the index."


# Slack

MORE = "More"
THERE_IS_MORE = "There is more: press “More”."
GOING_ON = "The rest of the answer:"
BESIDE = "Plans beside outcomes"
YEAR, SAYS = "Year", "What the report says"
ASKED_AGAIN = "If you do not see my answer, ask again."
TOO_LATE = "I was away or too busy to answer your question in time. Ask again."
BUSY = "I am busy. Ask again in a minute."
TOO_FAST = "I cannot take more questions from you at once. Ask again in a minute."
NOT_ALLOWED = "This app is not open to your workspace. To use it, ask the people who run it."
OLD_BUTTON = "This button is from an earlier version and no longer works. Ask again."
NO_WORDS = "I found no words in this message. Choose a message with text."
NO_STATEMENT = "I found no statement in this message to check. Choose a message that says something about Defra’s actions."
BEST = "The nearest parts of the report:"
NOTHING_NEAR = "The report has nothing near to this message."
NOT_ALL = "This message says more than I show here."
BACKED = "The report says this"
UNBACKED = {
    "number": "The report gives another figure",
    "year": "The report says this of another year",
    "date": "The report gives another date",
    "name": "The report names somebody or something else",
    "negation": "The report says the opposite",
    "contrary": "The report says otherwise",
    "planned": "The report says this is planned, not done",
    "nothing": "The report does not say this",
}
"""What is said of a statement that the report doesn't back, by `knowledge.statements.Mismatch`."""
SHARE = "Share in channel"
WHO_SHARED = " shared this answer."
SHARED_ALREADY = "You have shared this answer already."
TOO_OLD_TO_SHARE = (
    "This answer is more than 30 minutes old, and Slack no longer lets me share it. Ask again, then share the new answer."
)
CANNOT_SHARE = "I could not share this answer. Ask again, then share the new answer."
SEARCH = "Ask the report"
BACK, OPEN = "Back to the start", "Open"
ALL_ACTIONS, ALL_TOPICS, CHOOSE_TOPIC = "The 16 actions", "Topics", "Choose a topic"
PRIVACY = "What is kept"
ASK, CLOSE, QUESTION = "Ask", "Close", "Your question"
FORM_SENT = "I will answer in a direct message."
NO_QUESTION_TYPED = "Write a question."


def judged(statement: str, mismatch: str | None) -> str:
    """Whether the report backs a statement, and if not, why."""
    return f"{UNBACKED[mismatch] if mismatch else BACKED}: “{statement}”"


def who_asked(question: str) -> str:
    """Who shared an answer, and what they had asked; stands after a name."""
    return f" shared this answer to: {question}"


def about(updated: str) -> str:
    """What this is, as of when, and what it can't answer."""
    return (
        f"Ask about one report: Defra’s actions in response to the Government Digital Strategy, published on {updated}. "
        "You get the report’s own words, with a link to each quote. The report says nothing about today, costs, other departments or "
        "anything after that date. Where it does not answer your question, I say so. Only you see the answers here."
    )


def turn_to(contact: str) -> str:
    """Whom to turn to."""
    return f"For help, contact {contact}."


def privacy(contact: str, keeps_questions: bool) -> str:
    """What is stored, and whom to turn to."""
    kept = (
        "I keep your question until it is answered, for 15 minutes at most. For follow-up questions, I keep which actions, years "
        "and topics a thread asked about, not its words, for 30 days. I keep your votes, and on which topics you got no answer, "
        "for 180 days."
    )
    words = (
        " I also keep the words of a question that got no answer, or an answer that you marked as not helpful, for 180 days, so "
        "that answers can be improved."
    )
    forget = " To remove what is stored about you, send me “forget me” as a direct message."
    return kept + words * keeps_questions + forget + (f" {turn_to(contact)}" if contact else "")


def section(address: Address) -> str:
    """A button that shows a section."""
    return f"{KINDS[address.kind].capitalize()} {address.year}"


def whole(action: int) -> str:
    """A button that shows an action."""
    return f"All of Action {action}"


def in_year(action: int, year: int) -> str:
    """A button that shows an action in a year."""
    return f"Action {action} in {year}"


def source(url: str) -> str:
    """Where quotes come from, in Slack's markup."""
    return f"<{url}|The report on GOV.UK> · {SOURCE}"


def too_long(most: int) -> str:
    """That a question is too long."""
    return f"Your question is too long. Ask it in {most:,} characters or fewer."


def usage_of_action(command: str) -> str:
    """How to name an action."""
    return (
        "I could not tell which action you mean. Write its number, from 1 to 16. You can add a year, and one of commitment, "
        f"progress and plan. For example: “{command} 8 2014 plan”."
    )


def usage_of_topic(command: str, name: str, nearest: Sequence[str]) -> str:
    """That there is no such topic, and how to name one."""
    return f"There is no topic called “{name}”.{near_topics(nearest)} Write “{command}” alone to list all topics."


def broken(reference: str, contact: str) -> str:
    """That something broke, with what to quote to whoever looks after the app."""
    again = f"If it happens again, contact {contact} and quote" if contact else "If you report this, quote"
    return f"Something went wrong. Try again in a minute. {again} reference {reference}."


# Settings and processes

BAD_DATABASE_URL = "Set DATABASE_URL to sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME."
ONE_PROCESS = "More than one process needs PostgreSQL. Set DATABASE_URL to a PostgreSQL database, or WEB_CONCURRENCY to 1."
IN_USE = "Another process is using this database file. Stop it, or set DATABASE_URL to a PostgreSQL database."
NOT_MIGRATED = "The database is not up to date. Run: python app.py migrate"
MIGRATED = "The database is up to date."
NEWER = "A newer version of this app has changed the database. Run that version, or use another database."
PREFIX = "at most 21 lower-case letters, digits and hyphens, with a letter first"
"""What a prefix is made of."""


def bad_setting(name: str, value: str, allowed: str) -> str:
    """That a variable of the environment has a value that can't be."""
    return f"{name} is “{value}”. Set it to {allowed}."


def missing_setting(name: str) -> str:
    """That a variable of the environment is missing."""
    return f"{name} is not set. See docs/set-up.md for where to find it in Slack’s settings."


def unreachable(why: str) -> str:
    """That the database can't be used."""
    return f"The database cannot be used: {why}. Check DATABASE_URL and whether the database is running."


def refused(code: str) -> str:
    """That Slack refuses the token."""
    return f"Slack refuses SLACK_BOT_TOKEN ({code}). Reinstall the app in Slack’s settings and copy the new token."


def unheard(why: str) -> str:
    """That Slack can't be reached."""
    return f"Slack cannot be reached: {why}. Check the network, and SLACK_API_URL if it is set."


def no_socket(why: str) -> str:
    """That Slack gives no socket."""
    return (
        f"Slack does not open a Socket Mode connection ({why}). Check SLACK_APP_TOKEN, that this token has the scope "
        "connections:write, and that Socket Mode is on."
    )


# The manifest and the doctor

NAME = "Defra Actions"
SHORT_DESCRIPTION = "Quotes what Defra’s report of January 2015 says about its Government Digital Strategy actions."
LONG_DESCRIPTION = (
    "Ask in your own words about one public report: Defra’s actions in response to the Government Digital Strategy, published on "
    "16 January 2015. You get the report’s own words, with a link from each quote to its place on GOV.UK, or a plain “the report does not say”. "
    "No language model writes anything: every fact is a quote."
)
AGENT_DESCRIPTION = (
    "Answers questions about one public report, Defra’s actions in response to the Government Digital Strategy (16 January 2015), "
    "with the report’s own words and a link to each quote, or says that the report does not say. No language model writes anything."
)
COMMANDS = (
    ("", "Ask the report of January 2015 in your own words", "what happened with rural payments in 2014? | help"),
    ("action", "See an action, or its commitment, progress or plan in one year", "[1 to 16] [year] [commitment|progress|plan]"),
    ("topic", "See what the report says on a topic", "[name] [year]"),
    ("digest", "Post a part of the report here on a schedule", "every weekday at 09:00 actions | list | new | help"),
)
"""The commands: what follows the prefix, what it does, and what to write after it."""
SHORTCUTS = (
    ("Ask the report", "global", "ask_report", "Open a form to ask about Defra’s report of January 2015"),
    ("Find this in the report", "message", "find_in_report", "See whether the report backs what a message says"),
)
"""The shortcuts: name, type, the id by which it comes back, and what it does."""
BAD_URL = "--url: write https:// and the host that Slack will call, for example https://defra-actions.example.org"
NEITHER_TRANSPORT = "Set SLACK_APP_TOKEN for Socket Mode, or SLACK_SIGNING_SECRET for HTTP."
NO_CONTACT = "CONTACT is not set, so people are not told who to contact for help. Set it to a channel or an address."
SCOPES_RIGHT = "The token has the scopes that the app needs."
SOCKET_OPENS = "Socket Mode works."
MIGRATES_ITSELF = "The database file is made or brought up to date when the app starts."
WELL, ILL = "ok   ", "fault"


def holidays_end(until: str) -> str:
    """That the list of bank holidays, which digests skip, ends soon."""
    return (
        f"Bank holidays are known only until {until}. After that, digests skip none. Run “make pins” to pin a newer "
        "govuk-bank-holidays, then install it."
    )


def taken_prefix(prefix: str) -> str:
    """That a command's name is Slack's own."""
    return f"/{prefix} is one of Slack’s own commands. With it, none of this app’s commands would work. Choose another prefix."


def wrong_token(name: str, begins: str) -> str:
    """That a token is of another kind."""
    return f"{name} does not begin with {begins}, so it is another kind of token. See docs/set-up.md for where to find the right one."


def contact_set(contact: str) -> str:
    """Whom people are told to turn to."""
    return f"For help, people are told to contact {contact}."


def connected(user: str, team: str) -> str:
    """Who we are in Slack."""
    return f"Slack knows the token: {user} in {team}."


def missing_scopes(scopes: Sequence[str]) -> str:
    """That the token lacks scopes."""
    return f"The token lacks these scopes: {', '.join(scopes)}. Paste the manifest into Slack’s settings again and reinstall the app."


def more_scopes(scopes: Sequence[str]) -> str:
    """That the token has more than the app needs."""
    return f"The token also has scopes that the app does not use: {', '.join(scopes)}. You can remove them."


def of_digests(exactly_once: bool) -> str:
    """What the token's scopes mean for digests."""
    return EXACTLY_ONCE if exactly_once else AT_MOST_ONCE


def clock(skew: int, most: int) -> str:
    """How far this machine's clock is off."""
    off = f"This machine’s clock is {abs(skew)} seconds {'ahead of' if skew > 0 else 'behind'} Slack’s."
    return off if abs(skew) <= most else f"{off} Set it right: while it is off, the app refuses Slack’s signatures."


# Digests

LONGEST_REPEATED = 60
"""Characters of a person's own words that are repeated to them."""

WRONG_LINE = {
    "request": "I do not know “{detail}”. Begin with every, list, new, preview, pause, resume, delete or help, for example “every weekday at 09:00 actions”.",
    "unexpected": "I did not expect “{detail}”. Leave it out, or write “help” to see how a digest is written.",
    "no_days": "Write the days after “every”, for example “every Monday and Thursday at 09:00 actions”.",
    "days": "I cannot post every “{detail}”. Write day, weekday, month (its first working day), fortnight and a weekday, or names of weekdays, for example “every Monday, Wednesday and Friday at 09:00 actions”.",
    "fortnight": "Write one weekday after “fortnight”, for example “every fortnight Monday at 09:00 actions”.",
    "no_time": "Write “at” and a time after the days, for example “every weekday at 09:00 actions”.",
    "time": "“{detail}” is not a time of day. Write one from 00:00 to 23:59, or one such as 9am, for example “every weekday at 17:15 actions”.",
    "unclear_time": "“{detail}” can be read in two ways. Write 00:00 for midnight or 12:00 for midday, for example “every weekday at 12:00 actions”.",
    "zone": "I do not know the time zone “{detail}”. Write “UK time” or a place in full, or leave it out for your own zone, for example “every weekday at 09:00 Europe/Paris actions”.",
    "unclear_zone": "“{detail}” does not say which place’s clock you mean. Write “UK time”, UTC or a place, for example “every weekday at 09:00 Europe/London actions”.",
    "no_content": "Write what to post after the time: actions, outcomes, or topic and its name, for example “every weekday at 09:00 outcomes”.",
    "content": "I cannot post “{detail}”. Write actions, outcomes, or topic and its name, for example “every weekday at 09:00 topic rural payments”.",
    "no_topic": "Write the topic’s name after “topic”, for example “every weekday at 09:00 topic rural payments”.",
    "topic": "There is no topic called “{detail}”.{near} Write a topic’s name, for example “every weekday at 09:00 topic rural payments”.",
    "holidays": "Write whose bank holidays to skip: England (Wales has the same), Scotland or Northern Ireland, for example “every weekday at 09:00 actions skipping England holidays”.",
    "no_id": "Write a digest’s number, which “list” shows, for example “preview d3”.",
    "id": "“{detail}” is not a digest’s number. Write one that “list” shows, for example “preview d3”.",
    "no_date": "Write the day after “until”, for example “pause d3 until 31 January 2027”.",
    "date": "“{detail}” is not a date that I can read. Write the day, the month’s name and the year, for example “pause d3 until 31 January 2027”.",
}


def wrong_line(code: str, detail: str, near: Callable[[str], Sequence[str]]) -> str:
    """What is wrong with a digest's line (a `digest_parts.Wrong`), and what to write instead; `near` gives names of topics like one that isn't there."""
    names = near(detail) if code == "topic" else ()
    detail = detail if len(detail) <= LONGEST_REPEATED else detail[: LONGEST_REPEATED - 1].rstrip() + "…"
    return WRONG_LINE[code].format(detail=detail, near=near_topics(names))


PAUSE, STOP = "Pause", "Delete"
PAUSE_THIS, STOP_THIS = "Pause this digest", "Delete this digest"
LAST_DIGEST = "This was the last part. The digest has ended."
CONTENTS = {"actions": "Actions", "outcomes": "Plans beside outcomes", "topic": "Topic"}
NO_TOKEN = "Slack no longer accepts the app’s token"
WHY_PAUSED = {
    "channel_not_found": "the channel is gone, or I am not in it",
    "not_in_channel": "I am not in the channel",
    "is_archived": "the channel is archived",
    "restricted_action": "only some people may post in the channel",
    "account_inactive": NO_TOKEN,
    "invalid_auth": NO_TOKEN,
    "not_authed": NO_TOKEN,
    "token_expired": NO_TOKEN,
    "token_revoked": NO_TOKEN,
    "unreadable": "I can no longer work out its days",
    "nothing": "the report has nothing to post for it",
}
"""Why a digest can't be posted, by Slack's word for it or ours."""


def digest_heading(updated: str) -> str:
    """The head of every digest: `updated` is the report's date as printed."""
    return f"Digest from Defra’s report as published on {updated}, not from today."


def digest_content(series: str, topic: str) -> str:
    """What a digest goes through."""
    return f"{CONTENTS[series]} {topic}".rstrip()


def digest_part(content: str, number: int, of: int) -> str:
    """Which part of a digest this is."""
    return f"{content}: part {number} of {of}."


def when(moment: datetime) -> str:
    """A moment in its zone, as people read it."""
    zone = "UK time" if str(moment.tzinfo) == "Europe/London" else f"({moment.tzinfo})"
    return f"{moment:%A} {moment.day} {moment:%B %Y at %H:%M} {zone}"


def next_digest(moment: datetime) -> str:
    """When the next one comes."""
    return f"The next part comes on {when(moment)}."


def late_digest(due: datetime) -> str:
    """That this one is late."""
    return f"This part is late: it was due on {when(due)}."


def skipped_digests(due: Sequence[datetime]) -> str:
    """That some were skipped, which were due at these moments; nothing of the report is left out by that."""
    if len(due) == 1:
        return f"I skipped {when(due[0])}, because I could not post in time. No part is left out."
    since, until = when(min(due)), when(max(due))
    return f"I skipped {len(due)} dates, from {since} to {until}, because I could not post in time. No part is left out."


def why_paused(code: str) -> str:
    """Why a digest can't be posted."""
    return WHY_PAUSED.get(code, f"Slack refuses its posts ({code})")


def told_in_doubt(due: datetime) -> str:
    """To a digest's maker: that nobody knows whether one stands."""
    return f"was due on {when(due)}. I could not find out whether that part was posted, so I did not post it again. The next date shows the same part."


def told_paused(code: str, resume: str) -> str:
    """To a digest's maker: that it is paused, and how it goes on."""
    return f"is paused: {why_paused(code)}. Once that is put right, write “{resume}”."


def told_ended(content: str) -> str:
    """To a digest's maker: that it has ended."""
    return f"has ended: it has posted all its parts ({content}). To begin again, make a new digest."


def your_digest(name: str) -> str:
    """The beginning of what a digest's maker is told; a channel follows."""
    return f"Your digest {name} in"


# Making and keeping digests

FORM_TITLE, NEXT, MAKE = "Make a digest", "Next", "Make the digest"
FORM_CHANNEL, FORM_CONTENT, FORM_TOPIC = "Channel", "What to post", "Topic, if you chose “Topic”"
FORM_DAYS, FORM_TIME, FORM_ZONE = "Days", "Time", "Time zone"
FORM_HOLIDAYS, FORM_REPEAT = "Bank holidays to skip", "At the end"
HINT_DAYS = "Write day, weekday, month (its first working day), fortnight and a weekday, or names of weekdays"
HINT_TIME = "For example 09:00, 9am or 17:15"
HINT_ZONE = "For example Europe/London, or UK time"
NO_HOLIDAYS, REPEATS = "None", "Begin again after the last part"
NO_CHANNEL = "Choose a channel."
NO_FORM = (
    "I could not open the form. Try again, or send me “digest help” as a direct message to see how to make a digest without it."
)
OPEN_FORM, MAKE_DIGEST = "Press the button to make a digest.", "Make a digest"
NOT_FOR_STRANGERS = "Only people in the organisation that runs this app can see and change its digests."
NOTHING_TO_POST = "The report has nothing to post on that topic. Choose another one."
TOO_MANY_DIGESTS = "This channel has 10 digests, and can have no more. Delete one, then try again."
DIGEST_MADE, RESUMED, DELETED, PAUSED = "made", "resumed", "deleted", "paused"
WHEN_AWAY = (
    "If I am away when a post is due, the post comes up to 6 hours late. If I am away for longer, that date is skipped, and the next post "
    "says so."
)
EXACTLY_ONCE = f"A digest posts once on each of its dates. {WHEN_AWAY}"
AT_MOST_ONCE = (
    "A digest posts at most once on each of its dates. If Slack breaks off in the middle of a post, I do not post again, and I tell "
    f"whoever made the digest. {WHEN_AWAY}"
)
NOTHING_YET = "Nothing has been posted yet."
PREVIEWED = "This is a preview. It does not count as posted."
PAST_DATE = "Write a day after today, for example “pause d3 until 31 January 2030”."
UNCHANGED = "There was nothing to change."
NO_DIGESTS = "There are no digests in this channel."
DIGESTS_HERE, YOUR_DIGESTS = "Digests in this channel", "Your digests"
NO_DIGESTS_OF_YOURS = "You have made no digests. A digest posts a part of the report to a channel on a schedule."
ENDED = "It has ended."
RESUME, PREVIEW, HISTORY_SHOWN = "Resume", "Preview", "History"
FATES = {
    "pending": "about to be posted",
    "sending": "being posted",
    "posted": "posted",
    "skipped": "skipped",
    "failed": "not posted",
    "in_doubt": "I do not know whether it was posted",
}
"""What became of a delivery."""
WHY_SKIPPED = {"late": "I was away for too long", "paused": "it was paused", "ended": "it had ended"}


def digest_help(command: str) -> str:
    """How digests are made and kept."""
    return f"""A digest posts a part of the report to this channel on a schedule.

To make one:
  {command} every weekday at 09:00 actions
  {command} every Monday and Thursday at 9.30 outcomes repeat
  {command} every month at 10:00 UK time topic rural payments skipping England holidays
  {command} new

“new” opens a form. With “repeat” a digest begins again after its last part; without it, the digest ends.

Days: day, weekday, month (its first working day), fortnight Monday, or names of weekdays. What to post: actions, outcomes, or topic and its name.

To see or change digests, write after {command}: list, preview d3, pause d3, pause d3 until 31 January 2027, resume d3, delete d3.

In a direct message or after a mention, write “digest” instead of {command}."""


def made(name: str) -> str:
    """That a digest was made."""
    return f"Digest {name} is made."


def will_post(content: str, turns: int, repeat: bool) -> str:
    """What a digest goes through."""
    end = "then begins again" if repeat else "then ends"
    return f"The digest posts {content}: {turns} part{'s' * (turns != 1)}, {end}."


def next_dates(dates: Sequence[str]) -> str:
    """The next dates of a digest."""
    return "The next dates: " + "; ".join(dates) + "."


def not_in_channel(code: str) -> str:
    """That a digest can't be posted to its channel."""
    away = code in ("channel_not_found", "not_in_channel")
    first = "Invite me to the channel" if away else "Put that right or choose another channel"
    return f"I cannot post in that channel: {why_paused(code)}. {first}, then make the digest again."


def no_digest(name: str) -> str:
    """That there is no such digest to be seen from here."""
    return f"There is no digest {name} in this channel. Write “list” to see the digests here."


def changed(name: str, what: str) -> str:
    """That a digest was changed."""
    return f"Digest {name} is {what}."


def paused_until(day: str) -> str:
    """Until when a digest is paused."""
    return f"paused until {day}"


def did(what: str, name: str, line: str) -> str:
    """What somebody did with a digest; stands after their name."""
    return (
        f" has {what} digest {name}: {line}."
        if not what.startswith("paused until")
        else f" has paused digest {name} {what[7:]}: {line}."
    )


def paused_because(code: str) -> str:
    """That a digest is paused, and why where no person did it."""
    return f"It is paused: {why_paused(code)}." if code else "It is paused."


def delivered(due: datetime, fate: str, late: float | None, why: str) -> str:
    """One line of a digest's history."""
    minutes = f", {round(late / 60)} minutes late" if late and late >= 120 and fate == "posted" else ""
    reason = f" ({WHY_SKIPPED.get(why) or why_paused(why)})" if why else ""
    return f"{when(due)}: {FATES[fate]}{minutes}{reason}"


# Feedback

HELPFUL, NOT_HELPFUL = "Helpful", "Not helpful"
VOTED = "Thank you. Your vote is noted."
VOTED_ALREADY = "Thank you. Your vote was noted already."
VOTE_CHANGED = "Thank you. Your vote is changed."
WHAT_BECOMES_OF_VOTES = (
    "The people who look after this app see which topics get good and poor answers, but not who voted. Votes are deleted after 180 "
    "days. To delete yours now, send me “forget me” as a direct message."
)
QUESTION_KEPT = "Your question is kept with your vote."
VOTE_OF_STRANGER = "Thank you. I store nothing about people in other organisations, so your vote is not noted."
EXPECTED, EXPECTED_LABEL = "What did you expect?", "What answer did you expect?"
EXPECTED_HINT = "The people who look after this app read what you write, to improve its answers. It is deleted after 180 days. Do not name anyone."
SEND, SKIP = "Send", "Skip"
NO_VOTE = "What you wrote was not kept, because your vote is no longer there. Vote again, then write it again."
FORGET_ME_DIRECTLY = "Send me “forget me” as a direct message. Then I remove what is stored about you."
FORGOTTEN = (
    "I have removed what was stored about you here: what your threads asked about, your questions that went unanswered, and your "
    "votes. Digests that you made stay with their channels: delete them there. The app’s logs hold no questions. What you and I "
    "posted stays in Slack."
)

VOTES, REASONS, UNANSWERED = (
    "Votes by topic",
    "Answers that did not help, and what people expected",
    "Unanswered questions by topic",
)
EXPECTED_INSTEAD = "Expected:"
NO_TOPIC = "No topic"
NO_FEEDBACK = "Nobody voted, and no question went unanswered."
WHY_UNANSWERED = {
    "not_understood": "not understood",
    "not_in_report": "not in the report",
    Reason.YEAR: "on another year",
    Reason.BODY: "on another organisation",
    Reason.PERSON: "on a person",
    Reason.NUMBER: "on a figure",
    Reason.ACTION: "on another action",
    Reason.TOPIC: "on something else",
    Reason.DETAIL: "on a detail",
}
"""Why questions went unanswered, by the reason, or where there is none by the outcome."""
BAD_SINCE = "write a date such as 2027-01-31 or “31 January 2027”"


def tally(since: str) -> str:
    """The head of the list of feedback; `since` is a date, or empty for all that is kept."""
    return f"Feedback since {since}." if since else "Feedback from the last 180 days. No older feedback is kept."


def no_turn(turns: int) -> str:
    """That a digest has no such part."""
    return f"this digest has parts 1 to {turns}" if turns else "the report has nothing to post on that topic"
