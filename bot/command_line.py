"""The command line: one line for each verb. Data goes to stdout, everything else to stderr."""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date
from html import unescape
from pathlib import Path

import knowledge
from bot import terminal, wording
from knowledge import Fault, Frame, Kind

DONE, FAULT = 0, 1
ADDRESSED = frozenset({Kind.COMMITMENT, Kind.PROGRESS, Kind.PLAN})


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; returns the exit code: 0 done, 1 a fault that the message explains (argparse: 2 wrong usage)."""
    _forgive_encodings()
    options = _parser().parse_args(arguments)
    run: Callable[[argparse.Namespace], int] = options.run
    try:
        code = run(options)
        sys.stdout.flush()  # here, where a fault in writing is still caught
    except Fault as fault:
        print(fault, file=sys.stderr)
    except BrokenPipeError:
        _write_nowhere()  # nobody reads on
        return DONE
    except OSError as error:
        print(wording.unreadable(error.filename, str(error.strerror)), file=sys.stderr)
        _write_nowhere()
    except KeyboardInterrupt:
        print(file=sys.stderr)
    else:
        return code
    return FAULT


def _forgive_encodings() -> None:
    """Let no character end a run, and no stream that the caller closed: what can't be read comes in escaped, what can't be
    written goes out escaped."""
    nowhere = Path(os.devnull)
    sys.stdin = sys.stdin or nowhere.open(encoding="utf-8")
    sys.stdout = sys.stdout or nowhere.open("w", encoding="utf-8")
    sys.stderr = sys.stderr or nowhere.open("w", encoding="utf-8")
    for stream, errors in ((sys.stdin, "surrogateescape"), (sys.stdout, "backslashreplace"), (sys.stderr, "backslashreplace")):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=errors)


def _speak_utf_8() -> None:
    """JSON is UTF-8 whatever the locale."""
    for stream, encoding in ((sys.stdin, "utf-8-sig"), (sys.stdout, "utf-8")):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=encoding, errors=stream.errors)


def _write_nowhere() -> None:
    """Python flushes stdout once more at exit; let that go to nobody."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="app.py", description=wording.DESCRIPTION)
    parser.set_defaults(run=chat)
    verbs = parser.add_subparsers(metavar="COMMAND")
    _ask(verbs.add_parser("ask", help="answer a question, or a batch of them"))
    _action(verbs.add_parser("action", help="show an action; without a number, list the titles of all"))
    _topic(verbs.add_parser("topic", help="show what the report says on a topic; without a name, list the topics"))
    _check(verbs.add_parser("check", help="check the report and the knowledge files"))
    _export(verbs.add_parser("export", help="print the whole knowledge base"))
    _manifest(verbs.add_parser("manifest", help="print the Slack app manifest"))
    _feedback(verbs.add_parser("feedback", help="show what people found helpful or not, and what went unanswered"))
    _digest(verbs.add_parser("digest", help="show what a digest would post, for example: digest preview actions"))
    _running(
        verbs.add_parser("doctor", help="check environment, token, scopes, database and clock, and say what to do"), "examine"
    )
    for verb, does in (
        ("worker", "run the app over Socket Mode"),
        ("web", "run the app over HTTP"),
        ("clock", "run the digest clock alone"),
        ("migrate", "bring the database up to date"),
    ):
        process = verbs.add_parser(verb, help=does)
        process.set_defaults(verb=verb)
        _running(process, "process")
    return parser


def _manifest(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--url", metavar="https://HOST", help="use HTTP, at this host; without it, Socket Mode")
    parser.add_argument("--prefix", metavar="NAME", help="the prefix of the commands; without it, COMMAND_PREFIX")
    parser.add_argument("--agent-view", action="store_true", help="let Slack show the app as an agent")
    _running(parser, "show_manifest")


def _feedback(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--since", type=_day, metavar="DATE", help="from this day on, such as 2027-01-31; without it, all that is kept"
    )
    parser.add_argument("--json", action="store_true", help="print it as JSON")
    _running(parser, "show_feedback")


def _day(text: str) -> date:
    from bot.digest_parts import GrammarError, read_date

    try:
        return read_date(text)
    except GrammarError:
        raise argparse.ArgumentTypeError(wording.BAD_SINCE) from None


def _digest(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("preview", choices=["preview"], metavar="preview", help="always this word")
    parser.add_argument("content", nargs="+", metavar="CONTENT", help="actions, outcomes, or topic and its name")
    parser.add_argument("--turn", type=int, default=1, metavar="N", help="which part, from 1; without it, the first")
    parser.set_defaults(run=lambda options: preview(parser, options))


def _running(parser: argparse.ArgumentParser, verb: str) -> None:
    def run(options: argparse.Namespace) -> int:
        from bot import running  # Bolt and SQLAlchemy cost more than a question

        found: Callable[[argparse.Namespace], int] = getattr(running, verb)
        return found(options)

    parser.set_defaults(run=run)


def _ask(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("question", nargs="?", help="a question in your own words")
    parser.add_argument(
        "--thread", action="append", default=[], metavar="EARLIER", help="an earlier question; repeat it for more, oldest first"
    )
    parser.add_argument("--json", action="store_true", help="print the answer as JSON")
    parser.add_argument("--batch", action="store_true", help="read JSON lines from stdin, and write JSON lines to stdout")
    parser.set_defaults(run=lambda options: ask(parser, options))


def _action(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("number", nargs="?", type=int, help="from 1 to 16; without it, the titles of all")
    parser.add_argument(
        "address", nargs="*", metavar="YEAR or KIND", help="a year such as 2014, or commitment, progress or plan, or both"
    )
    parser.set_defaults(run=lambda options: action(parser, options))


def _topic(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", nargs="*", help="the topic’s name, and a year if you like; without it, the topics")
    parser.set_defaults(run=topic)


def _check(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--report", type=Path, metavar="FILE", help="another report in the same layout")
    parser.set_defaults(run=check)


def _export(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--format", choices=["yaml", "json"], default="yaml", help="without it, yaml")
    parser.add_argument("--report", type=Path, metavar="FILE", help="another report in the same layout")
    parser.set_defaults(run=export_base)


def _coloured() -> bool:
    return sys.stdout.isatty()


def ask(parser: argparse.ArgumentParser, options: argparse.Namespace) -> int:
    """One answer, or a batch."""
    if options.batch and (options.question is not None or options.thread):
        parser.error(wording.BATCH_ALONE)
    if options.batch or options.json:
        return _data(parser, options)
    if options.question is None:
        parser.error(wording.NO_QUESTION)
    base = knowledge.load()
    frame = knowledge.remembered(base, options.thread)
    print(terminal.show(base, knowledge.ask(base, options.question, frame), _coloured()))
    return DONE


def _data(parser: argparse.ArgumentParser, options: argparse.Namespace) -> int:
    from bot import data  # JSON and YAML cost more than a question

    if options.batch:
        _speak_utf_8()
        return DONE if data.batch(sys.stdin, sys.stdout) else FAULT
    if options.question is None:
        parser.error(wording.NO_QUESTION)
    base = knowledge.load()
    print(data.answer(base, knowledge.ask(base, options.question, knowledge.remembered(base, options.thread))))
    return DONE


def action(parser: argparse.ArgumentParser, options: argparse.Namespace) -> int:
    """An action, in a year, of a kind; without a number the titles."""
    years = [int(word) for word in options.address if word.isdecimal()]
    kinds = [Kind(word.lower()) for word in options.address if word.lower() in ADDRESSED]
    if len(years) > 1 or len(kinds) > 1 or len(years) + len(kinds) < len(options.address):
        parser.error(wording.BAD_ADDRESS)
    base = knowledge.load()
    if options.number is None:
        print(terminal.titles(base))
        return DONE
    found = knowledge.about_action(base, options.number, next(iter(years), None), next(iter(kinds), None))
    print(terminal.show(base, found, _coloured()))
    return DONE


def topic(options: argparse.Namespace) -> int:
    """What the report says on a topic, in a year if one is given; without a name the topics."""
    base = knowledge.load()
    typed = " ".join(options.name).split()
    *words, last = typed or [""]
    year = int(last) if words and last.isdecimal() and len(last) == 4 else None
    name = " ".join(words if year else typed)
    if not name:
        print(terminal.topics(base))
        return DONE
    named = base.topics.named(name)
    if named is None:
        print(terminal.wrapped(wording.no_topic(name, base.topics.near(name))), file=sys.stderr)
        return FAULT
    print(terminal.show(base, knowledge.about_topic(base, named, year), _coloured()))
    return DONE


def preview(parser: argparse.ArgumentParser, options: argparse.Namespace) -> int:
    """What a digest would say in one of its turns."""
    from bot import digest_grammar, editions  # zones and recurrence cost more than a question
    from bot.digest_parts import GrammarError

    base = knowledge.load()

    def named(name: str) -> str | None:
        topic = base.topics.named(name)
        return topic.label if topic else None

    try:
        content = digest_grammar.parse_content(" ".join(options.content), named)
    except GrammarError as error:
        print(terminal.wrapped(wording.wrong_line(error.code, error.detail, base.topics.near)), file=sys.stderr)
        return FAULT
    turns = editions.turns(base, content)
    if not 1 <= options.turn <= turns:
        parser.error(wording.no_turn(turns))
    print(terminal.wrapped(unescape(editions.edition(base, content, options.turn - 1).text)))
    return DONE


def check(options: argparse.Namespace) -> int:
    """Each fault as file:line: message; without any, what was read."""
    from knowledge import check as checking
    from knowledge.load import REPORT

    checked = checking.check(options.report or REPORT)
    for fault in checked.faults:
        print(fault)
    if checked.report is None or checked.faults:
        return FAULT
    print(wording.sound(checked.report), file=sys.stderr)
    if options.report is None:
        print(wording.recall(*checking.recall(checked.report)), file=sys.stderr)
    return DONE


def export_base(options: argparse.Namespace) -> int:
    """The whole knowledge base, as YAML or JSON."""
    from bot import data  # JSON and YAML cost more than a question
    from knowledge.load import REPORT

    data.whole(knowledge.load(options.report or REPORT), sys.stdout, options.format == "json")
    return DONE


def chat(options: argparse.Namespace) -> int:
    """A chat with the report: each line is a question of one thread, until "bye" or the end of the input."""
    base = knowledge.load()
    frame: Frame | None = None
    print(terminal.wrapped(wording.welcome(base.report.updated)), file=sys.stderr)
    while (line := _typed()) is not None and line.strip().lower() not in wording.GOODBYES:
        if line.strip().lower() in wording.ANEW:
            frame = None
        elif line.strip():
            found = knowledge.ask(base, line, frame)
            frame = found.question.frame
            print("\n" + terminal.show(base, found, _coloured()) + "\n", flush=True)
    return DONE


def _typed() -> str | None:
    print(wording.PROMPT, end="", file=sys.stderr, flush=True)
    line = sys.stdin.readline()
    return line or None
