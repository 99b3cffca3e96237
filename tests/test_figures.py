"""Figures: each percentage of the report with the year that it is of."""

from __future__ import annotations

from knowledge import Kind, KnowledgeBase, figures


def of_topic(base: KnowledgeBase, topic: str) -> set[tuple[int, int | None]]:
    return {(f.percent, f.year) for f in figures.percentages(base) if topic in base.docs[f.sentence].topics}


def test_the_single_payment_scheme_rises_from_40_over_54_to_68(base: KnowledgeBase) -> None:
    assert {(40, 2012), (54, 2013), (68, 2014)} <= of_topic(base, "single_payment_scheme")


def test_waste_carriers_have_a_target_of_90_and_reach_95(base: KnowledgeBase) -> None:
    found = of_topic(base, "waste_carrier_registration")
    assert {(90, 2014), (95, 2014)} <= found
    assert (70, None) in found


def test_every_percentage_of_the_report_is_there_once_for_each_time_it_stands(base: KnowledgeBase, text: str) -> None:
    assert sorted(figure.percent for figure in figures.percentages(base)) == sorted(
        int(part.split()[-1].lstrip("(")) for part in text.split("%")[:-1]
    )


def test_a_figure_stands_in_the_sentence_it_is_said_to(base: KnowledgeBase) -> None:
    for figure in figures.percentages(base):
        assert f"{figure.percent}%" in base.sentences[figure.sentence].text


def test_a_figure_without_a_year_of_its_own_has_its_sections(base: KnowledgeBase) -> None:
    target = next(f for f in figures.percentages(base) if f.percent == 90)
    address = base.sentences[target.sentence].address
    assert (address.kind, address.year, target.year) == (Kind.PLAN, 2014, 2014)
