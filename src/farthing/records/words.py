"""The closed lists of the records: each value as it is stored, and as a page says it."""

from __future__ import annotations

from django.db import models

from farthing.disclosure import Handling
from farthing.records.verbs import Verb as Verb


class PartnerKind(models.TextChoices):
    OWN = "own", "own house"
    HOTLINE = "hotline", "partner hotline"
    POLICE = "police", "police"
    FIU = "fiu", "financial intelligence unit"
    EXCHANGE = "exchange", "exchange or bank"
    PAYMENT_BRAND = "payment-brand", "payment brand"
    HOSTING = "hosting", "hosting provider"


class Role(models.TextChoices):
    ANALYST = "analyst", "analyst"
    SUPERVISOR = "supervisor", "supervisor"
    DISCLOSURE = "disclosure", "disclosure officer"
    AUDITOR = "auditor", "auditor"
    ADMIN = "admin", "administrator"
    PARTNER = "partner", "partner member"


class SiteKind(models.TextChoices):
    """Kinds of site; the list follows the site types that hotlines exchange (ICCAM)."""

    WEBSITE = "website", "website"
    FORUM = "forum", "forum"
    IMAGE_BOARD = "image-board", "image board"
    IMAGE_STORE = "image-store", "image store"
    FILE_HOST = "file-host", "file host"
    HIDDEN_SERVICE = "hidden-service", "hidden service"
    LINK_SITE = "link-site", "link site"
    SOCIAL = "social", "social network"
    MESSENGER = "messenger", "messenger channel"
    BLOG = "blog", "blog"
    OTHER = "other", "other"


class Visibility(models.TextChoices):
    """How the payment page could be seen."""

    PUBLIC = "public", "public"
    ACCOUNT = "account", "after free account"
    CONTACT = "contact", "after contact"
    PAYWALLED = "paywalled", "paywalled"
    NOT_SHOWN = "not-shown", "not shown"


class Commerciality(models.TextChoices):
    INDIRECT = "indirect", "indirect"
    DIRECT_HIDDEN = "direct-hidden", "direct, hidden"
    DIRECT_VISIBLE = "direct-visible", "direct, visible"


class Genuineness(models.TextChoices):
    UNKNOWN = "unknown", "unknown"
    GENUINE = "likely-genuine", "likely genuine"
    SCAM = "likely-scam", "likely scam"


class Rail(models.TextChoices):
    CRYPTO = "crypto", "crypto"
    CARD = "card", "card"
    TRANSFER = "transfer", "transfer"
    GIFT_CARD = "gift-card", "gift card"
    WALLET = "wallet", "wallet"
    OTHER = "other", "other"


class Origin(models.TextChoices):
    """Who says so: the reader alone, the reader and a person who agreed, or a person who typed it."""

    MACHINE = "machine", "read by machine"
    CONFIRMED = "confirmed", "read by machine, confirmed by a person"
    PERSON = "person", "entered by a person"


class Hand(models.TextChoices):
    """Whose hand did what an audit event says."""

    MEMBER = "member", "a member"
    PUBLIC = "public", "the public"
    HOUSE = "house", "the house itself"


class ReportSource(models.TextChoices):
    """How a report came in."""

    PUBLIC = "public", "the public"
    IMPORT = "import", "imported list"
    API = "api", "partner’s program"
    ICCAM = "iccam", "ICCAM"
    ANALYST = "analyst", "own find (proactive)"


class Scope(models.TextChoices):
    """What a program may do with a credential of the API; each is granted by itself."""

    SEND_REPORTS = "reports:send", "send reports"
    READ_OPEN_REPORTS = "open-reports:read", "read its organisation’s open reports"
    SETTLE_OPEN_REPORTS = "open-reports:settle", "say what became of open reports"


class Urgency(models.IntegerChoices):
    """What is assessed first; within each, the oldest."""

    DANGER = 0, "a child may be in danger now"
    PAYMENT = 1, "commercial, or a way to pay was seen"
    OTHER = 2, "other"


class AssessmentState(models.TextChoices):
    WAITING = "waiting", "waits"
    TAKEN = "taken", "taken"
    DECIDED = "decided", "decided"


class Category(models.TextChoices):
    """The letter of the national scale; never a description."""

    A = "A", "A"
    B = "B", "B"
    C = "C", "C"


class Ground(models.TextChoices):
    """Why nothing is done about what was reported (after the reasons that hotlines exchange, ICCAM)."""

    NOT_FOUND = "not-found", "nothing found there"
    NO_ACCESS = "no-access", "could not be reached"
    LOGIN = "login", "behind a login or payment"
    GONE_BEFORE = "gone-before", "gone before it was looked at"
    BELOW = "below-threshold", "does not meet the threshold"
    OUTSIDE = "outside-remit", "outside our remit"
    OTHER = "other", "other"


class Typology(models.TextChoices):
    """What kind of thing was reported."""

    SITE = "site", "site"
    FORUM = "forum", "forum"
    LIVE = "live-streaming", "live-streaming"
    EXTORTION = "extortion", "extortion"
    INVITATIONS = "invitations", "invitation scheme"
    CHANNEL = "channel", "messenger channel"
    MARKET = "market", "market"
    OTHER = "other", "other"


class AppealState(models.TextChoices):
    OPEN = "open", "open"
    UPHELD = "upheld", "decision upheld"
    REVERSED = "reversed", "decision reversed"


class SecondLookState(models.TextChoices):
    WAITING = "waiting", "waits"
    TAKEN = "taken", "taken"
    AGREED = "agreed", "both decided alike"
    DISAGREED = "disagreed", "they differ: a supervisor settles it"
    SETTLED = "settled", "settled by a supervisor"


class MessageKind(models.TextChoices):
    """What passes between the house and who holds a receipt."""

    QUESTION = "question", "question"
    ANSWER = "answer", "answer"
    ADDITION = "addition", "addition"


class RevealState(models.TextChoices):
    SHOWN = "shown", "shown"
    WAITING = "waiting", "waits for a supervisor"
    SIGNED = "signed", "signed by a supervisor, not yet opened"
    REFUSED = "refused", "refused"


class CountUnit(models.TextChoices):
    """What a year's total counts: a share is taken of things of the same unit, or says that it is not."""

    SITE = "site", "sites"
    URL = "url", "URLs"
    DOMAIN = "domain", "domains"
    REPORT = "report", "reports"


class Asking(models.TextChoices):
    """Who may be asked about a site: the permissible actions protocol (PAP) in the house's words."""

    NOBODY = "nobody", "nobody outside the house (PAP RED)"
    OTHERS = "others", "registries, not the site or its name servers (PAP AMBER)"
    SITE = "site", "the site itself, too (PAP GREEN)"


class HostingState(models.TextChoices):
    WAITING = "waiting", "waits for the worker"
    DONE = "done", "done"


class HostingMethod(models.TextChoices):
    DNS = "dns", "DNS answers"
    NETWORK = "network", "network and country (MMDB)"
    RDAP = "rdap", "address register (RDAP)"
    REGISTRAR = "registrar", "domain register (RDAP)"


class MethodOutcome(models.TextChoices):
    FOUND = "found", "found"
    NOTHING = "nothing", "found nothing"
    NOT_ASKED = "not-asked", "not asked"
    FAILED = "failed", "failed"


class Attribution(models.TextChoices):
    """What a hosting check comes to."""

    HOST = "host", "attributable"
    CDN = "cdn", "behind a CDN: not attributable"
    HIDDEN = "hidden", "hidden service: not attributable"
    DISPUTED = "disputed", "the methods disagree"
    UNKNOWN = "unknown", "could not be told"


class Seen(models.TextChoices):
    """What one look at a watched site came to."""

    PRESENT = "present", "the page is there"
    MISS = "miss", "missing"
    MOVED = "moved", "there, on another host"
    CHANGED = "changed", "another page"
    BLOCKED = "blocked", "a block page"
    LOGIN = "login", "a login"
    VOID = "void", "could not tell"


class WatchState(models.TextChoices):
    ONLINE = "online", "online"
    MISSING = "missing", "missing, not yet for sure"
    MOVED = "moved", "moved to another host"
    PERSON = "person", "waits for a person"
    REMOVED = "removed", "removed"
    STOPPED = "stopped", "looked at no more"


class TraitKind(models.TextChoices):
    """What sites may have in common."""

    ACCOUNT = "account", "account"
    CONTACT = "contact", "contact"
    TEMPLATE = "template", "template"
    WORDING = "wording", "wording of offers"


class ProposalState(models.TextChoices):
    OPEN = "open", "waits"
    ACCEPTED = "accepted", "accepted"
    REFUSED = "refused", "refused"


class HandlingLevel(models.TextChoices):
    """How closely a record is held: the levels of `disclosure`."""

    OPEN = Handling.OPEN.value, "open"
    COMMUNITY = Handling.COMMUNITY.value, "the community"
    LIMITED = Handling.LIMITED.value, "limited"
    STRICT = Handling.STRICT.value, "strictly limited"
    NAMED = Handling.NAMED.value, "named people alone"
    EMBARGO = Handling.EMBARGO.value, "embargo"


class Channel(models.TextChoices):
    """By which way a recipient is told."""

    MAIL = "mail", "mail"
    ICCAM = "iccam", "ICCAM"


class PlaceKind(models.TextChoices):
    """By what removals are measured beside their recipients."""

    HOST = "host", "host"
    COUNTRY = "country", "country"


class RemovalState(models.TextChoices):
    UNROUTED = "unrouted", "waits for a person to say who is told"
    HELD = "held", "police are asked first"
    GATHERED = "gathered", "its notice is being gathered"
    NOTICED = "noticed", "notice delivered"
    REMOVED = "removed", "removed"
    NOT_ILLEGAL = "not-illegal", "not illegal where it is hosted"
    WITHDRAWN = "withdrawn", "withdrawn: the decision was reversed"


class Settling(models.TextChoices):
    """What whoever was told of a site says of it (after the actions that hotlines exchange, ICCAM)."""

    TAKEN_UP = "taken-up", "taken up"
    REMOVED = "removed", "removed"
    MOVED = "moved", "moved to another host"
    NOT_ILLEGAL = "not-illegal", "not illegal here"
    GO_ON = "go-on", "go on: the host may be told"


class DeliveryKind(models.TextChoices):
    NOTICE = "notice", "notice"
    REMINDER = "reminder", "reminder"
    CORRECTION = "correction", "correction"


class DeliveryState(models.TextChoices):
    WAITING = "waiting", "waits or is tried again"
    DELIVERED = "delivered", "delivered"
    DEAD = "dead", "given up: a person has to look"
    NOT_NEEDED = "not-needed", "no longer needed"


class LeadState(models.TextChoices):
    OPEN = "open", "waits"
    TAKEN = "taken", "made a report"
    DISMISSED = "dismissed", "dismissed"


class LeadReasonKind(models.TextChoices):
    """Why something is a lead; the first three are traits that the house knows."""

    ACCOUNT = "account", "known account"
    CONTACT = "contact", "known contact"
    TEMPLATE = "template", "known template"
    BRAND = "brand", "known brand"
    PAYMENT = "payment", "payment page"
    HOST = "host", "unknown host"
