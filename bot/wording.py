"""Every sentence that the bot says of its own, in GOV.UK style: plain words, short, no exclamation marks."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from knowledge import Address, Kind, Reason, Report

SOURCE = "Contains public sector information licensed under the Open Government Licence v3.0."
KINDS = {Kind.SCOPE: "scope", Kind.COMMITMENT: "commitment", Kind.PROGRESS: "progress", Kind.PLAN: "plan"}

NOT_UNDERSTOOD = (
    "I could not tell what to look for. Ask about an action, a topic or a year, for example “rural payments in 2014”."
)
SMALL_TALK = "Ask what the report says, for example “what happened with rural payments in 2014?”."
CHOOSE = "The report has a similar name. Did you mean one of these?"
AS_OF = "Read as of the report’s date: it says nothing about today."
LEANS = "Read together with your earlier questions."
NEAREST = "The nearest parts of the report, which do not answer it:"
SILENT = "The report doesn’t say."
PLANNED, REPORTED, CARRIED_ON = "What was planned or promised", "What was reported on it", "Taken up again in later plans"
BEYOND = "Also reported, not in the plan"
TITLES = "The 16 actions. Add a number to see one, for example: action 8"
TOPICS = "The topics. Add a name to see what the report says, for example: topic rural payments"

WHY_SILENT = {
    Reason.YEAR: "It covers commitments of 2012, progress in 2013 and 2014, and plans for 2014 and 2015.",
    Reason.BODY: "It is about Defra only, not about other organisations.",
    Reason.PERSON: "It names one person only, the digital leader, and says little about people.",
    Reason.NUMBER: "It gives no such figure. It has no costs, budgets or savings, and few counts.",
    Reason.ACTION: "It has actions 1 to 16.",
    Reason.TOPIC: "It has nothing that answers this.",
    Reason.DETAIL: "It speaks of something near it, but doesn’t give that detail.",
}

DESCRIPTION = "Ask about Defra’s actions in response to the Government Digital Strategy. Without a command: a chat."
NO_QUESTION = "write a question after “ask”, or use --batch"
BATCH_ALONE = "--batch reads its questions and threads from stdin; leave out others"
BAD_ADDRESS = "write a year such as 2014, one of commitment, progress and plan, or both"
BAD_LINE = "not a JSON object with a question (text) and, if you like, a thread (list of texts)"
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
    """Ask in your own words about Defra’s actions in response to the Government Digital Strategy. You get the report’s own words, with a link to each.

Try:
"""
    + "\n".join(f"  {example}" for example in EXAMPLES)
    + """

The report has 16 actions. For each it gives the commitment of December 2012, the progress in 2013 and 2014, and the plans for 2014 and 2015. It has no costs, no other departments and nothing after 16 January 2015.

"""
    + SOURCE
)


def heading(updated: str) -> str:
    """The head of every answer: `updated` is the report's date as printed."""
    return f"From Defra’s report as published on {updated}, not from today."


def citation(address: Address) -> str:
    """Where a quote stands."""
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
        "“help” shows examples, “new” begins a new thread, “bye” ends."
    )


def unreadable(file: str | None, why: str) -> str:
    """That a file can't be read, or where none is named, that the answer can't be written."""
    return f"Cannot read {file}: {why}." if file else f"Cannot write the answer: {why}."


def no_topic(name: str, nearest: Sequence[str]) -> str:
    """That there is no topic of a name, with names near it."""
    return f"There is no topic called “{name}”. " + (
        f"Near it: {', '.join(nearest)}." if nearest else "Run “topic” to list them."
    )


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
TOO_LATE = "I was too busy or away when you asked, so this is not answered. Ask again."
BUSY = "I am busy. Ask again in a minute."
TOO_FAST = "That is a lot of questions at once. I will answer again in a minute."
NOT_ALLOWED = "This app is not open to your workspace."
OLD_BUTTON = "This button is from an earlier version and no longer works. Ask again."
NO_QUESTION_IN_SLACK = "What would you like to know? Write your question after my name."


def section(address: Address) -> str:
    """A button that shows a section."""
    return f"{KINDS[address.kind].capitalize()} {address.year}"


def whole(action: int) -> str:
    """A button that shows an action."""
    return f"Action {action}, all of it"


def source(url: str) -> str:
    """Where quotes come from, in Slack's markup."""
    return f"<{url}|The report on GOV.UK> · {SOURCE}"


def too_long(most: int) -> str:
    """That a question is too long."""
    return f"That is too long for me. Ask in at most {most} characters."


def usage_of_action(command: str) -> str:
    """How to name an action."""
    return (
        f"I could not read that. Write a number from 1 to 16, and if you like a year and one of commitment, progress and plan, "
        f"for example: {command} 8 2014 plan"
    )


def usage_of_topic(command: str, name: str, nearest: Sequence[str]) -> str:
    """That there is no such topic, and how to name one."""
    near = f"Near it: {', '.join(nearest)}. " if nearest else ""
    return f"There is no topic called “{name}”. {near}Write “{command}” alone to list them all."


def broken(reference: str, contact: str) -> str:
    """That something broke, with what to quote to whoever looks after the app."""
    turn_to = f" or turn to {contact} and say" if contact else ". Its"
    return f"Something went wrong, so I have no answer. Ask again in a minute{turn_to} reference {'is ' if not contact else ''}{reference}."


# Settings and processes

BAD_DATABASE_URL = "DATABASE_URL: write sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME."
ONE_PROCESS = "WEB_CONCURRENCY: more than one process needs PostgreSQL. Set DATABASE_URL, or WEB_CONCURRENCY to 1."
IN_USE = "Another process is using this database file. Stop it, or set DATABASE_URL to a PostgreSQL database."
NOT_MIGRATED = "The database is not up to date. Run: python app.py migrate"
MIGRATED = "The database is up to date."


def bad_setting(name: str, value: str, allowed: str) -> str:
    """That a variable of the environment has a value that can't be."""
    return f"{name} is “{value}”. Set it to {allowed}."


def missing_setting(name: str) -> str:
    """That a variable of the environment is missing."""
    return f"{name} is not set. The README says where in Slack’s settings to find it."


def unreachable(why: str) -> str:
    """That the database can't be used."""
    return f"The database can’t be used: {why}. Check DATABASE_URL and whether the database is running."


def refused(code: str) -> str:
    """That Slack refuses the token."""
    return f"Slack refuses SLACK_BOT_TOKEN ({code}). Reinstall the app in Slack’s settings and copy the new token."


def unheard(why: str) -> str:
    """That Slack can't be reached."""
    return f"Slack can’t be reached: {why}. Check the network, and SLACK_API_URL if it is set."


def no_socket(why: str) -> str:
    """That Slack gives no socket."""
    return f"Slack gives no socket ({why}). Check SLACK_APP_TOKEN, its scope connections:write, and that Socket Mode is on."


# The manifest and the doctor

NAME = "Defra Actions"
SHORT_DESCRIPTION = "Quotes what Defra’s report of January 2015 says on its Government Digital Strategy actions."
LONG_DESCRIPTION = (
    "Ask in your own words about one public report: Defra’s actions in response to the Government Digital Strategy, published on "
    "16 January 2015. You get the report’s own words, each with a link to its place on GOV.UK, or a plain “the report doesn’t say”. "
    "No language model writes anything: every fact is a quote."
)
COMMANDS = (
    ("", "Ask the report of January 2015 in your own words", "what happened with rural payments in 2014? | help"),
    ("action", "See an action, in a year, of a kind", "[1 to 16] [year] [commitment|progress|plan]"),
    ("topic", "See what the report says on a topic", "[name] [year]"),
)
"""The commands: what follows the prefix, what it does, and what to write after it."""
BAD_URL = "--url: write https:// and the host that Slack will call, for example https://defra-actions.example.org"
NEITHER_TRANSPORT = "Set SLACK_APP_TOKEN for Socket Mode, or SLACK_SIGNING_SECRET for HTTP."
NO_CONTACT = "CONTACT is not set: errors and help name nobody to turn to. Set it to a channel or an address."
SCOPES_RIGHT = "The token has the scopes that the app needs."
SOCKET_OPENS = "Socket Mode works."
MIGRATES_ITSELF = "The database file is made or brought up to date when the app starts."
WELL, ILL = "ok   ", "fault"


def taken_prefix(prefix: str) -> str:
    """That a command's name is Slack's own."""
    return f"/{prefix} is one of Slack’s own commands, and one such name voids them all. Choose another prefix."


def wrong_token(name: str, begins: str) -> str:
    """That a token is of another kind."""
    return f"{name} does not begin with {begins}, so it is another kind of token. The README says where to find it."


def contact_set(contact: str) -> str:
    """Whom errors and help name."""
    return f"Errors and help name {contact}."


def connected(user: str, team: str) -> str:
    """Who we are in Slack."""
    return f"Slack knows the token: {user} in {team}."


def missing_scopes(scopes: Sequence[str]) -> str:
    """That the token lacks scopes."""
    return f"The token lacks {', '.join(scopes)}. Put the manifest into Slack’s settings again and reinstall the app."


def more_scopes(scopes: Sequence[str]) -> str:
    """That the token has more than the app needs."""
    return f"The token also has {', '.join(scopes)}, which the app does not use."


def clock(skew: int, most: int) -> str:
    """How far this machine's clock is off."""
    off = f"This machine’s clock is {abs(skew)} seconds {'ahead of' if skew > 0 else 'behind'} Slack’s."
    return off if abs(skew) <= most else f"{off} Set it right: Slack’s signatures are refused when it is off."


# Digests

LONGEST_REPEATED = 60
"""Characters of a person's own words that are repeated to them."""

WRONG_LINE = {
    "request": "I do not know “{detail}”. Begin with every, list, new, preview, pause, resume, delete or help, for example “every weekday at 09:00 actions”.",
    "unexpected": "I did not expect “{detail}”. Leave it out, or see how it is written with “help”.",
    "no_days": "Write the days after “every”, for example “every Monday and Thursday at 09:00 actions”.",
    "days": "I cannot post every “{detail}”. Write day, weekday, month (its first working day), fortnight and a weekday, or names of weekdays, for example “every Monday, Wednesday and Friday at 09:00 actions”.",
    "fortnight": "Write one weekday after “fortnight”, for example “every fortnight Monday at 09:00 actions”.",
    "no_time": "Write “at” and a time after the days, for example “every weekday at 09:00 actions”.",
    "time": "“{detail}” is not a time of day. Write one from 00:00 to 23:59, or such as 9am, for example “every weekday at 17:15 actions”.",
    "unclear_time": "“{detail}” can be read in two ways. Write 00:00 for the start of the day or 12:00 for its middle, for example “every weekday at 12:00 actions”.",
    "zone": "I do not know the time zone “{detail}”. Write “UK time” or a place in full, or leave it out for your own zone, for example “every weekday at 09:00 Europe/Paris actions”.",
    "unclear_zone": "“{detail}” does not say where, and clocks change by place. Write “UK time”, UTC or a place, for example “every weekday at 09:00 Europe/London actions”.",
    "no_content": "Write what to post after the time: actions, outcomes, or topic and its name, for example “every weekday at 09:00 outcomes”.",
    "content": "I cannot post “{detail}”. Write actions, outcomes, or topic and its name, for example “every weekday at 09:00 topic rural payments”.",
    "no_topic": "Write the topic’s name after “topic”, for example “every weekday at 09:00 topic rural payments”.",
    "topic": "There is no topic called “{detail}”.{near} Write a topic’s name, for example “every weekday at 09:00 topic rural payments”.",
    "holidays": "Write whose bank holidays to skip: England (Wales has the same), Scotland or Northern Ireland, for example “every weekday at 09:00 actions skipping England holidays”.",
    "no_id": "Write which digest. “list” shows their numbers, for example “preview d3”.",
    "id": "“{detail}” is not a digest’s number. “list” shows them, for example “preview d3”.",
    "no_date": "Write the day after “until”, for example “pause d3 until 31 January 2027”.",
    "date": "“{detail}” is not a date that I can read. Write the day, the month’s name and the year, for example “pause d3 until 31 January 2027”.",
}


def wrong_line(code: str, detail: str, near: Callable[[str], Sequence[str]]) -> str:
    """What is wrong with a digest's line (a `digest_parts.Wrong`), and what to write instead; `near` gives names of topics like one that isn't there."""
    names = near(detail) if code == "topic" else ()
    detail = detail if len(detail) <= LONGEST_REPEATED else detail[: LONGEST_REPEATED - 1].rstrip() + "…"
    return WRONG_LINE[code].format(detail=detail, near=f" Near it: {', '.join(names)}." if names else "")


# Feedback

HELPFUL, NOT_HELPFUL = "Helpful", "Not helpful"
VOTED = "Thank you. Your vote is noted."
VOTED_ALREADY = "Thank you. This vote was already noted."
VOTE_CHANGED = "Thank you. Your vote is changed."
WHAT_BECOMES_OF_VOTES = (
    "The people who look after this app see which topics get good and poor answers, but not who voted. Votes are deleted after 180 "
    "days. To delete yours now, send me “forget me” as a direct message."
)
VOTE_OF_STRANGER = "Thank you. I store nothing about people of other organisations, so your vote is not noted."
EXPECTED, EXPECTED_LABEL = "What did you expect?", "What answer did you expect?"
EXPECTED_HINT = (
    "The people who look after this app read it to improve its answers. It is deleted after 180 days. Do not name anyone."
)
SEND, SKIP = "Send", "Skip"
NO_VOTE = "This was not kept, because your vote is no longer there. Vote again, then write it again."
FORGET_ME_DIRECTLY = "Send me “forget me” as a direct message. Then I remove what is stored about you."
FORGOTTEN = (
    "I have removed what was stored about you here: what your threads asked about, your questions that went unanswered, and your "
    "votes. Digests that you made stay with their channels: delete them there. The app’s logs hold no questions. What you and I "
    "posted stays in Slack."
)

VOTES, REASONS, UNANSWERED = (
    "Votes by topic",
    "What people expected of answers that did not help",
    "Unanswered questions by topic",
)
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
    return f"Feedback since {since}." if since else "Feedback of the last 180 days, which is all that is kept."
