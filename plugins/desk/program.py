"""invoke's program with our exit codes: 0 done, 1 the content or the tests fail, 2 all else."""

from __future__ import annotations

import os
import re
import sys
import traceback
from io import TextIOWrapper
from types import TracebackType

from invoke import Exit, ParseError, Program

MACHINE = 2
INTERRUPTED = 130
READER_GONE = 141


class Desk(Program):
    """What `./run` hands its words to."""

    def print_help(self) -> None:
        """List the tasks in the order of a day's work, one line each."""
        print("Usage: ./run TASK [options]       ./run TASK --help\n")
        for name, told in self.collection.tasks.items():
            print(f"  {name:<8} {told.__doc__.splitlines()[0]}")

    def normalize_argv(self, argv: list[str] | None) -> None:
        """Let --help after a task ask for its help, before its words are missed."""
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, TextIOWrapper):  # A terminal of another alphabet stops nothing.
                stream.reconfigure(errors="backslashreplace")
        super().normalize_argv(argv)
        program, *words = self.argv
        own = words[: words.index("--")] if "--" in words else words
        if len(own) > 1 and {"--help", "-h"} & set(own[1:]):
            self.argv = [program, "--help", own[0]]

    def print_task_help(self, name: str) -> None:
        """Show a task's words and options."""
        context = self.parser.contexts[name]
        words = [f" {argument.name.upper()}" for argument in context.positional_args]
        print(f"Usage: ./run {name}{''.join(words)} [options]\n")
        print(f"{self.collection[name].__doc__}\n")
        if context.help_tuples():
            self.print_columns(context.help_tuples())

    def parse_core(self, argv: list[str] | None) -> None:
        """Read the options before a task, and let Python keep its compiled files."""
        with _usage_is_2():
            super().parse_core(argv)
        # invoke forbids it, and each build would compile every room again.
        sys.dont_write_bytecode = False

    def parse_tasks(self) -> None:
        """Read the task and its options."""
        with _usage_is_2():
            super().parse_tasks()

    def parse_cleanup(self) -> None:
        """Answer --help."""
        with _usage_is_2():
            super().parse_cleanup()

    def execute(self) -> None:
        """Run the task; Ctrl-C ends it without a word too many."""
        try:
            super().execute()
        except KeyboardInterrupt:
            raise Exit("Stopped.", code=INTERRUPTED) from None


class Answers:
    """Ends a task by the error's own exit code and words, where it has them.

    Content that cannot be built, a machine that lacks something: each error that a person can
    mend carries `exitcode`. Any other is a fault of the program, and keeps its traceback.
    """

    def __enter__(self) -> None:
        """Begin the task."""

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End it."""
        code = getattr(error, "exitcode", None)
        if code is not None:
            raise Exit(str(error), code=code) from error


class _usage_is_2:  # noqa: N801 - reads as a word of the with line
    def __enter__(self) -> None:
        pass

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if isinstance(error, ParseError):
            raise Exit(plain(str(error)), code=MACHINE) from error


def plain(message: str) -> str:
    """Return what invoke says of a wrong command, in plain words."""
    unknown = re.fullmatch(r"No idea what '(.*)' is!", message)
    missing = re.search(r"'(.+)' did not receive required positional arguments: (.+)", message)
    valueless = re.search(r"Flag <Argument: ([\w-]+).*> needed value", message)
    if unknown:
        what = "option" if unknown[1].startswith("-") else "task"
        fault = f'There is no {what} "{unknown[1]}".'
    elif missing:
        names = missing[2].replace("'", "").replace(", ", " and ")
        fault = f"{missing[1]} needs words after it: {names}."
    elif valueless:
        fault = f"--{valueless[1].replace('_', '-')} needs a value after it."
    else:
        fault = message
    return f"{fault}\n    ./run lists the tasks, and ./run TASK --help the options of one."


def own_fault(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Show an error that nobody foresaw. Its exit code is not the content's."""
    if isinstance(error, BrokenPipeError):
        # The reader has seen enough: ./run | head. Nothing more can be said to it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(READER_GONE)
    traceback.print_exception(kind, error, trace)
    print("This is a fault in the program, not in your content.", file=sys.stderr)
    sys.stdout.flush()
    sys.exit(MACHINE)
