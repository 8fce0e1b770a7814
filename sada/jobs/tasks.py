"""What a worker knows how to do: every module of this folder."""

import importlib
import pkgutil

import sada.jobs

for module in pkgutil.iter_modules(sada.jobs.__path__):
    if module.name != "tasks":
        importlib.import_module(f"sada.jobs.{module.name}")
