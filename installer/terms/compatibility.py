"""What a product may be used with: the judgements for all hosts brought to one answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from installer.terms.answers import Found, Kind
from installer.terms.determination import Item
from installer.terms.judge import Answer
from installer.terms.phrases import Phrase

if TYPE_CHECKING:
    from collections.abc import Sequence

    from installer.i18n import Words
    from installer.terms.judge import Judge, Verdict
    from installer.terms.phrases import Speaker
    from installer.terms.schema import RequiresRule
    from installer.terms.situation import Situation


def judge_hosts(judge: Judge, situation: Situation, speaker: Speaker) -> tuple[Found, ...]:
    """The answer of one compatibility rule; empty where all is allowed or it does not concern us.

    With several hosts in question: forbidden with each is a conflict, forbidden with some is open
    until the host is named, since the agreement does not say which one is meant.
    """
    rule = judge.rule
    if rule.subject not in situation.selected:
        return ()
    subject = situation.catalogue.by_id[rule.subject].subject
    if not situation.candidates:
        text = speaker.say(Phrase.HOST_UNNAMED, subject=subject, rule=rule.text)
        return (_found(judge, Kind.UNDECIDED, text),)
    verdicts = [judge.verdict(host, situation.release) for host in situation.candidates]
    forbidden = [verdict for verdict in verdicts if verdict.answer is Answer.FORBIDDEN]
    if len(forbidden) == len(verdicts):
        return (_found(judge, Kind.CONFLICT, _say(forbidden, judge, situation, speaker)),)
    if forbidden:
        hosts = speaker.used_with(verdict.host for verdict in forbidden)
        text = speaker.say(Phrase.AMBIGUOUS, subject=subject, used_with=hosts, rule=rule.text)
        return (_found(judge, Kind.UNDECIDED, text),)
    undecided = [verdict for verdict in verdicts if verdict.answer is Answer.UNDECIDED]
    if undecided:
        text = _say(undecided, judge, situation, speaker)
        return (_found(judge, Kind.UNDECIDED, text, undecided),)
    return ()


def check_requirement(rule: RequiresRule, situation: Situation, speaker: Speaker) -> tuple[Found, ...]:
    """A conflict of kind `requires` where none of what is needed is selected or installed."""
    if rule.subject not in situation.selected:
        return ()
    if situation.present & situation.catalogue.expand(rule.needs):
        return ()
    if rule.unless is not None and situation.selection.facts.get(rule.unless) is True:
        return ()
    subject = situation.catalogue.by_id[rule.subject].subject
    needs = [situation.catalogue.by_id[each] for each in rule.needs]
    text = speaker.say(Phrase.MISSING, subject=subject, needs=speaker.any_of(needs), rule=rule.text)
    return (Found(Kind.CONFLICT, Item(rule.id, "requires", rule.cite, text)),)


def _found(judge: Judge, kind: Kind, text: Words, verdicts: Sequence[Verdict] = ()) -> Found:
    points = [clause for verdict in verdicts if verdict.point for clause in verdict.point.cite]
    cite = tuple(dict.fromkeys((*judge.rule.cite, *points)))
    return Found(kind, Item(judge.rule.id, judge.rule.category, cite, text))


def _say(verdicts: Sequence[Verdict], judge: Judge, situation: Situation, speaker: Speaker) -> Words:
    """One sentence for verdicts that are said alike, one after the other for the rest."""
    alike: dict[tuple[Phrase | None, str], list[Verdict]] = {}
    for verdict in verdicts:
        alike.setdefault((verdict.phrase, verdict.from_release), []).append(verdict)
    sentences = [_sentence(group, judge, situation, speaker) for group in alike.values()]
    return {
        language: " ".join([*(sentence[language] for sentence in sentences), rule_text])
        for language, rule_text in judge.rule.text.items()
    }


def _sentence(group: Sequence[Verdict], judge: Judge, situation: Situation, speaker: Speaker) -> Words:
    first = group[0]
    if first.point is not None:
        return first.point.text
    assert first.phrase is not None  # noqa: S101 - what no point says, a pattern does
    return speaker.say(
        first.phrase,
        subject=situation.catalogue.by_id[judge.rule.subject].subject,
        used_with=speaker.used_with(verdict.host for verdict in group),
        from_release=first.from_release,
        release=situation.selection.release or "",
    )
