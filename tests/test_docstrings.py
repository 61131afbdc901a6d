"""Every example in a docstring runs and prints what it says; every public name has one."""

import doctest
import importlib
import inspect
import pkgutil

import pytest

import ctip_analysis as ctip

MODULES = sorted(
    module.name
    for module in pkgutil.walk_packages(ctip.__path__, "ctip_analysis.")
    if not module.name.endswith("__main__")
)
OPTIONS = doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_a_module_print_what_they_say(name):
    said = []
    runner = doctest.DocTestRunner(optionflags=OPTIONS, verbose=False)
    for example in doctest.DocTestFinder(exclude_empty=True).find(importlib.import_module(name)):
        runner.run(example, out=said.append)
    assert runner.failures == 0, "".join(said)


@pytest.mark.parametrize("name", sorted(set(ctip.__all__) - {"__version__"}))
def test_a_public_name_has_a_docstring_with_an_example(name):
    found = getattr(ctip, name)
    is_error = inspect.isclass(found) and issubclass(found, ctip.CtipError)
    assert found.__doc__
    assert is_error or ">>>" in found.__doc__
