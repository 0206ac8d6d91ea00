"""The suite as on another system: `NEWSCORPUS_DESK=windows` or `macos`, in the tests and in what they start.

What newscorpus and its tests import has only the names that the stubs of mypy give that system: others are an
AttributeError, or a module that is not there. For Windows, these also behave as they do there:

- A folder cannot be opened, and only a file that is open to be written can be synced.
- A file that this process has open, its current folder, and a file without permission to write are neither removed nor
  replaced. `os.rename` replaces nothing, and `os.replace` no folder.
- Files in text mode have CRLF unless a line end is given; those of newscorpus have the encoding cp1252 unless one is
  given, and so have the standard streams of processes.

Paths stay those of this system. With `--basetemp` on NTFS, mounted with `windows_names,ignore_case`, names are those of
Windows, too.
"""

import builtins
import errno
import io
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import wraps
from pathlib import Path
from types import ModuleType
from typing import Any

SYSTEM = os.environ.get("NEWSCORPUS_DESK", "")
"""The system that is imitated; empty if none is."""
HERE = SYSTEM or {"win32": "windows", "darwin": "macos"}.get(sys.platform, "linux")
"""The system that the tests see."""
_PLATFORMS = {"windows": "win32", "macos": "darwin"}
_NAMES = "NEWSCORPUS_DESK_NAMES"
"""The variable with the file of what that system lacks."""
_TESTS = os.path.dirname(os.path.abspath(__file__))
_WRITES = set("wax+")
_list, _stat = os.listdir, os.stat
"""The functions themselves: a test that lets calls fail must not let one of the imitation fail."""


def install() -> None:
    """Imitate the system in this process and in those that it starts. Before newscorpus is imported."""
    if getattr(builtins.__import__, "__module__", None) == __name__:
        return  # this process was started by one that imitates it
    if _NAMES not in os.environ:
        _prepare()
    with open(os.environ[_NAMES], encoding="utf-8") as stream:
        missing = json.load(stream)
    if SYSTEM == "windows":
        _behave_as_windows()
    _hide(missing["modules"], missing["names"])


def _prepare() -> None:
    """Write down what the system lacks, and let other processes begin with this module."""
    folder = tempfile.mkdtemp(prefix="desk-")
    modules = [name for name in ("fcntl", "grp", "pty", "pwd", "resource", "termios", "tty") if SYSTEM == "windows"]
    names = {name: sorted(_defined(name, "linux") - _defined(name, _PLATFORMS[SYSTEM])) for name in ("os", "signal")}
    missing = os.path.join(folder, "missing.json")
    with open(missing, "w", encoding="utf-8") as stream:
        json.dump({"modules": modules, "names": names}, stream)
    start = f"import sys; sys.path.append({_TESTS!r}); import desk; desk.install(); desk.use_cp1252()\n"
    with open(os.path.join(folder, "sitecustomize.py"), "w", encoding="utf-8") as stream:
        stream.write(start)
    os.environ[_NAMES] = missing
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [folder, os.environ.get("PYTHONPATH")]))


def _defined(module: str, platform: str) -> set[str]:
    """The names of a module on a system, as typeshed has them."""
    import ast

    import mypy

    at = Path(mypy.__file__).with_name("typeshed") / "stdlib"
    path = at / f"{module}.pyi" if (at / f"{module}.pyi").exists() else at / module / "__init__.pyi"
    names = set[str]()

    def visit(body: list[ast.stmt]) -> None:
        for statement in body:
            if isinstance(statement, ast.If):
                facts = {"sys": _Facts(platform)}
                holds = eval(compile(ast.Expression(statement.test), str(path), "eval"), facts)
                visit(statement.body if holds else statement.orelse)
            elif isinstance(statement, ast.FunctionDef | ast.ClassDef):
                if not (isinstance(statement, ast.ClassDef) and any("Enum" in ast.unparse(b) for b in statement.bases)):
                    names.add(statement.name)
            elif isinstance(statement, ast.AnnAssign):
                names.add(ast.unparse(statement.target))
            elif isinstance(statement, ast.Assign):
                names.update(map(ast.unparse, statement.targets))

    visit(ast.parse(path.read_text(encoding="utf-8")).body)
    return names


class _Facts:
    """What conditions of stubs ask for."""

    version_info = sys.version_info

    def __init__(self, platform: str) -> None:
        self.platform = platform


class _Module(ModuleType):
    """A module without some names. What is set in it is set in the real one, too."""

    def __init__(self, real: ModuleType, missing: list[str]) -> None:
        super().__init__(real.__name__)
        known = {name: value for name, value in real.__dict__.items() if name not in missing}
        self.__dict__.update(known, _real=real)

    def __setattr__(self, name: str, value: Any) -> None:
        super().__setattr__(name, value)
        setattr(self.__dict__["_real"], name, value)

    def __delattr__(self, name: str) -> None:
        super().__delattr__(name)
        delattr(self.__dict__["_real"], name)


def _is_own(space: Mapping[str, Any] | None) -> bool:
    """Whether a module is one of newscorpus, a test, or a program that a test starts."""
    if space is None:
        return False
    name, file = str(space.get("__name__", "")), str(space.get("__file__", ""))
    if name == "__main__":
        return not file or "newscorpus" in file
    return name.partition(".")[0] == "newscorpus" or (file.startswith(_TESTS) and not file.startswith(__file__))


def _hide(modules: list[str], names: dict[str, list[str]]) -> None:
    import signal

    real = builtins.__import__
    shown = {"os": _Module(os, names["os"]), "signal": _Module(signal, names["signal"])}
    asked = {*modules, *shown, "os.path"}

    def imported(name: str, space: Any = None, local: Any = None, fromlist: Any = (), level: int = 0) -> ModuleType:
        if level or name not in asked or not _is_own(space):
            return real(name, space, local, fromlist, level)
        if name in modules:
            raise ModuleNotFoundError(f"No module named {name!r} on {SYSTEM}", name=name)
        module = real(name, space, local, fromlist, level)
        return shown.get(module.__name__, module)

    builtins.__import__ = imported


# --- Windows


def _behave_as_windows() -> None:
    shutil._use_fd_functions = False
    for supported in (os.supports_dir_fd, os.supports_fd, os.supports_follow_symlinks):
        supported.clear()
    os.open = _opens(os.open)
    os.fsync = fsync
    for name in ("unlink", "remove", "rmdir"):
        setattr(os, name, _removes(getattr(os, name)))
    os.rename, os.replace = _moves(os.rename, replaces=False), _moves(os.replace, replaces=True)
    builtins.open = io.open = _text(io.open)


def _refuse(path: Any, code: int = errno.EACCES) -> None:
    raise OSError(code, os.strerror(code), os.fspath(path))


def _opens(real: Any) -> Any:
    @wraps(real)
    def opened(path: Any, flags: int, *rest: Any, **more: Any) -> int:
        if more.get("dir_fd") is not None:
            raise NotImplementedError("dir_fd unavailable on this platform")
        if os.path.isdir(path):
            _refuse(path)
        return int(real(path, flags, *rest, **more))

    return opened


_fcntl = __import__("fcntl")


def fsync(descriptor: int) -> None:
    """Refuse what Windows refuses; nothing is written through."""
    if _fcntl.fcntl(descriptor, _fcntl.F_GETFL) & os.O_ACCMODE == os.O_RDONLY:
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))


def _in_use(path: Any) -> Iterator[str]:
    """What this process has open of a path, or of what is in it."""
    real = os.fsdecode(os.path.join(os.path.realpath(os.path.dirname(path) or "."), os.path.basename(path)))
    for place in ("/proc/self/cwd", *(f"/proc/self/fd/{name}" for name in _list("/proc/self/fd"))):
        with suppress(OSError):
            target = os.readlink(place)
            if target == real or target.startswith(f"{real}/"):
                yield target


def _require_free(path: Any) -> None:
    if os.path.islink(path):
        return
    if any(_in_use(path)) or (os.path.isfile(path) and not _stat(path).st_mode & 0o222):
        _refuse(path)


def _removes(real: Any) -> Any:
    @wraps(real)
    def removed(path: Any, **more: Any) -> None:
        if sys._getframe(1).f_globals.get("__name__") != "tempfile":  # it lets Windows remove open files
            _require_free(path)
        real(path, **more)

    return removed


def _moves(real: Any, *, replaces: bool) -> Any:
    @wraps(real)
    def moved(source: Any, target: Any, **more: Any) -> None:
        _require_free(source)
        if os.path.lexists(target) and os.path.realpath(source) != os.path.realpath(target):
            if not replaces:
                _refuse(target, errno.EEXIST)
            if os.path.isdir(target):
                _refuse(target)
            _require_free(target)
        real(source, target, **more)

    return moved


def _text(real: Any) -> Any:
    @wraps(real)
    def opened(
        file: Any,
        mode: str = "r",
        buffering: int = -1,
        encoding: Any = None,
        errors: Any = None,
        newline: Any = None,
        *rest: Any,
        **more: Any,
    ) -> Any:
        if "b" not in mode:
            if newline is None and _WRITES & set(mode):
                newline = "\r\n"
            if encoding in (None, "locale"):
                frame = sys._getframe(1)
                while frame and frame.f_globals.get("__name__") in ("pathlib", "tempfile"):
                    frame = frame.f_back
                name = frame.f_globals.get("__name__", "") if frame else ""
                encoding = "cp1252" if name.partition(".")[0] == "newscorpus" else encoding
        return real(file, mode, buffering, encoding, errors, newline, *rest, **more)

    return opened


def use_cp1252() -> None:
    """Let the standard streams be those of Windows that are no console."""
    if SYSTEM == "windows" and not (os.environ.get("PYTHONIOENCODING") or sys.flags.utf8_mode):
        if sys.stdin is not None:
            sys.stdin.reconfigure(encoding="cp1252")
        for stream in filter(None, (sys.stdout, sys.stderr)):
            stream.reconfigure(encoding="cp1252", newline="\r\n")
