"""The command line: data on stdout, the rest on stderr, exit codes, and never a traceback."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

import knowledge
from bot import terminal, wording
from bot.command_line import main
from knowledge import KnowledgeBase

ROOT = Path(__file__).parent.parent
HEAD = "From Defra’s report as published on 16 January 2015, not from today."
KINDS = {"scope", "commitment", "progress", "plan"}
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command with some stdin; gives the exit code, stdout and stderr."""

    def run(*arguments: str, typed: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        try:
            code = main(arguments)
        except SystemExit as stop:
            code = int(str(stop.code))
        shown = capsys.readouterr()
        assert "Traceback" not in shown.err
        return code, shown.out, shown.err

    return run


def started(*arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
    """A real run of app.py, without what a developer's environment adds."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return subprocess.run(
        [sys.executable, "-B", *arguments], cwd=ROOT, env=environment, text=True, check=False, timeout=60, **options
    )


def is_citation(found: dict[str, Any]) -> bool:
    return (
        found.keys() == {"action", "title", "kind", "year", "quote", "url"}
        and found["kind"] in KINDS
        and (found["year"] is None) == (found["kind"] == "scope")
    )


def test_ask_prints_the_answer_and_nothing_else(run: Run, base: KnowledgeBase) -> None:
    code, out, err = run("ask", "action 8 in 2014")
    assert (code, err) == (0, "")
    assert out == terminal.show(base, knowledge.ask(base, "action 8 in 2014")) + "\n"
    assert out.startswith(HEAD)


@pytest.mark.parametrize("text", ["zeppelins", "action 99", "who is Julie Pearce?", "", "help", "-- $HOME `id` \"'"])
def test_ask_is_done_whatever_the_outcome(run: Run, text: str) -> None:
    code, out, err = run("ask", "--", text)
    assert (code, err) == (0, "")
    assert out


def test_ask_leans_on_the_thread_in_order(run: Run) -> None:
    direct = run("ask", "action 9 in 2013")[1]
    _, out, _ = run("ask", "--thread", "action 8 in 2014", "--thread", "and action 9?", "and in 2013?")
    assert out.replace(f"\n\n{wording.LEANS}", "") == direct
    assert wording.LEANS in out


def test_ask_json_is_one_line_with_all_that_was_promised(run: Run) -> None:
    code, out, err = run("ask", "--json", "action 8 in 2014")
    assert (code, err, out.count("\n")) == (0, "", 1)
    found = json.loads(out)
    assert found["answered"] is True
    assert found["outcome"] == "answered"
    assert found["citations"]
    assert all(map(is_citation, found["citations"]))
    assert {(c["action"], c["year"]) for c in found["citations"]} == {(8, 2014)}
    assert found["absent"] == found["near"] == []
    assert "reason" not in found
    assert "readings" not in found


@pytest.mark.parametrize(
    ("text", "outcome", "key", "value"),
    [
        ("action 99", "not_in_report", "reason", "action"),
        ("who is Julie Pearce?", "choose", "readings", ["Julie Pierce", "Julie Pearce"]),
        ("action 15 in 2013", "answered", "absent", [{"action": 15, "kind": "progress", "year": 2013}]),
        ("help", "help", "citations", []),
        ("thanks", "small_talk", "citations", []),
        ("", "not_understood", "citations", []),
    ],
)
def test_ask_json_tells_the_outcome(run: Run, text: str, outcome: str, key: str, value: object) -> None:
    code, out, _ = run("ask", "--json", text)
    found = json.loads(out)
    assert code == 0
    assert (found["outcome"], found[key]) == (outcome, value)
    assert found["answered"] is (outcome == "answered")
    assert bool(found["citations"]) is found["answered"]
    assert all(map(is_citation, found["near"]))


@pytest.mark.parametrize(
    "text", ["action 5: did they do what they planned?", "who is Bronwyn Hill now?", "SPS uptake over the years", "hello"]
)
def test_the_text_in_the_json_is_what_the_terminal_shows(run: Run, text: str) -> None:
    assert json.loads(run("ask", "--json", text)[1])["text"] + "\n" == run("ask", text)[1]


def test_a_batch_answers_each_line_in_its_place(run: Run) -> None:
    lines = [
        '{"id": "a", "question": "action 8 in 2014"}',
        "",
        "   ",
        '{"id": "b", "question": "and in 2013?", "thread": ["action 8 in 2014"], "more": 1}',
        "not json",
        '{"id": "c"}',
        '{"id": 7, "question": 5}',
        '{"id": "d", "question": "help", "thread": "no list"}',
        '{"id": "e", "question": "help", "thread": [1]}',
        "[1, 2]",
        "[" * 100_000,
        '{"question": "help", "thread": null}',
    ]
    code, out, err = run("ask", "--batch", typed="\n".join(lines))
    found = [json.loads(line) for line in out.splitlines()]
    assert (code, err) == (1, "")
    assert [item["id"] for item in found] == ["a", "b", None, "c", 7, "d", "e", None, None, None]
    assert [item.get("line") for item in found] == [None, None, 5, 6, 7, 8, 9, 10, 11, None]
    assert [item.get("error") for item in found if "line" in item] == [wording.BAD_LINE] * 7
    assert [item["outcome"] for item in found if "outcome" in item] == ["answered", "answered", "help"]
    assert {(c["action"], c["year"]) for c in found[1]["citations"]} == {(8, 2013)}


def test_a_batch_says_what_single_questions_say(run: Run) -> None:
    questions = ["rural payments in 2014", "action 15 in 2013", "how much did it cost?"]
    lines = [json.dumps({"id": text, "question": text}) for text in questions]
    code, out, _ = run("ask", "--batch", typed="\n".join(lines) + "\n")
    assert code == 0
    for line, text in zip(out.splitlines(), questions, strict=True):
        assert json.loads(line) == {"id": text, **json.loads(run("ask", "--json", text)[1])}


def test_an_empty_batch_is_done(run: Run) -> None:
    assert run("ask", "--batch") == (0, "", "")


@pytest.mark.parametrize(
    "arguments",
    [
        ("ask",),
        ("ask", "--json"),
        ("ask", "one", "two"),
        ("ask", "--colour", "x"),
        ("ask", "--thread"),
        ("action", "five"),
        ("action", "5", "last"),
        ("action", "5", "2014", "scope"),
        ("action", "5", "2014", "plan", "more"),
        ("export", "--format", "xml"),
        ("export", "--report"),
        ("quiz",),
        ("--loud",),
    ],
)
def test_wrong_usage_is_2_with_the_usage_on_stderr(run: Run, arguments: tuple[str, ...]) -> None:
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert err.startswith("usage: app.py")


@pytest.mark.parametrize("arguments", [("--help",), ("ask", "--help"), ("export", "-h")])
def test_help_is_0_on_stdout(run: Run, arguments: tuple[str, ...]) -> None:
    code, out, err = run(*arguments)
    assert (code, err) == (0, "")
    assert out.startswith("usage: app.py")


@pytest.mark.parametrize(
    ("arguments", "question"),
    [
        (("action", "5"), "action 5"),
        (("action", "5", "2014"), "action 5 2014"),
        (("action", "5", "2014", "plan"), "action 5 2014 plan"),
        (("action", "15", "2013"), "action 15 2013"),
        (("action", "99"), "action 99"),
        (("action", "0"), "action 0"),
    ],
)
def test_an_action_is_shown_by_number_year_and_kind(
    run: Run, base: KnowledgeBase, arguments: tuple[str, ...], question: str
) -> None:
    code, out, err = run(*arguments)
    assert (code, err) == (0, "")
    assert out.split() == terminal.show(base, knowledge.ask(base, question)).split()


@pytest.mark.parametrize("kind", ["commitment", "progress", "plan"])
def test_an_actions_sections_of_a_kind_are_all_it_shows(run: Run, kind: str) -> None:
    year = "2012" if kind == "commitment" else "2014"
    _, out, _ = run("action", "8", year, kind)
    assert out.count("https://") == 1
    assert f"\n  Action 8, {kind} {year}\n" in out


def test_action_without_a_number_lists_the_titles(run: Run, base: KnowledgeBase) -> None:
    assert run("action") == (0, terminal.titles(base) + "\n", "")


def test_a_kind_that_is_named_exactly_is_shown_or_said_to_be_missing(run: Run) -> None:
    assert "plan 2014" not in run("action", "8", "2014", "commitment")[1]


@pytest.mark.parametrize("arguments", [("action", "100"), ("action", "-3"), ("action", "5", "99999")])
def test_an_action_or_year_that_is_not_there_is_said_not_to_be(run: Run, arguments: tuple[str, ...]) -> None:
    assert "The report does not say." in run(*arguments)[1]


def test_a_topic_is_shown_over_all_years_or_in_one(run: Run) -> None:
    code, out, err = run("topic", "single", "payment", "scheme")
    assert (code, err) == (0, "")
    assert out.startswith(HEAD)
    assert "54%" in out
    assert "68%" in out
    code, out, err = run("topic", "single payment scheme", "2014")
    assert (code, err) == (0, "")
    assert "68%" in out
    assert "progress 2013" not in out


def test_topic_without_a_name_lists_the_topics(run: Run, base: KnowledgeBase) -> None:
    assert run("topic") == (0, terminal.topics(base) + "\n", "")


def test_a_topic_in_a_year_that_the_report_does_not_cover(run: Run) -> None:
    code, out, err = run("topic", "waste carriers", "2019")
    assert (code, err) == (0, "")
    assert wording.silent(knowledge.Reason.YEAR) in " ".join(out.split())


@pytest.mark.parametrize("name", ["zeppelin works", "2014", "wast carier registraton", "zeppelins 2014", "zeppelins 20145"])
def test_an_unknown_topic_is_a_fault_that_the_message_explains(run: Run, name: str) -> None:
    code, out, err = run("topic", *name.split())
    assert (code, out) == (1, "")
    assert err.startswith(f"There is no topic called “{name.removesuffix(' 2014')}”.")


def test_near_topics_are_named(run: Run) -> None:
    assert "The nearest: " in run("topic", "wast carier registraton")[2]


def test_a_topic_with_strange_figures_is_only_unknown(run: Run) -> None:
    assert run("topic", "rural", "²²²²")[0] == 1


@pytest.mark.parametrize(("form", "read"), [("json", json.loads), ("yaml", yaml.safe_load)])
def test_export_prints_the_whole_knowledge_base(run: Run, base: KnowledgeBase, form: str, read: Callable[[str], Any]) -> None:
    code, out, err = run("export", "--format", form)
    assert (code, err) == (0, "")
    found = read(out)
    assert found["report"]["updated"] == "16 January 2015"
    assert found["report"]["title"] == "Defra's actions in response to the Government Digital Strategy"
    assert [action["number"] for action in found["actions"]] == list(range(1, 17))
    sections = [section for action in found["actions"] for section in action["sections"]]
    assert {section["kind"] for section in sections} == KINDS
    texts = [passage["text"] for section in sections for passage in section["passages"]]
    assert texts == [base.report.quote(p.span) for section in base.sections.values() for p in section.passages]
    ids = {topic["id"] for topic in found["topics"]}
    assert {name for section in sections for passage in section["passages"] for name in passage["topics"]} <= ids
    assert all(topic["label"] and topic["aliases"] for topic in found["topics"])


def test_both_exports_are_the_same_and_yaml_is_what_comes_without_a_format(run: Run) -> None:
    plain = run("export")[1]
    assert plain == run("export", "--format", "yaml")[1]
    assert yaml.safe_load(plain) == json.loads(run("export", "--format", "json")[1])


SIBLING = (
    "The Home Office's actions\n\nUpdated 16 January 2015\n\nAction 1: Boards will include a digital leader\n\n"
    "Progress during 2013\n\nThe Home Office has a digital leader.\n\nPlanned activities in 20"
)


def test_another_report_is_exported_also_one_that_is_cut_off(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "sibling.txt"
    file.write_text(SIBLING, encoding="utf-8")
    code, out, err = run("export", "--format", "json", "--report", str(file))
    assert (code, err) == (0, "")
    assert json.loads(out)["actions"][0]["sections"][0]["passages"][0]["text"] == "The Home Office has a digital leader."


def test_check_of_another_report_says_what_it_holds(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "sibling.txt"
    file.write_text(SIBLING, encoding="utf-8")
    code, out, err = run("check", "--report", str(file))
    assert (code, out) == (0, "")
    assert err == "1 actions, 1 sections, 1 passages. The file breaks off at its end.\n"


@pytest.mark.no_cover  # it takes half the time unwatched
def test_check_of_our_own_report_is_clean_and_measures_recall(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("knowledge.check.EVERY", 100)  # of tens of thousands, to save time
    code, out, err = run("check")
    assert (code, out) == (0, "")
    assert err.startswith("16 actions, 79 sections, 91 passages.\n")
    assert "find their own passage" in err


@pytest.mark.parametrize("verb", ["check", "export"])
def test_a_broken_report_is_a_fault_with_its_file_and_line(run: Run, tmp_path: Path, verb: str) -> None:
    file = tmp_path / "broken.txt"
    file.write_text("Title\n\nUpdated 16 January 2015\n\nProgress in 2014\n\nWords.\n", encoding="utf-8")
    code, out, err = run(verb, "--report", str(file))
    assert code == 1
    assert f"{file}:5: a section under no action" in (out if verb == "check" else err)


@pytest.mark.parametrize("verb", ["check", "export"])
def test_a_file_that_cannot_be_read_is_a_fault_that_the_message_explains(run: Run, tmp_path: Path, verb: str) -> None:
    for path, why in ((tmp_path / "none.txt", "No such file or directory"), (tmp_path, "Is a directory")):
        code, out, err = run(verb, "--report", str(path))
        assert (code, out, err) == (1, "", f"Cannot read {path}: {why}. Check its name and permissions.\n")


def test_a_chat_is_one_thread_until_it_begins_anew_or_ends(run: Run, base: KnowledgeBase) -> None:
    typed = "action 8 in 2014\n\nand in 2013?\nNEW\nand in 2013?\nbye\naction 9\n"
    code, out, err = run(typed=typed)
    first = knowledge.ask(base, "action 8 in 2014")
    answers = [first, knowledge.ask(base, "and in 2013?", first.question.frame), knowledge.ask(base, "and in 2013?")]
    assert code == 0
    assert out == "".join(f"\n{terminal.show(base, answer)}\n\n" for answer in answers)
    assert err.startswith(terminal.wrapped(wording.welcome("16 January 2015")))
    assert err.count(wording.PROMPT) == 6


def test_a_chat_ends_with_its_input(run: Run) -> None:
    code, out, _ = run(typed="help")
    assert code == 0
    assert out.strip() == terminal.wrapped(wording.HELP)
    assert run(typed="")[:2] == (0, "")


@pytest.mark.parametrize("word", ["bye", "EXIT", " quit "])
def test_a_chat_ends_with_a_goodbye(run: Run, word: str) -> None:
    assert run(typed=f"{word}\naction 8\n")[:2] == (0, "")


class Interrupted:
    """A person who presses Ctrl-C."""

    def readline(self) -> str:
        raise KeyboardInterrupt


def test_an_interrupted_chat_ends_quietly(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "stdin", Interrupted())
    assert main([]) == 1
    assert capsys.readouterr().err.endswith("> \n")


class Terminal(io.StringIO):
    """A stdout that is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("arguments", [["ask", "action 8 in 2014"], ["action", "8"], ["topic", "waste carriers"]])
def test_there_is_colour_on_a_terminal_only(monkeypatch: pytest.MonkeyPatch, run: Run, arguments: list[str]) -> None:
    plain = run(*arguments)[1]
    assert "\x1b" not in plain
    screen = Terminal()
    monkeypatch.setattr(sys, "stdout", screen)
    assert main(arguments) == 0
    shown = screen.getvalue()
    assert terminal.BOLD in shown
    assert shown.replace(terminal.BOLD, "").replace(terminal.DIM, "").replace(terminal.PLAIN, "") == plain


def test_nobody_reading_on_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w", encoding="utf-8") as pipe:
        monkeypatch.setattr(sys, "stdout", pipe)
        assert main(["export"]) == 0


def broken_pipe(*arguments: str) -> tuple[int, str]:
    """The exit code and stderr of app.py whose stdout is closed by its reader before it writes."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    with subprocess.Popen(
        [sys.executable, "app.py", *arguments],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        error = process.stderr.read()
        return process.wait(60), error


def test_nobody_reading_a_short_answer_is_no_fault() -> None:
    assert broken_pipe("ask", "action 8 in 2014") == (0, "")


def test_app_py_answers_with_nothing_on_stderr(base: KnowledgeBase) -> None:
    question = "what happened with rural payments in 2014?"
    done = started("app.py", "ask", question, capture_output=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == terminal.show(base, knowledge.ask(base, question)) + "\n"


def test_answers_are_the_same_in_every_process(base: KnowledgeBase) -> None:
    words = sorted({name for topic in base.topics.by_id.values() for name in topic.staff if name.isalpha()})
    pairs = zip(words[::7], words[3::7], strict=False)
    lines = "\n".join(json.dumps({"question": f"compare {one} and {two}"}) for one, two in pairs)
    runs = [
        subprocess.run(
            [sys.executable, "app.py", "ask", "--batch"],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
            input=lines,
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        ).stdout
        for seed in ("1", "2")
    ]
    assert runs[0] == runs[1]


def test_asking_imports_nothing_of_slack_or_of_a_database() -> None:
    code = (
        "import sys; sys.argv = ['app.py', 'ask', 'action 8 in 2014']; from bot.command_line import main; main();"
        " print(*sorted(name.split('.')[0] for name in sys.modules), file=sys.stderr)"
    )
    done = started("-c", code, capture_output=True)
    assert done.returncode == 0
    imported = set(done.stderr.split())
    assert {"bot", "knowledge"} <= imported
    assert imported.isdisjoint({"slack_bolt", "slack_sdk", "sqlalchemy", "alembic", "psycopg", "gunicorn"})


def test_a_line_that_is_no_utf_8_is_a_bad_line() -> None:
    typed = '{"id": 1, "question": "help"}\n{"id": 2, "question": "caf\xe9"}\n{"id": 3, "question": "help"}\n'
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8:strict"}
    done = subprocess.run(
        [sys.executable, "app.py", "ask", "--batch"],
        cwd=ROOT,
        env=environment,
        input=typed.encode("latin-1"),
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stderr, done.stdout.count(b"\n")) == (1, b"", 3)


def test_half_a_surrogate_pair_in_an_id_does_not_end_a_batch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO('{"id": "\\ud800", "question": "help"}\n'))
    with (tmp_path / "out").open("w", encoding="utf-8") as out:
        monkeypatch.setattr(sys, "stdout", out)
        assert main(["ask", "--batch"]) in (0, 1)


@pytest.mark.parametrize("arguments", [("5", "plan"), ("5", "Plan"), ("5", "plan", "2014")])
def test_year_and_kind_come_in_any_order(run: Run, arguments: tuple[str, ...]) -> None:
    code, out, _ = run("action", *arguments)
    assert code == 0
    assert "Action 5, plan 2014" in out
    assert "progress" not in out


@pytest.mark.parametrize("arguments", [("5", "plan", "progress"), ("5", "2013", "2014"), ("5", "banana")])
def test_an_address_that_is_none_is_wrong_usage(arguments: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["action", *arguments])


def test_a_topic_and_its_year_may_be_one_argument(run: Run) -> None:
    assert run("topic", "single payment scheme 2014") == run("topic", "single", "payment", "scheme", "2014")


def test_a_batch_takes_nothing_else() -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["ask", "--batch", "a question"])


@pytest.mark.parametrize("line", ['{"id": NaN, "question": "help"}', '{"question": "help", "thread": false}'])
def test_what_is_no_json_or_no_thread_is_a_bad_line(run: Run, line: str) -> None:
    code, out, _ = run("ask", "--batch", typed=line)
    assert code == 1
    assert json.loads(out)["line"] == 1


def test_a_batch_is_utf_8_whatever_the_locale() -> None:
    done = subprocess.run(
        [sys.executable, "app.py", "ask", "--batch"],
        cwd=ROOT,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        input='\ufeff{"id": "£", "question": "help"}\n'.encode(),
        capture_output=True,
        check=True,
        timeout=60,
    )
    assert json.loads(done.stdout.decode())["id"] == "£"


@pytest.mark.parametrize("command", ["app.py ask hi >&-", "app.py ask --batch <&-", "app.py <&-", "app.py ask hi 2>&-"])
def test_a_closed_stream_ends_nothing_with_a_traceback(command: str) -> None:
    shell = f'"{sys.executable}" {command}'
    done = subprocess.run(shell, shell=True, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["actions"], "Actions: part 1 of 16."),
        (["outcomes", "--turn", "3"], "Plans beside outcomes: part 3 of 14."),
        (["topic", "rural", "payments", "--turn", "2"], "part 2 of 4."),
    ],
)
def test_a_digest_is_previewed(arguments: list[str], expected: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["digest", "preview", *arguments]) == 0
    said = capsys.readouterr().out
    assert expected in said
    assert "16 January 2015" in said
    assert "&amp;" not in said


def test_a_preview_of_nothing_says_what_to_write(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["digest", "preview", "topic", "xyzzy"]) == 1
    assert "There is no topic called “xyzzy”" in capsys.readouterr().err
    with pytest.raises(SystemExit) as left:
        main(["digest", "preview", "actions", "--turn", "17"])
    assert left.value.code == 2
    assert wording.no_turn(16) in capsys.readouterr().err
