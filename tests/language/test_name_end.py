"""Where a new name ends, and what that is learnt from."""

from __future__ import annotations

from pathlib import Path

import pytest

from language.classifier.learning import told, tried
from language.name_end import NAME, TAIL, learning, weights, without_tail
from language.name_end.learning import Named

# None of these tails is one that was learnt from.
ENDED = [
    ("Group chat", " i swear to it by the mayor"),
    ("orders by voice", " before the auditors turn up"),
    ("orders by voice", " since we swore to the mayor"),
    ("Ride sharing", " as we settled in the pub"),
    ("Ride sharing", " as we both agreed in the pub"),
    ("Ride sharing", " :)"),
    ("лимиты на день", " а то бухгалтерия ругается"),
    ("Витрина скидок", ", маркетинг на коленях умоляет"),
    ("семейная подписка", " раз уж мэр поклялся"),
    ("Сбор денег между друзьями", ", Мария очень просила"),
    ("Payments across borders", ", Tom asked for it"),
    ("семейная подписка", " пока я в электричке"),
]
WHOLE = [
    "Loyalty points for frequent flyers",
    "Try before you buy",
    "Search, the way it was",
    "Pay as you go",
    "Biometric login (v2)",
    "<b>Bold</b> basket now please",
    "Чат, который работает офлайн",
    "Оплати, получи, радуйся",
    "Вход без пароля и без смс",
    "выписка в эксель для бухгалтеров",
    "Обмен баллов внутри группы",
    "Заявка на отпуск без бумаги",
    "Coupon exchange inside the group",
    "Отчёты",
]


@pytest.mark.parametrize("name, tail", ENDED)
def test_a_name_ends_where_something_else_is_said(name: str, tail: str) -> None:
    assert without_tail(name + tail) == name


@pytest.mark.parametrize("name", WHOLE)
def test_a_name_that_is_long_or_odd_is_kept_whole(name: str) -> None:
    assert without_tail(name) == name


def test_a_name_of_which_something_is_told_is_no_new_one_and_stays_with_what_is_told() -> None:
    assert without_tail("Ride history was released by Monzo") == "Ride history was released by Monzo"


def test_each_tail_stands_behind_several_names_and_each_name_stands_alone_too(tmp_path: Path) -> None:
    for language in ("ru", "en"):
        (tmp_path / f"names_{language}.txt").write_text("".join(f"Name {n}\n" for n in range(5)), "utf-8")
        (tmp_path / f"tails_{language}.txt").write_text(" please\n", "utf-8")
    joined = learning.sayings(tmp_path)
    assert len({named.name.lower() for named in joined if named.tail}) > 1
    assert Named("Name 3", "") in joined


def test_only_the_end_of_a_name_is_learnt_as_one() -> None:
    known = [Named(f"Ride history {n}", " real quick") for n in range(9)] + [
        Named(f"Tip jar {n}", "") for n in range(9)
    ]
    learnt = learning.learn(known, "nine")
    assert (set(learnt.labels), learnt.learnt_from) == ({NAME, TAIL}, "nine")


def test_the_share_of_right_guesses_is_told() -> None:
    assert told(tried(learning.places([Named("Tip jar", " please")] * 10))).startswith("20 sayings")


def test_the_weights_are_learnt_from_the_sayings_as_they_stand() -> None:
    assert weights().learnt_from == learning.digest(), "the sayings have changed: make learn"
