"""What certificates and award papers were printed with: template, words, prefix, signer.

Owns settings by a paper's key and, for signers, a body's uid: a reprint says and looks what the
first print did, whatever the records say today, and an official chooses Ông or Bà once. What is
looked up is read at once for a whole batch. What a paper says today is `certificate_papers`'.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any

from danvan_desktop.documents.certificate_data import CertificateData
from danvan_desktop.domain import certificate_format, forms_of_address
from danvan_desktop.domain.certificate_template import CertificateTemplate
from danvan_desktop.domain.text import checked_line
from danvan_desktop.domain.units import Channel, SubjectKind
from danvan_desktop.services.kept_files import keep_content, kept_content, kept_path
from danvan_desktop.services.session import Session

SIGNER_LIMIT = 100
_LOOK = "certificate-look:"
_SAID = "certificate-said:"
_ADDRESS = "certificate-address:"
_SIGNER = "certificate-signer:"
_DAYS = ("decision_date", "issued_on")


@dataclass(frozen=True)
class Bearer:
    """Who stands on a paper. `keys` are uids by which a word before the name may be known: the
    paper's own first, then the recognition's and the subject's. `channel` is that of the body
    whose paper it is."""

    name: str
    kind: SubjectKind
    keys: tuple[str, ...]
    channel: Channel = Channel.OTHER


class Memory:
    """What is known of a batch of papers."""

    def __init__(self, session: Session, bearers: Collection[Bearer]) -> None:
        self._session = session
        own = {one.keys[0] for one in bearers}
        every = {key for one in bearers for key in one.keys}
        wanted = [*(_LOOK + key for key in own), *(_SAID + key for key in own)]
        self._known = session.settings_of([*wanted, *(_ADDRESS + key for key in every)])
        self._templates: dict[str, CertificateTemplate] = {}
        self._signers: dict[str, tuple[str, bool]] = {}

    def template(self, key: str) -> tuple[str, CertificateTemplate] | None:
        """The template a paper was printed by, and whose nudges moved it; None before that."""
        uid, _, digest = str(self._known.get(_LOOK + key, "")).rpartition(":")
        if not digest:
            return None
        if digest not in self._templates:
            content = kept_content(kept_path(self._session, digest))
            if content is None:
                return None
            self._templates[digest] = certificate_format.from_json(content)
        return uid, self._templates[digest]

    def said(self, now: CertificateData) -> CertificateData | None:
        """What the paper said when it was printed; None before that, and under another number."""
        values = self._known.get(_SAID + now.key)
        before = _data(values) if isinstance(values, dict) else None
        return before if before and before.register_number == now.register_number else None

    def signer(self, body: str) -> tuple[str, bool]:
        """Who last signed papers of a body that name no signer, and whether as a deputy."""
        if body not in self._signers:
            known = self._session.setting(_SIGNER + body, ["", False])
            self._signers[body] = str(known[0]), bool(known[1])
        return self._signers[body]

    def prefix(self, bearer: Bearer, printed: str | None) -> str:
        """The word before a name: chosen for this paper, `printed`, chosen elsewhere, proposed."""
        own, *others = (self._known.get(_ADDRESS + key) for key in bearer.keys)
        for words in (own, printed, *others):
            if words is not None:
                return str(words)
        return forms_of_address.proposed(bearer.name, bearer.kind, bearer.channel)


def choose_prefix(session: Session, keys: Collection[tuple[str, ...]], words: str) -> None:
    """Put a word before the names of papers, by their bearers' `keys`; "" for nothing.

    It is kept for the subject too, so that next year's paper proposes it. Raises `FieldError`.
    """
    kept = forms_of_address.checked(words)
    session.remember_all({_ADDRESS + key: kept for one in keys for key in one})


def remember_signer(session: Session, bodies: Collection[str], signer: str, deputy: bool) -> None:
    """Who signs papers of these bodies from now on. Raises `FieldError`."""
    kept = checked_line("signer", "Người ký", signer, limit=SIGNER_LIMIT)
    session.remember_all({_SIGNER + body: [kept, deputy] for body in bodies})


def keep(
    session: Session, papers: Collection[tuple[CertificateData, str, CertificateTemplate]]
) -> None:
    """Remember words and templates (with their uids) that papers were printed by."""
    digests: dict[CertificateTemplate, str] = {}
    values: dict[str, Any] = {}
    for data, uid, template in papers:
        if template not in digests:
            text = certificate_format.to_json(template).encode("utf-8")
            digests[template] = keep_content(session, text)
        values[_LOOK + data.key] = f"{uid}:{digests[template]}"
        values[_SAID + data.key] = _values(data)
    known = session.settings_of(values)
    session.remember_all({key: value for key, value in values.items() if known.get(key) != value})


def _values(data: CertificateData) -> dict[str, Any]:
    days = {name: day.isoformat() for name in _DAYS if (day := getattr(data, name)) is not None}
    return {**asdict(data), **dict.fromkeys(_DAYS), **days}


def _data(values: Mapping[str, Any]) -> CertificateData | None:
    """Kept words; None for what another version kept otherwise."""
    known = {one.name for one in fields(CertificateData)}
    if set(values) != known:
        return None
    days = {name: date.fromisoformat(values[name]) for name in _DAYS if values[name]}
    return CertificateData(**{**values, **days})


def same_words(one: CertificateData, other: CertificateData) -> bool:
    """Whether two papers say the same, whoever signed the code."""
    first, second = _values(one), _values(other)
    return json.dumps({**first, "code": ""}) == json.dumps({**second, "code": ""})
