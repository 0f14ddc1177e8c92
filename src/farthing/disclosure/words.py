"""The closed lists that a decision is made over: their product is every question there is."""

from __future__ import annotations

from enum import StrEnum


class Recipient(StrEnum):
    """Who would be told. Whoever was let go is `nobody`, whatever he was before."""

    OWN = "own"
    HOTLINE = "hotline"
    POLICE = "police"
    FIU = "fiu"
    EXCHANGE = "exchange"
    PAYMENT_BRAND = "payment-brand"
    HOSTING = "hosting"
    REPORTER = "reporter"
    PUBLIC = "public"
    NOBODY = "nobody"


class Purpose(StrEnum):
    INVESTIGATION = "investigation"
    SCREENING = "screening"  # of an exchange's or a bank's customers
    TAKEDOWN = "takedown"
    STATISTICS = "statistics"
    SAFEGUARDING = "safeguarding"


class Basis(StrEnum):
    """On what legal ground."""

    NOTICE = "notice"  # a notice of illegal content to who can remove it
    AGREEMENT = "agreement"  # a written agreement with the partner, or membership of one network
    CRIME_PREVENTION = "crime-prevention"  # preventing and detecting unlawful acts
    VITAL_INTERESTS = "vital-interests"
    CONSENT = "consent"
    PUBLICATION = "publication"  # nothing in it is about a person


class Handling(StrEnum):
    """How closely a record is to be held, the least restrictive first. The traffic light marks (TLP 2.0)
    CLEAR, GREEN, AMBER, AMBER+STRICT and RED are the first five; an embargo lets nothing out."""

    OPEN = "open"
    COMMUNITY = "community"
    LIMITED = "limited"
    STRICT = "strict"
    NAMED = "named"
    EMBARGO = "embargo"

    @property
    def level(self) -> int:
        return _LEVELS[self]


class Field(StrEnum):
    """Classes of fields. What is told of a record belongs to exactly one of them."""

    SITE_ADDRESS = "site-address"
    REFERRER_PATH = "referrer-path"
    HOSTING = "hosting"  # network address, network and organisation; generalised: the country
    REFERENCES = "references"  # ours and theirs
    CATEGORY = "category"  # generalised: that it is illegal
    COMMERCIALITY = "commerciality"  # with the kind of site and how visible the payment was
    PAYMENT_METHODS = "payment-methods"  # rails and coins, without any account
    PAYMENT_DETAILS = "payment-details"  # addresses, handles, merchant ids
    OFFERS = "offers"  # generalised: the price band
    WORDING = "wording"
    BRAND = "brand"
    CONTACTS = "contacts"
    DATES = "dates"  # generalised: the month
    PROGRESS = "progress"  # of a removal; generalised: one of a reporter's four states
    ANALYST = "analyst"  # masked: the stable pseudonym
    REPORT = "report"  # a reporter's own words
    FIGURES = "figures"  # counts, small cells suppressed


class Form(StrEnum):
    """In what form a field is told, the most telling first."""

    FULL = "full"
    GENERALISED = "generalised"
    MASKED = "masked"
    WITHHELD = "withheld"


class Obligation(StrEnum):
    """What whoever is told takes on."""

    NOT_AS_EVIDENCE = "not-as-evidence"
    NOT_TO_THE_CUSTOMER = "not-to-the-customer"
    CONSENT_FIRST = "originators-consent-first"
    NOT_PASSED_ON = "not-passed-on"
    PRESERVE_EVIDENCE = "preserve-evidence"


_LEVELS = {handling: level for level, handling in enumerate(Handling)}
