"""Which desk a message names by its words, in the languages people slip into."""

import re
from collections.abc import Collection

from bot.intake.triage.patterns import phrases, rules
from bot.intake.triage.words import folded

_NAMED = {
    "hr": re.compile(
        phrases(
            """hr, human resources, people (team|ops|operations), personnel, personalabteilung, rh,
            recursos humanos, ressources humaines, payroll team"""
        )
    ),
    "facilities": re.compile(
        phrases(
            """facilit(y|ies), building (team|management), janitor, caretaker, housekeeping, front desk,
            office manager, hausmeister, office team"""
        )
    ),
    "it": re.compile(
        phrases(
            """
            it[- ](support|help|helpdesk|desk|team|department|dept|person|people|guy|guys|someone|technician|
            specialist|admin), help ?desk, service desk, tech support, sysadmins?"""
        )
        + r"|\b(?:from|in|at|with|to) it(?=$|[.,!?])"
    ),
}
# In capitals the pronoun is a department; a message that shouts throughout does not tell.
_CAPITAL_IT = re.compile(r"\bIT\b")
_ABOUT = {
    "hr": rules(
        """parental, maternity, paternity, sick( leave| note| day)?, vacations?, holidays?, annual leave,
        time off, (my|about|medical|unpaid|family|earned|casual|on|some|for) leave, days? off, pto,
        payroll, payslips?, pay ?checks?, salar(y|ies), wages?, paid, bonus, raise, promotion, benefits?,
        insurance, pension, 401k, retirement, tax forms?, employment, my contract, notice period,
        resign*, quit(ting)? my job, onboarding, offboarding, overtime, new (hire|joiner|starter),
        harass*, bull(y|ied|ying), discriminat*, grievance, complaint about, pregnan*,
        my (boss|manager|supervisor), performance review, burn(ed|t)? ?out, visa, relocation, childcare,
        adoption, bereavement, disability, reference letter""",
        """urlaub*, elternzeit, krank*, gehalt*, lohn*, vacaciones, nomina, baja, permiso, conges?,
        salaire, paie, arret maladie, ferie, stipendio, ferias, salario, verlof, ziek, loon""",
    ),
    "facilities": rules(
        """doors?, badges?, access cards?, key ?cards?, entrance, elevators?, lift, parking, car park,
        garage, chairs?, standing desk, my desk, desk move, lockers?, meeting rooms?, conference rooms?,
        kitchen, coffee, toilets?, bathroom*, restrooms?, heating, heater, air ?con*, ac, temperature,
        clean(ing|ers?), lights?, lamps?, windows? (blinds|is|does), blinds, ceiling, leak*, water,
        mail ?room, parcels?, packages?, catering, building, furniture, carpet, smell*, reception,
        visitors?""",
        """ausweis, parkplatz, heizung, stuhl, aufzug, tarjeta de acceso, aparcamiento, silla,
        calefaccion, chauffage, chaise, ascenseur, place de parking""",
    ),
    "it": rules(
        """laptops?, lap top, computers?, pc, mac(book)?, notebook, thinkpad, monitors?, keyboard, mouse,
        headset, docking, screens?, printers?, scanners?, passwords?, passcode, log ?ins?,
        log(ging)? (in|on), sign(ing)? ?(in|on), accounts?, locked out, mfa, 2fa, authenticator, okta,
        yubikey, vpn, wi-?fi, internet, network, servers?, outlook, e?mails?, mailbox, teams call, zoom,
        slack, jira, confluence, github, workday, salesforce, sharepoint, software, licen[cs]es?, apps?,
        applications?, install*, updates?, outage, phishing, virus, malware, hacked""",
        """passwort, rechner, drucker, kennwort, contrasena, ordenador, computadora, cuenta,
        mot de passe, ordinateur, imprimante, compte, senha, computador, wachtwoord, haslo""",
    ),
}
# Words that are HR's alone, whatever else is in the sentence and whoever it is addressed to.
_PERSONAL = rules(
    """parental, maternity, paternity, payslips?, payroll, salar(y|ies), harass*, bull(ied|ying),
    discriminat*, grievance, pregnan*, sick leave, bereavement, resignation, elternzeit, gehalt*, nomina,
    salaire"""
)


def named_desk(text: str, desks: Collection[str] = ("it", "hr", "facilities")) -> str | None:
    """The desk that `text` asks for or is about, or None where its words name none or two equally.

    What is personal comes first: nothing of an HR matter may reach another desk.
    """
    plain = folded(text)
    if _PERSONAL.search(plain) and "hr" in desks:
        return "hr"
    asked = [desk for desk, rule in _NAMED.items() if desk in desks and rule.search(plain)]
    if not asked and "it" in desks and not text.isupper() and _CAPITAL_IT.search(text):
        return "it"
    return asked[0] if len(asked) == 1 else _most_named(plain, desks)


def _most_named(plain: str, desks: Collection[str]) -> str | None:
    counts = {desk: len(set(rule.findall(plain))) for desk, rule in _ABOUT.items() if desk in desks}
    most = max(counts.values(), default=0)
    first = [desk for desk, count in counts.items() if count == most and most > 0]
    if "hr" in first:
        return "hr"
    return first[0] if len(first) == 1 else None
