"""Sentences about the command line and the answer file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from installer.errors import Code

if TYPE_CHECKING:
    from collections.abc import Mapping

    from installer.i18n import Translator


def sentences(tr: Translator) -> Mapping[Code, str]:
    """Templates of the `usage.*` codes."""
    return {**_command_line(tr), **_answers(tr), **_output(tr)}


def _command_line(tr: Translator) -> Mapping[Code, str]:
    return {
        Code.FLAG_UNKNOWN: tr(
            "The command line cannot be used: {detail} Nothing was done. "
            "“{command} --help” shows what it takes."
        ),
        Code.OPTION_UNKNOWN: tr(
            "There is no option “{name}”. Similar ones: {near}. Nothing was done. "
            "“{command} --help” shows what there is."
        ),
        Code.COMMAND_UNKNOWN: tr(
            "There is no command “{name}”. Similar ones: {near}. Nothing was done. "
            "“{command} --help” shows what there is."
        ),
        Code.COMMAND_MISSING: tr(
            "“{command}” needs one of its commands: {known}. Nothing was done. "
            "“{command} --help” says what each is for."
        ),
        Code.PARAMETER_MISSING: tr(
            "The command line lacks {name}. Nothing was done. “{command} --help” shows what it takes."
        ),
        Code.ARGUMENT_UNWANTED: tr(
            "The command line holds more than was expected: {given}. Nothing was done. "
            "“{command} --help” shows what it takes."
        ),
        Code.VALUE_MISSING: tr(
            "The option {name} lacks its value. Nothing was done. “{command} --help” shows what it takes."
        ),
        Code.VALUE_UNWANTED: tr(
            "The option {name} takes no value. Nothing was done. “{command} --help” shows what it takes."
        ),
        Code.VALUE_REFUSED: tr(
            "What was given for {name} cannot be used; expected: {expected}. Nothing was done. "
            "“{command} --help” shows what it takes."
        ),
    }


def _answers(tr: Translator) -> Mapping[Code, str]:
    return {
        Code.ANSWERS_MISSING: tr(
            "The answer file {path} cannot be opened ({detail}). Nothing was installed. Check the name."
        ),
        Code.ANSWERS_MALFORMED: tr(
            "The answer file {path} cannot be used at line {line}: {key} ({detail}). "
            "Nothing was installed. "
            "“assent answers check” finds every mistake; “assent answers template” writes a fresh file."
        ),
        Code.ANSWERS_UNKNOWN_KEY: tr(
            "The answer file {path} has a key “{key}” (line {line}) that means nothing. "
            "Nothing was installed. "
            "Correct or remove it; “assent answers template” shows every key."
        ),
        Code.ANSWERS_DOUBLED_KEY: tr(
            "The answer file {path} gives “{key}” twice (line {line}). "
            "Nothing was installed. Keep one of them."
        ),
    }


def _output(tr: Translator) -> Mapping[Code, str]:
    return {
        Code.OUTPUT_UNWRITABLE: tr(
            "What was printed could not be written to where it was sent ({detail}), and is not whole. What "
            "was done stands. Free space, or send the output elsewhere, and look with “assent log show”."
        ),
        Code.FILE_UNWRITABLE: tr(
            "The file cannot be written to {path} ({detail}). Nothing else was changed. "
            "Choose another folder."
        ),
        Code.NO_DISPLAY: tr(
            "There is no display to show the wizard on. Use “assent install --quiet”, "
            "or start it where DISPLAY or WAYLAND_DISPLAY is set."
        ),
    }
