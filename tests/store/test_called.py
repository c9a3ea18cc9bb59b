"""A command in a sentence works on the file the sentence is about."""

from pathlib import Path

from workstation.store.called import by_option, command


def test_a_file_named_by_the_option_has_it_in_the_commands_and_no_other_has() -> None:
    by_option(Path("elsewhere/desk.db"))
    assert command("check", Path("usual.db")) == "'workstation check'"
    assert command("check", Path("elsewhere/desk.db")) == (
        "'workstation --db elsewhere/desk.db check'"
    )
    whole = Path("elsewhere/desk.db").absolute()
    assert command("restore 3", whole) == f"'workstation --db {whole} restore 3'"


def test_a_name_with_spaces_is_one_word_to_a_shell() -> None:
    by_option(Path("my desk.db"))
    by_option(Path("a $1.db"))
    assert command("check", Path("my desk.db")) == "'workstation --db \"my desk.db\" check'"
    assert command("check", Path("a $1.db")) == "'workstation --db 'a $1.db' check'"
