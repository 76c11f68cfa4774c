"""The shapes of `products.toml` and `rules.toml`. Unknown keys and wrong types are refused.

The condition language is small on purpose. A rule says which `answer` it gives, `when` it does,
which clauses it rests on (`cite`), and what it says in each language (`text`). Lists of products
may name sets of `products.toml`.
"""

from collections.abc import Mapping
from typing import Annotated, Literal, TypeAlias

import msgspec

from installer.terms.catalogue import ProductKind
from installer.terms.counting_schema import CountingTable
from installer.terms.determination import DeadlineUnit
from installer.terms.strict import Names, SomeNames, Strict, Words


class ProductEntry(Strict, frozen=True, kw_only=True):
    """One product; see `installer.terms.catalogue.Product`."""

    id: str
    group: str
    kind: ProductKind
    name: Words
    subject: Words
    used_with: Words
    host: bool = False
    needs_host: bool = False
    preloaded: bool = False


class ComponentEntry(Strict, frozen=True, kw_only=True):
    """One component; see `installer.terms.catalogue.Component`."""

    id: str
    products: SomeNames
    requires: Names = ()
    name: Words


class ProductsDocument(Strict, frozen=True, kw_only=True):
    """`products.toml`."""

    type: Literal["assent/products"]
    version: Literal[1]
    edition: str
    sets: Mapping[str, Names]
    product: tuple[ProductEntry, ...]
    component: tuple[ComponentEntry, ...]


class When(Strict, frozen=True, kw_only=True):
    """All that is named must hold. An empty condition always holds."""

    product: Names = ()
    """At least one of these is selected."""
    installed: Names = ()
    """At least one of these is there already."""
    host: Names = ()
    """At least one of these is what the add-ons are used with (or its OEM version)."""
    oem: bool | None = None
    """Whether some of what the add-ons are used with is an OEM version."""
    facts: Mapping[str, bool] = msgspec.field(default_factory=dict)
    """Each was given with exactly this value; what was not said matches neither."""
    quantities: Names = ()
    """At least one of these was given."""
    any: tuple["When", ...] = ()
    """At least one of these holds as well."""
    none: tuple["When", ...] = ()
    """None of these holds."""


class Rule(Strict, frozen=True, kw_only=True, tag_field="answer"):
    """What every rule has."""

    id: str
    category: str
    cite: SomeNames
    text: Words
    when: When = When()


class GeneralRule(Rule, frozen=True, kw_only=True, tag="general"):
    """These sections always apply."""

    sections: SomeNames


class OwnRule(Rule, frozen=True, kw_only=True, tag="own"):
    """The section of every selected product applies."""


class LinkRule(Rule, frozen=True, kw_only=True, tag="link"):
    """When it holds, further sections apply: `to`, and the host's if it is among `to_host`."""

    to: Names = ()
    to_host: Names = ()
    oem_text: Words = msgspec.field(default_factory=dict)
    """What to acknowledge where the host is an OEM version, whose agreement is not this one."""


class FromRelease(Strict, frozen=True, kw_only=True):
    """The earliest release of certain hosts."""

    host: Names
    release: str
    firm: bool
    """False for "in particular": earlier releases are then open, not forbidden."""


class OpenPoint(Strict, frozen=True, kw_only=True):
    """Hosts for which the wording leaves the answer open, and why. Rules refer to it by `id`."""

    id: str
    cite: Names
    """Clauses beside those of the rule, to see why."""
    host: Names
    text: Words


class CompatibilityRule(Rule, frozen=True, kw_only=True, tag="compatibility"):
    """What `subject` may be used with.

    `only`: what `allow` leaves out is forbidden. `may`: it is left open. `exclude` is forbidden
    under either. OEM versions are allowed where `oem` names their product, else left open.
    """

    subject: str
    modality: Literal["only", "may"]
    allow: SomeNames
    exclude: Names = ()
    oem: Names = ()
    releases: tuple[FromRelease, ...] = ()
    open: Names = ()
    """Ids of points: their hosts are left open, whatever the lists say."""


class RequiresRule(Rule, frozen=True, kw_only=True, tag="requires"):
    """`subject` needs one of `needs`, selected or installed, or else the fact `unless`."""

    subject: str
    needs: SomeNames
    unless: str | None = None


class UseRule(Rule, frozen=True, kw_only=True, tag="use"):
    """A way of using products of `scope`: allowed to some, forbidden to some, else left open."""

    scope: SomeNames
    allow: Names
    forbid: Names = ()


class Limit(Strict, frozen=True, kw_only=True):
    """One bound on a quantity: a number, or another quantity times `each`."""

    quantity: str
    at_most: int | None = None
    at_most_of: str | None = None
    at_least: int | None = None


class LimitRule(Rule, frozen=True, kw_only=True, tag="limit"):
    """An obligation with bounds; where given quantities break one, also a conflict."""

    limits: Annotated[tuple[Limit, ...], msgspec.Meta(min_length=1)]


class DeadlineEntry(Strict, frozen=True, kw_only=True):
    """By when something is to be done; see `installer.terms.determination.Deadline`."""

    unit: DeadlineUnit
    amount: Annotated[int, msgspec.Meta(ge=1)] | None = None
    start: Words
    """What the time is counted from, or what must come first or after."""


class StatementRule(Rule, frozen=True, kw_only=True):
    """A rule that says its text when it holds."""

    links: Names = ()
    """Addresses, each printed in a cited clause."""
    cite_all: bool = False
    """Cite also the clauses of products that are not selected."""
    deadline: DeadlineEntry | None = None
    form: Words = msgspec.field(default_factory=dict)
    """How it is to be done, such as in writing; empty where the agreement asks for no form."""


class AcknowledgementRule(StatementRule, frozen=True, kw_only=True, tag="acknowledgement"):
    """Terms of others that come with the product."""


class AffirmationRule(StatementRule, frozen=True, kw_only=True, tag="affirmation"):
    """Something to be affirmed separately, in the first person."""


class ObligationRule(StatementRule, frozen=True, kw_only=True, tag="obligation"):
    """A duty, a restriction or a condition, with its quantity, deadline or form."""


class NoticeRule(StatementRule, frozen=True, kw_only=True, tag="notice"):
    """Something to know: data that is collected, money that is not returned, a right."""


class UndecidedRule(StatementRule, frozen=True, kw_only=True, tag="undecided"):
    """A point that the text leaves open."""


class ConflictRule(StatementRule, frozen=True, kw_only=True, tag="conflict"):
    """Something that the text forbids when the condition holds."""


AnyStatement: TypeAlias = (
    AcknowledgementRule | AffirmationRule | ObligationRule | NoticeRule | UndecidedRule | ConflictRule
)
AnyRule: TypeAlias = (
    GeneralRule | OwnRule | LinkRule | CompatibilityRule | RequiresRule | UseRule | LimitRule | AnyStatement
)


class Uncited(Strict, frozen=True, kw_only=True):
    """Clauses that no rule rests on, and why none has to."""

    clauses: SomeNames
    reason: Words


class Named(Strict, frozen=True, kw_only=True):
    """A fact or a quantity that a selection may give, and what it means."""

    id: str
    text: Words


class RulesDocument(Strict, frozen=True, kw_only=True):
    """`rules.toml`."""

    type: Literal["assent/rules"]
    version: Literal[1]
    edition: str
    phrases: Mapping[str, Words]
    fact: tuple[Named, ...]
    quantity: tuple[Named, ...]
    point: tuple[OpenPoint, ...] = ()
    rule: tuple[AnyRule, ...]
    uncited: tuple[Uncited, ...] = ()
    counting: CountingTable | None = None
