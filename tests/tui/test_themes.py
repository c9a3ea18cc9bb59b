"""Every theme reads well enough to work in all day, and a broken one never stops the program."""

from pathlib import Path

import msgspec
import pytest

from workstation.tui.theme_cache import ThemeCache
from workstation.tui.themes import contrast, load_themes, muted, to_textual

THEMES = Path(__file__).parents[2] / "themes"
SPECS, PROBLEMS = load_themes(THEMES, None)
TEXTS = ("foreground", "primary", "secondary", "accent", "success", "warning", "error")


def test_all_our_themes_load_and_cover_the_kinds_promised():
    assert PROBLEMS == []
    names = {spec.name for spec in SPECS}
    assert {"night", "day", "high-contrast-dark", "high-contrast-light"} <= names
    assert {"colour-blind-dark", "colour-blind-light", "mono"} <= names


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.name)
def test_every_text_colour_stands_out_from_the_background(spec):
    least = 7 if spec.name.startswith("high-contrast") else 4.5
    colours = msgspec.structs.asdict(spec.colours)
    for name in TEXTS:
        assert contrast(colours[name], spec.colours.background) >= least, name
    for ground in ("background", "surface", "panel"):
        assert contrast(spec.colours.foreground, colours[ground]) >= least, ground
    assert contrast(muted(spec.colours), spec.colours.background) >= least
    cursor = to_textual(spec).variables
    assert contrast(cursor["block-cursor-foreground"], cursor["block-cursor-background"]) >= 4.5


def test_contrast_is_that_of_the_standard():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_an_own_theme_takes_the_place_of_one_with_its_name(tmp_path):
    (tmp_path / "n.yaml").write_text(
        (THEMES / "night.yaml").read_text().replace('"#6cb6ff"', '"#ffffff"')
    )
    specs, problems = load_themes(THEMES, tmp_path)
    assert problems == []
    assert len(specs) == len(SPECS)
    assert next(spec for spec in specs if spec.name == "night").colours.primary == "#ffffff"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (('"#6cb6ff"', "blue"), "line 5: colours.primary is 'blue', expected \"#rrggbb\""),
        (("dark: true", "dark: maybe"), "line 2: dark: expected bool, got str"),
        (("  panel:", "  pannel:"), "line 11: colours: object contains unknown field pannel"),
        (("name: night", "name: '[red]'"), "line 1: name is '[red]'"),
        (("colours:", "colours: ["), "line 6: this is not YAML"),
    ],
)
def test_a_broken_theme_is_one_sentence_with_its_line_and_the_others_stay(tmp_path, change, said):
    (tmp_path / "own.yaml").write_text((THEMES / "night.yaml").read_text().replace(*change))
    specs, (problem,) = load_themes(THEMES, tmp_path)
    assert len(specs) == len(SPECS)
    assert problem.startswith(f"own.yaml {said}")
    assert "\n" not in problem


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff\xfe\x00", b"\x00", b"a: &a [1]\nb: *a", b"[" * 30_000, b"#" * 70_000, b"- 1"],
    ids=["empty", "mis-encoded", "binary", "alias", "deep", "huge", "list"],
)
def test_a_file_that_is_no_theme_is_one_sentence(tmp_path, content):
    (tmp_path / "own.yaml").write_bytes(content)
    specs, (problem,) = load_themes(tmp_path, None)
    assert specs == []
    assert problem.startswith("own.yaml ")
    assert "\n" not in problem


def test_a_theme_is_read_once_and_again_when_its_file_has_changed(tmp_path: Path) -> None:
    own, cache = tmp_path / "own", tmp_path / "cache"
    own.mkdir()
    text = (THEMES / "night.yaml").read_text(encoding="utf-8")
    (own / "mine.yaml").write_text(text.replace("name: night", "name: mine"), encoding="utf-8")
    first, _ = load_themes(THEMES, own, cache)
    kept = ThemeCache(cache)
    assert kept.theme((own / "mine.yaml").read_bytes()) in first
    assert load_themes(THEMES, own, cache) == (first, [])
    (own / "mine.yaml").write_text(text.replace("name: night", "name: other"), encoding="utf-8")
    again, _ = load_themes(THEMES, own, cache)
    assert {each.name for each in again} ^ {each.name for each in first} == {"mine", "other"}
    (cache / "theme.cache").write_bytes(b"nonsense")
    assert load_themes(THEMES, own, cache) == (again, [])
