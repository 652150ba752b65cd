"""ICU messages: arguments, branches, quotes, and what is broken where."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from padanan.core.icu import IcuArgument, IcuBranch, has_branches, has_kinds, read_icu
from padanan.core.plural_categories import plural_categories


def outline(arguments: tuple[IcuArgument, ...]) -> str:
    """Write arguments and their branches, without the prose between them."""
    return " ".join(
        f"{argument.name}:{argument.kind}" + "".join(branch_outline(branch) for branch in argument.branches)
        for argument in arguments
    )


def branch_outline(branch: IcuBranch) -> str:
    return f"[{branch.selector} {outline(branch.arguments)}]"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("no argument", ""),
        ("{a} and { b }", "a: b:"),
        ("{n, number} {d, date, ::yMMMd} {x, number, #,##0.00}", "n:number d:date x:number"),
        ("{n, plural, one {# file} other {# files}}", "n:plural[one ][other ]"),
        ("{n,plural,offset:1 =0{none} other{{host} and #}}", "n:plural[=0 ][other host:]"),
        ("{g, select, male {{n, plural, other {# {a}}}} other {b}}",
         "g:select[male n:plural[other a:]][other ]"),
        ("{n, selectordinal, two {#nd} other {#th}}", "n:selectordinal[two ][other ]"),
        ("it's {a}", "a:"),
        ("'{not}' {a}", "a:"),
        ("'{it''s}' {a}", "a:"),
        ("''{a}''", "a:"),
        ("{n, plural, other {'#' '{x}' {a}}}", "n:plural[other a:]"),
        ("{0} of {1}", "0: 1:"),
        ("a unclosed '{quote", ""),
    ],
)  # fmt: skip
def test_reads_arguments_and_branches(text: str, expected: str) -> None:
    message = read_icu(text)
    assert message.fault is None
    assert outline(message.arguments) == expected
    for argument in message.walk():
        assert text[argument.span.start] == "{"
        assert text[argument.span.end - 1] == "}"
        for branch in argument.branches:
            assert text[branch.span.start : branch.span.end] == branch.selector


@pytest.mark.parametrize(
    ("text", "place", "reason"),
    [
        ("a {", 2, "never closed"),
        ("a }", 2, "closes nothing"),
        ("{n", 0, "never closed"),
        ("{}", 1, "name of an argument"),
        ("{a b}", 3, "closes the argument"),
        ("{n, }", 4, "kind of an argument"),
        ("{n, plural}", 10, "comma behind plural"),
        ("{n, plural, {x}}", 12, "selector of a branch"),
        ("{n, plural, other x}", 18, "brace behind other"),
        ("{n, plural, other {x}", 0, "never closed"),
        ("{n, plural, other {l'#}}", 18, "never closed"),
        ("{n, number, {", 0, "never closed"),
        ("{a, select, x {" * 60, 300, "nested"),
    ],
)
def test_says_what_is_broken_and_where(text: str, place: int, reason: str) -> None:
    fault = read_icu(text).fault
    assert fault is not None
    assert reason in fault.reason
    assert fault.span.start == place


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{n, plural, other {}}", True),
        ("{ user.name ,select , x {}}", True),
        ("{n}", False),
        ("choose, plural, or select", False),
        ("", False),
    ],
)
def test_knows_messages_with_branches(text: str, expected: bool) -> None:
    assert has_branches(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("{d, date}", True), ("{n,number, #0}", True), ("{n, plural, other {}}", True), ("{{n, number}}", False),
     ("{a, b}", False), ("{n}", False)],
)  # fmt: skip
def test_knows_messages_with_kinds(text: str, expected: bool) -> None:
    assert has_kinds(text) is expected


prose = st.text(alphabet="abc é.,!", max_size=6)
names = st.sampled_from(["a", "b", "user_name", "0"])
message = st.recursive(
    prose | st.builds("{{{}}}".format, names) | st.builds("{{{}, number}}".format, names),
    lambda inner: (
        st.builds("{{{}, plural, one {{{}}} other {{{}}}}}".format, names, inner, inner)
        | st.builds("{{{}, select, x {{{}}} other {{{}}}}}".format, names, inner, inner)
        | st.builds("{}{}".format, inner, inner)
    ),
    max_leaves=12,
)


@given(message)
def test_sound_messages_are_sound(text: str) -> None:
    read = read_icu(text)
    assert read.fault is None
    assert text.count("plural") + text.count("select") == sum(bool(one.branches) for one in read.walk())


@given(st.text(alphabet="{}'#,ab =:plurselctoh01 \n", max_size=60))
def test_any_text_is_read_or_has_a_fault_inside_it(text: str) -> None:
    read = read_icu(text)
    if read.fault:
        assert 0 <= read.fault.span.start < read.fault.span.end <= len(text) + 1
    spans = [one.span for one in read.arguments]
    assert spans == sorted(spans, key=lambda span: span.start)


@pytest.mark.parametrize(
    "unit", ["{", "}", "'", "'{", "{a,", "{a, plural, ", "{a, select, x {", "''", "{a, number, {"]
)
def test_hostile_texts_end(unit: str) -> None:
    read_icu(unit * (200_000 // len(unit)))
    has_branches(unit * (200_000 // len(unit)))


@pytest.mark.parametrize(
    ("tag", "ordinal", "counted", "some"),
    [
        ("ru", False, ("one", "few", "many"), "other"),
        ("ar", False, ("zero", "one", "two", "few", "many", "other"), "few"),
        ("id", False, ("other",), "other"),
        ("zh-CN", False, ("other",), "other"),
        ("fr", False, ("one", "other"), "many"),
        ("cs", False, ("one", "few", "other"), "many"),
        ("pt-BR", False, ("one", "other"), "many"),
        ("en", True, ("one", "two", "few", "other"), "two"),
        ("de", True, ("other",), "other"),
    ],
)
def test_categories(tag: str, ordinal: bool, counted: tuple[str, ...], some: str) -> None:
    categories = plural_categories(tag, ordinal=ordinal)
    assert categories is not None
    assert categories.counted == counted
    assert some in categories.all


@pytest.mark.parametrize("tag", ["tlh", "art-x-own"])
def test_nobody_knows_the_categories_of_every_language(tag: str) -> None:
    assert plural_categories(tag) is None
