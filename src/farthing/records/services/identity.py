"""From an option as written to the indicator that it names, under the key that all spellings share."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace

from farthing import coins
from farthing.pages.masking import MASK, Hosts
from farthing.records.concealing import shown_name
from farthing.records.drafts import OptionDraft
from farthing.records.errors import Invalid, Problem
from farthing.records.sealing import index
from farthing.records.words import Rail

_LNURL = re.compile(r"lnurl1[02-9ac-hj-np-z]{20,}", re.I)
_NAME = "name"  # the kind of what names a payee without being an address of the network
_LIGHTNING_ADDRESS = re.compile(r"[a-z0-9_.+-]+@[a-z0-9.-]+\.[a-z]{2,}", re.I)


@dataclass(frozen=True, slots=True)
class Identity:
    """What makes an indicator that one and no other; `identity_hash` is its key in the table.

    Where a payee's name or a memo holds a site's address, only its masked form stands here (`concealed`), and
    the keyed `identity_mark` and `account_mark` tell it from others in place of the words.
    """

    rail: str
    network: str = ""
    account: str = ""
    memo: str = ""
    address: str = ""
    kind: str = ""
    check: str = "unchecked"
    brand: str = ""
    value: str = ""
    identity_mark: str = ""
    account_mark: str = ""

    @property
    def identity_hash(self) -> str:
        if self.identity_mark:
            return _digest(self.identity_mark)
        return _digest(self.rail, self.network, self.account, self.memo, self.brand.casefold(), self.value)

    @property
    def account_hash(self) -> str:
        """Of rail and account without the memo: a look-up by address finds every memo beside it."""
        if self.account_mark:
            return self.account_mark
        return account_hash(self.network, self.account) if self.network else _digest(self.brand, self.value)


def account_hash(network: str, account: str) -> str:
    """The key by which an account is looked up (SHA-256 of network and account key)."""
    return _digest(network, account)


def concealed_account_hash(account: str) -> str:
    """The same for a payee whose name holds a site's address: keyed, so that nobody can try hosts on it."""
    return index("indicator.account", account.strip().casefold()).hex()


def concealed(identity: Identity, hosts: Hosts) -> Identity:
    """The identity as it may be stored: the address of a site in a payee's name, brand or memo is masked.

    An account at a mail provider (`name@mailhouse.example`) keeps its name, as a contact does; one at a host
    of the observed site does not.
    """
    named = identity.kind == _NAME or identity.rail != Rail.CRYPTO
    shown = replace(
        identity,
        address=shown_name(identity.address, hosts) if named else identity.address,
        account=shown_name(identity.account, hosts) if named else identity.account,
        memo=shown_name(identity.memo, hosts),
        brand=MASK if hosts.search(identity.brand) else identity.brand,
        value=shown_name(identity.value, hosts),
    )
    if shown == identity:
        return identity
    marked = replace(shown, identity_mark=index("indicator.identity", identity.identity_hash).hex())
    if replace(shown, memo=identity.memo) == identity:
        return marked
    return replace(marked, account_mark=concealed_account_hash(identity.account or identity.value))


def identify(option: OptionDraft, field: str) -> Identity | None:
    """The indicator that `option` names, or None where it names none (a coin without an address, a rail
    without a payee). Raises Invalid, naming `field`, for an address that is not valid on its network."""
    if option.rail != Rail.CRYPTO:
        value = option.handle or option.merchant_id
        return Identity(option.rail, brand=option.brand, value=value) if value else None
    if not option.address:
        return None
    if option.network == "lightning" and (named := _lightning_name(option.address)):
        return Identity(Rail.CRYPTO, "lightning", named, address=named, kind=_NAME)
    return _on_chain(option, field)


def _on_chain(option: OptionDraft, field: str) -> Identity:
    readings = [address for address in coins.parse(option.address) if option.network in address.networks]
    if not readings:
        raise Invalid(_why_not(option, field))
    address = readings[0]
    try:
        network, account, memo = coins.account_key(
            option.network, address.address, option.memo or address.memo
        )
    except coins.CoinsError as error:
        raise Invalid(Problem(f"{field}.memo", sentence(str(error)))) from error
    return Identity(Rail.CRYPTO, network, account, memo or "", address.address, address.kind, address.check)


def _why_not(option: OptionDraft, field: str) -> Problem:
    """Why an address is not valid on the network said, as a sentence, with the place where it can be told."""
    others = {network for address in coins.parse(option.address) for network in address.networks}
    if others:
        named = " and ".join(sorted(others))
        return Problem(f"{field}.network", f"This address is valid on {named}, not on {option.network}.")
    if option.network not in coins.CHAINS:
        return Problem(f"{field}.network", f"“{option.network}” is not a network that Farthing knows.")
    flaw = coins.diagnose(option.address)
    if flaw is None:
        return Problem(f"{field}.address", "This is not an address.")
    return Problem(f"{field}.address", sentence(flaw.reason), flaw.place)


def sentence(reason: str) -> str:
    """A reason as `coins` gives it, as a sentence on a page."""
    return reason[:1].upper() + reason[1:].rstrip(".") + "."


def _lightning_name(text: str) -> str | None:
    """An LNURL or lightning address, which name a payee without being an address of the network."""
    if _LNURL.fullmatch(text) or _LIGHTNING_ADDRESS.fullmatch(text):
        return text.lower()
    return None


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x00".join(parts).encode()).hexdigest()
