"""The quick screen shows what pyte's own shows, wherever what comes is cut."""

import pyte
from hypothesis import given
from hypothesis import strategies as st

from tests.terminal.pen import QuickScreen, QuickStream

PIECES = st.one_of(
    st.sampled_from([
        "plain letters", "a line that is longer than the screen is wide", "é ü 漢字 👩‍💻 e\u0301",
        "\r\n", "\n", "\b", "\t", "\x07", "\x1b[H", "\x1b[;5H", "\x1b[3;7H", "\x1b[99;99H",
        "\x1b[m", "\x1b[0m", "\x1b[1;31m", "\x1b[38;2;10;20;30;48;5;17m", "\x1b[0;4;7m", "\x1b[39m",
        "\x1b[38;2m", "\x1b[2J", "\x1b[K", "\x1b[1K", "\x1b[2A", "\x1b[3C", "\x1b[?5h", "\x1b[?5l",
        "\x1b[?7l", "\x1b[?25l", "\x1b[4h", "\x1b[4l", "\x1b]0;title\x07", "\x1b[1;4r", "\x1bM",
        "\x1b[2\r;3H", "\x1b[1 q", "\x1b[>1m", "\x1b7", "\x1b8", "\x1b%@", "\x1b%G",
    ]),
    st.text(max_size=8),
    st.builds("\x1b[{};{}H".format, st.integers(0, 12), st.integers(0, 30)),
    st.builds("\x1b[{};{}m".format, st.integers(0, 110), st.integers(0, 110)),
)  # fmt: skip


@given(pieces=st.lists(PIECES, max_size=30), cut=st.integers(1, 40))
def test_any_output_is_shown_as_pyte_shows_it(pieces: list[str], cut: int) -> None:
    quick, usual = QuickScreen(24, 6), pyte.Screen(24, 6)
    streams = (QuickStream(quick), pyte.ByteStream(usual))
    data = "".join(pieces).encode()
    faults: list[list[str]] = [[], []]
    for at in range(0, len(data), cut):
        for stream, said in zip(streams, faults, strict=True):
            try:
                stream.feed(data[at : at + cut])
            except Exception as error:  # noqa: BLE001 - pyte falls over some codes; so must this
                said.append(type(error).__name__)
    assert faults[0] == faults[1]
    for y in range(6):
        assert [quick.buffer[y][x] for x in range(24)] == [usual.buffer[y][x] for x in range(24)]
    assert (quick.cursor.x, quick.cursor.y) == (usual.cursor.x, usual.cursor.y)
    assert quick.cursor.attrs == usual.cursor.attrs
