"""Sets the theme: the rep's own before anything is drawn, the others when there is time."""

from __future__ import annotations

from pathlib import Path

from workstation.playbook.resources import themes_folder
from workstation.tui.doing import Does
from workstation.tui.themes import DEFAULT_DARK, load_theme, load_themes, to_textual


class WearsThemes(Does):
    """An app in the theme of the rep's settings."""

    config: Path | None
    own_themes: frozenset[str] = frozenset()
    """The names of the house's and the rep's themes, without those of Textual."""

    @property
    def _themes_of_rep(self) -> Path | None:
        return self.config / "themes" if self.config else None

    def set_first_theme(self) -> bool:
        """Set the rep's theme before anything is drawn, if one file has it; the others can wait."""
        wanted = self.desk.settings.get("theme")
        spec = load_theme(wanted, themes_folder(), self._themes_of_rep, self.desk.cache)
        if spec is None:
            return False
        self.register_theme(to_textual(spec))
        self.theme = wanted
        self.stylesheet.set_variables(self.get_css_variables())
        return True

    def set_themes(self) -> None:
        """Read every theme and set the rep's; what is wrong with a file is said."""
        specs, problems = load_themes(themes_folder(), self._themes_of_rep, self.desk.cache)
        for spec in specs:
            if spec.name != self.theme:
                self.register_theme(to_textual(spec))
        self.own_themes = frozenset(spec.name for spec in specs)
        wanted = self.desk.settings.get("theme")
        if wanted not in self.own_themes:
            problems.append(f"There is no theme called {wanted}; {DEFAULT_DARK} is used.")
            wanted = DEFAULT_DARK
        self.theme = wanted
        for problem in problems:
            self.warn(problem)

    def choose_theme(self, theme: str) -> None:
        """Set a theme, and keep it as the rep's."""
        self.theme = theme
        self.do(lambda: self.desk.settings.set("theme", theme))
