"""Templates that stand in a package's `data` folder, with the style that all pages share."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, Template, select_autoescape
from markupsafe import Markup

_SHARED = "extractor.writers.html"


def _source(package: str, name: str) -> str:
    return files(package).joinpath("data", name).read_text(encoding="utf-8")


@cache
def _environment(package: str) -> Environment:
    """The templates of one package; everything that is put into them is escaped."""
    made = Environment(
        loader=FunctionLoader(lambda name: _source(package, name)),
        autoescape=select_autoescape(default=True),
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["style"] = Markup(_source(_SHARED, "page.css"))  # noqa: S704 - our own file
    made.globals["script"] = Markup(_source(_SHARED, "page.js"))  # noqa: S704 - our own file
    return made


def template(package: str, name: str) -> Template:
    """A template of `package` by its file's name."""
    return _environment(package).get_template(name)
