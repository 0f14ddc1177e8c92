"""Every address the desk answers to."""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.webauthn import views as passkeys
from django.urls import URLPattern, URLResolver, path

from farthing.desk.access import Door, allow
from farthing.desk.views import (
    assessments,
    audit,
    brands,
    credentials,
    deliveries,
    find,
    home,
    hosting,
    imports,
    indicators,
    leads,
    members,
    observations,
    open_reports,
    public,
    rechecks,
    recipients,
    record,
    removals,
    reports,
    reveals,
    second_looks,
    sites,
    trend,
)
from farthing.doors import api
from farthing.records.permissions import MAY_READ, Shelf

# Of django-allauth's pages these alone: no sign-up, no e-mail, no reset of a password by mail.
_sign_in: list[URLPattern | URLResolver] = [
    path("sign-in/", account.login, name="account_login"),
    path("sign-in/passkey/", passkeys.login_webauthn, name="mfa_login_webauthn"),
    path("sign-in/second-step/", mfa.authenticate, name="mfa_authenticate"),
    path("sign-in/shut-out/", account.account_inactive, name="account_inactive"),
    path("sign-out/", account.logout, name="account_logout"),
    path("again/", account.reauthenticate, name="account_reauthenticate"),
    path("again/passkey/", passkeys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("password/", account.password_change, name="account_change_password"),
    path("passkeys/", passkeys.list_webauthn, name="mfa_list_webauthn"),
    path("passkeys/", passkeys.list_webauthn, name="mfa_index"),
    path("passkeys/add/", passkeys.add_webauthn, name="mfa_add_webauthn"),
    path("passkeys/<int:pk>/name/", passkeys.edit_webauthn, name="mfa_edit_webauthn"),
    path("passkeys/<int:pk>/remove/", passkeys.remove_webauthn, name="mfa_remove_webauthn"),
]

_public: list[URLPattern | URLResolver] = [
    path("report/", public.report_site, name="report_site"),
    path("report/receipt/", public.receipt, name="receipt"),
    path("report/receipt/add/", public.add_to_report, name="add_to_report"),
]

_reports: list[URLPattern | URLResolver] = [
    path("queue/", assessments.queue, name="queue"),
    path("queue/next/", assessments.take_next, name="take_next"),
    path("assessments/<int:number>/", assessments.assessment, name="assessment"),
    path("assessments/<int:number>/take/", assessments.take, name="take"),
    path("assessments/<int:number>/give-back/", assessments.give_back, name="give_back"),
    path("assessments/<int:number>/address/", assessments.open_matter, name="open_matter"),
    path("assessments/<int:number>/decide/", assessments.decide, name="decide"),
    path("assessments/<int:number>/appeal/", assessments.raise_appeal, name="raise_appeal"),
    path("second-looks/", second_looks.assessing, name="assessing"),
    path("second-looks/rule/", second_looks.rule, name="rule"),
    path("second-looks/<int:number>/", second_looks.second_look, name="second_look"),
    path("second-looks/<int:number>/take/", second_looks.take_look, name="take_look"),
    path("second-looks/<int:number>/give-back/", second_looks.give_look_back, name="give_look_back"),
    path("second-looks/<int:number>/address/", second_looks.open_look, name="open_look"),
    path("second-looks/<int:number>/decide/", second_looks.decide_look, name="decide_look"),
    path("appeals/<int:number>/decide/", assessments.decide_appeal, name="decide_appeal"),
    path("reports/new/", reports.new_find, name="new_find"),
    path("reports/import/", imports.import_reports, name="import_reports"),
    path("reports/", reports.reports, name="reports"),
    path("reports/<int:number>/", reports.report, name="report"),
    path("reports/<int:number>/ask/", reports.ask_reporter, name="ask_reporter"),
]

_records: list[URLPattern | URLResolver] = [
    path("leads/", leads.leads, name="leads"),
    path("leads/<int:number>/", leads.lead, name="lead"),
    path("leads/<int:number>/report/", leads.report, name="report_lead"),
    path("leads/<int:number>/dismiss/", leads.dismiss, name="dismiss_lead"),
    path("record/", record.record, name="record"),
    path("record/choose/", record.choose, name="record_choose"),
    path("record/confirm/", record.confirm, name="record_confirm"),
    path("record/check-address/", record.check_address, name="check_address"),
    path("find/", find.find, name="find"),
    path("observations/", observations.observations, name="observations"),
    path("observations/<int:number>/", observations.observation, name="observation"),
    path("contacts/<int:number>/", find.contact, name="contact"),
    path("addresses/", indicators.indicators, name="indicators"),
    path("addresses/<int:number>/", indicators.indicator, name="indicator"),
    path("open-reports/", open_reports.open_reports, name="open_reports"),
    path("open-reports/<int:number>/", open_reports.settle_report, name="settle_report"),
    path("sites/", sites.sites, name="sites"),
    path("sites/<int:number>/", sites.site, name="site"),
    path("sites/<int:number>/brand/", sites.name_brand, name="name_brand"),
    path("sites/<int:number>/reveal/", reveals.reveal_site, name="reveal_site"),
    path("sites/<int:number>/check-hosting/", hosting.ask_hosting_check, name="ask_hosting_check"),
    path("sites/<int:number>/asking/", hosting.limit_asking, name="limit_asking"),
    path("sites/<int:number>/watch/", rechecks.start_watch, name="start_watch"),
    path("rechecks/", rechecks.watches, name="watches"),
    path("rechecks/<int:number>/", rechecks.watch, name="watch"),
    path("rechecks/<int:number>/decide/", rechecks.decide_watch, name="decide_watch"),
    path("hosting/", hosting.hosting_checks, name="hosting_checks"),
    path("hosting/<int:number>/", hosting.hosting_check, name="hosting_check"),
    path("brands/", brands.brands, name="brands"),
    path("brand-proposals/", brands.proposals, name="proposals"),
    path("brand-proposals/look/", brands.propose, name="propose_brands"),
    path("brand-proposals/<int:number>/", brands.proposal, name="proposal"),
    path("brand-proposals/<int:number>/accept/", brands.accept, name="accept_proposal"),
    path("brand-proposals/<int:number>/refuse/", brands.refuse, name="refuse_proposal"),
    path("brands/<int:number>/", brands.brand, name="brand"),
]

_removals: list[URLPattern | URLResolver] = [
    path("removals/", removals.removals, name="removals"),
    path("removals/<int:number>/", removals.removal, name="removal"),
    path("removals/<int:number>/tell/", removals.tell_recipient, name="tell_recipient"),
    path("removals/<int:number>/route/", removals.route_again, name="route_again"),
    path("removals/<int:number>/release/", removals.release_removal, name="release_removal"),
    path("removals/<int:number>/handling/", removals.say_handling, name="say_handling"),
    path("removals/<int:number>/end/", removals.end_removal, name="end_removal"),
    path("recipients/", recipients.recipients, name="recipients"),
    path("recipients/name/", recipients.name_recipient, name="name_recipient"),
    path("recipients/<int:number>/", recipients.recipient, name="recipient"),
    path("recipients/<int:number>/change/", recipients.change_recipient, name="change_recipient"),
    path("removal-times/", recipients.removal_times, name="removal_times"),
    path("deliveries/", deliveries.deliveries, name="deliveries"),
    path("deliveries/<int:number>/", deliveries.delivery, name="delivery"),
    path("deliveries/<int:number>/send/", deliveries.send_again, name="send_again"),
]

_oversight: list[URLPattern | URLResolver] = [
    path("reveals/mine/", reveals.own_reveals, name="own_reveals"),
    path("reveals/mine/<int:number>/open/", reveals.open_signed, name="open_signed"),
    path("reveals/", reveals.reveals, name="reveals"),
    path("reveals/<int:number>/decide/", reveals.decide_reveal, name="decide_reveal"),
    path("audit/", audit.audit, name="audit"),
    path("members/", members.members, name="members"),
    path("members/admit/", members.admit_member, name="admit_member"),
    path("members/admit-partner/", members.admit_partner, name="admit_partner"),
    path("members/<int:number>/", members.member, name="member"),
    path("members/<int:number>/role/", members.change_role, name="change_role"),
    path("members/<int:number>/deactivate/", members.deactivate, name="deactivate"),
    path("members/<int:number>/reactivate/", members.reactivate, name="reactivate"),
    path("members/<int:number>/clear-passkeys/", members.clear_passkeys, name="clear_passkeys"),
]

_api = api.patterns()
for _pattern in _api:
    allow(Door.SERVICE)(_pattern.callback)

_programs: list[URLPattern | URLResolver] = [
    path("credentials/", credentials.credentials, name="credentials"),
    path("credentials/make/", credentials.make, name="make_credential"),
    path("credentials/<int:number>/revoke/", credentials.revoke, name="revoke_credential"),
    path("api/", allow(MAY_READ[Shelf.CREDENTIALS])(api.api_page), name="api_page"),
    *_api,
]

_trend: list[URLPattern | URLResolver] = [
    path("trend/", trend.trend, name="trend"),
    path("trend/farthing-trend.csv", trend.trend_csv, name="trend_csv"),
    path("trend/farthing-trend.parquet", trend.trend_parquet, name="trend_parquet"),
    path("figures/", trend.trend_figures, name="trend_figures"),
    path("figures/year-total/", trend.enter_year_total, name="enter_year_total"),
    path("figures/publish/", trend.publish_trend, name="publish_trend"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    *_public,
    *_reports,
    *_records,
    *_removals,
    *_oversight,
    *_programs,
    *_trend,
    *_sign_in,
]

handler400 = "farthing.desk.views.errors.bad_request"
handler403 = "farthing.desk.views.errors.refused"
handler404 = "farthing.desk.views.errors.missing"
handler500 = "farthing.desk.views.errors.failure"
