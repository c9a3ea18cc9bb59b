"""A form of one line a field keeps the line breaks of what it is given."""

from workstation.tui.dialogs.form import in_lines, on_one_line


def test_a_note_of_several_lines_stands_on_one_and_comes_back_as_it_was() -> None:
    note = "met at the fair\n\nlikes short emails"
    assert "\n" not in on_one_line(note)
    assert in_lines(on_one_line(note)) == note
    assert in_lines(f"{on_one_line(note)} ⏎ calls on Mondays") == f"{note}\ncalls on Mondays"
